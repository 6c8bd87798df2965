/// A short name for the exact text of a configuration.
enum Revision {
    /// Sixteen hexadecimal digits of the text's FNV-1a hash.
    ///
    /// It tells versions of a trusted file apart and proves nothing about who wrote it.
    /// Source: draft-eastlake-fnv, 64-bit offset basis and prime (stated).
    static func of(_ text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 {
            hash ^= UInt64(byte)
            hash = hash &* 0x0000_0100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
