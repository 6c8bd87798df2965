/// The powers of ten that exact decimals scale with.
enum PowersOfTen {
    private static let small: [UInt64] = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ]

    /// Ten to the power of `exponent`, which is 0 to 38.
    static func power(_ exponent: Int) -> UInt128 {
        exponent < 20 ? UInt128(small[exponent]) : UInt128(small[19]) * UInt128(small[exponent - 19])
    }
}
