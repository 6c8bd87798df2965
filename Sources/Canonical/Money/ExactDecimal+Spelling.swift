extension ExactDecimal: CustomStringConvertible {
    /// The number as it was spelled, or plainly if it was calculated.
    public var description: String { storedSpelling?.text ?? plainDescription }

    /// The number in digits and point alone, with all its decimal places.
    public var plainDescription: String {
        String(unsafeUninitializedCapacity: Self.plainCapacity) { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            return writePlain(to: base)
        }
    }

    /// The bytes that a plain spelling needs at most: sign, zero, point and 38 digits.
    static let plainCapacity = 48

    /// Writes the plain spelling and returns its length in bytes.
    func writePlain(to target: UnsafeMutablePointer<UInt8>) -> Int {
        var digits = DecimalDigits(coefficient.magnitude)
        var length = 0
        if isNegative {
            target[0] = 0x2D
            length = 1
        }
        digits.pad(toCount: scale + 1)
        let wholeDigits = digits.count - scale
        digits.copy(0..<wholeDigits, to: target + length)
        length += wholeDigits
        guard scale > 0 else { return length }
        target[length] = 0x2E
        digits.copy(wholeDigits..<digits.count, to: target + length + 1)
        return length + 1 + scale
    }
}
