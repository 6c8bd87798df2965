/// A currency by its three-letter ISO 4217 code.
///
/// A code that this version does not know is kept as it is: providers add currencies before we do.
public struct Currency: Sendable, Hashable {
    /// The three letters in the lower 24 bits, the first one highest.
    let letters: UInt32

    init(letters: UInt32) {
        self.letters = letters
    }

    /// Makes a currency of exactly three capital letters A to Z, else nil.
    public init?(_ code: some StringProtocol) {
        guard let letters = Self.pack(code.utf8) else { return nil }
        self.letters = letters
    }

    /// Makes a constant from a literal such as `"EUR"`.
    ///
    /// For constants and tests only: a literal that is no code is a mistake in the program and stops it.
    public init(exactly literal: StaticString) {
        guard let letters = literal.withUTF8Buffer({ Self.pack($0) }) else {
            preconditionFailure("\(literal) is no currency code")
        }
        self.letters = letters
    }

    /// The three letters, such as `EUR`.
    public var code: String {
        String(unsafeUninitializedCapacity: 3) { buffer in
            for index in 0..<3 { buffer[index] = UInt8(truncatingIfNeeded: letters >> (16 - 8 * UInt32(index))) }
            return 3
        }
    }

    @inline(__always)
    static func pack(_ bytes: some Sequence<UInt8>) -> UInt32? {
        var letters: UInt32 = 0
        var count = 0
        for byte in bytes {
            guard count < 3, (0x41...0x5A).contains(byte) else { return nil }
            letters = letters << 8 | UInt32(byte)
            count += 1
        }
        return count == 3 ? letters : nil
    }
}

extension Currency: CustomStringConvertible {
    /// The three letters, such as `EUR`.
    public var description: String { code }
}

extension Currency: Comparable {
    /// Ordered by code.
    public static func < (left: Currency, right: Currency) -> Bool { left.letters < right.letters }
}
