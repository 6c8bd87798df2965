/// Byte-level questions that reading and writing share.
enum JSONBytes {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highs: UInt64 = 0x8080_8080_8080_8080

    /// Marks the bytes of a word that end a plain run: quote, backslash, control characters.
    ///
    /// Only the lowest mark is exact, because a borrow may spill upwards; nobody looks at the others.
    @inline(__always)
    static func structureMarks(_ word: UInt64) -> UInt64 {
        let quotes = word ^ (ones &* 0x22)
        let backslashes = word ^ (ones &* 0x5C)
        let marks =
            ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes) | ((word &- (ones &* 0x20)) & ~word)
        return marks & highs
    }

    /// Marks what ``structureMarks(_:)`` does and every byte that is not ASCII.
    @inline(__always)
    static func stringMarks(_ word: UInt64) -> UInt64 {
        structureMarks(word) | (word & highs)
    }

    @inline(__always)
    static func word(_ base: UnsafePointer<UInt8>, _ offset: Int) -> UInt64 {
        UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    @inline(__always)
    static func areEqual(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, count: Int) -> Bool {
        var at = 0
        while at + 8 <= count {
            if word(left, at) != word(right, at) { return false }
            at += 8
        }
        while at < count {
            if left[at] != right[at] { return false }
            at += 1
        }
        return true
    }

    /// Compares letters A to Z without regard to case and everything else exactly.
    static func areEqualIgnoringCase(
        _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
    ) -> Bool {
        guard left.count == right.count else { return false }
        for index in left.indices where lowercased(left[index]) != lowercased(right[index]) { return false }
        return true
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }

    /// The value of a hexadecimal digit, or nil.
    static func hexValue(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x41 + 10)
        case 0x61...0x66: UInt32(byte - 0x61 + 10)
        default: nil
        }
    }
}
