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

    /// Writes the plain spelling and returns its length in bytes; the target has room for `plainCapacity`.
    func writePlain(to target: UnsafeMutablePointer<UInt8>) -> Int {
        // From the last digit to the first at the far end of the room, then down to its beginning.
        let end = target + Self.plainCapacity
        var start = end
        var written = 0
        var rest = coefficient.magnitude
        // Division of 64 bits is several times faster than of 128, so wide values are cut into pieces of 19 digits.
        while rest > UInt128(UInt64.max) {
            let (quotient, piece) = rest.quotientAndRemainder(dividingBy: 10_000_000_000_000_000_000)
            write(UInt64(truncatingIfNeeded: piece), until: written + 19, &written, before: &start)
            rest = quotient
        }
        write(UInt64(truncatingIfNeeded: rest), until: scale + 1, &written, before: &start)
        if isNegative {
            start -= 1
            start.pointee = 0x2D
        }
        target.update(from: start, count: end - start)
        return end - start
    }

    /// Writes all digits of a piece, and zeros until so many digits are written in all.
    @inline(__always)
    private func write(
        _ piece: UInt64, until count: Int, _ written: inout Int, before start: inout UnsafeMutablePointer<UInt8>
    ) {
        var rest = piece
        repeat {
            let quotient = rest / 10
            start -= 1
            start.pointee = 0x30 &+ UInt8(truncatingIfNeeded: rest &- quotient &* 10)
            rest = quotient
            written &+= 1
            if written == scale {
                start -= 1
                start.pointee = 0x2E
            }
        } while rest > 0 || written < count
    }
}
