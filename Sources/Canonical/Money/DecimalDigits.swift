/// The decimal digits of an unsigned integer, most significant first.
struct DecimalDigits {
    /// 40 bytes on the stack, filled from the end: 38 digits and a leading zero always fit.
    private var storage: (UInt64, UInt64, UInt64, UInt64, UInt64) = (
        Self.zeros, Self.zeros, Self.zeros, Self.zeros, Self.zeros
    )
    private static let zeros: UInt64 = 0x3030_3030_3030_3030
    private static let capacity = 40

    /// The number of digits; at least one.
    private(set) var count = 0

    init(_ magnitude: UInt128) {
        var start = Self.capacity
        withUnsafeMutableBytes(of: &storage) { buffer in
            var rest = magnitude
            // Division of 64 bits is several times faster, and almost every amount fits.
            while rest > UInt128(UInt64.max) {
                let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10_000_000_000_000_000_000)
                Self.write(UInt64(truncatingIfNeeded: remainder), digits: 19, before: &start, in: buffer)
                rest = quotient
            }
            Self.write(UInt64(truncatingIfNeeded: rest), digits: 1, before: &start, in: buffer)
        }
        count = Self.capacity - start
    }

    /// Makes leading zeros count until there are so many digits, 40 at most.
    mutating func pad(toCount wanted: Int) {
        count = max(count, wanted)
    }

    func copy(_ range: Range<Int>, to target: UnsafeMutablePointer<UInt8>) {
        withUnsafeBytes(of: storage) { buffer in
            let start = Self.capacity - count
            for index in range { target[index - range.lowerBound] = buffer[start + index] }
        }
    }

    private static func write(
        _ value: UInt64, digits: Int, before start: inout Int, in buffer: UnsafeMutableRawBufferPointer
    ) {
        var rest = value
        let end = start
        repeat {
            let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
            start -= 1
            buffer[start] = 0x30 &+ UInt8(truncatingIfNeeded: remainder)
            rest = quotient
        } while rest > 0 || end - start < digits
    }
}
