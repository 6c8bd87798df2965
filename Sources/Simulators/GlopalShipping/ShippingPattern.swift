/// The patterns of the service's headers, each matched in full.
///
/// Source: contract B2 (docs: S0). Bytes are compared, so that no rule of a pattern language can loosen them.
enum ShippingPattern {
    /// Whether a text fits `^[a-z0-9\-]{3,255}$`.
    static func isLogin(_ text: String) -> Bool { isName(text, upTo: 255) }
    /// Whether a text fits `^[a-z0-9\-]{3,50}$`.
    static func isAlias(_ text: String) -> Bool { isName(text, upTo: 50) }

    /// Whether a text fits `^[0-9a-f]{64}$`.
    static func isSignature(_ text: String) -> Bool {
        text.utf8.count == 64 && text.utf8.allSatisfy { isDigit($0) || (0x61...0x66).contains($0) }
    }

    /// Whether a text fits `^[12]\d{9}\.\d{6}$`.
    static func isTimestamp(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 17, bytes[0] == 0x31 || bytes[0] == 0x32, bytes[10] == 0x2E else { return false }
        return bytes[1..<10].allSatisfy(isDigit) && bytes[11...].allSatisfy(isDigit)
    }

    /// Whether a text fits `(^0\.\d{2}$|^[1-9]\d*\.\d{2}$)`.
    static func isVersion(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].utf8.count == 2, parts[1].utf8.allSatisfy(isDigit) else { return false }
        let whole = parts[0].utf8
        return whole.allSatisfy(isDigit) && (whole.first != 0x30 || whole.count == 1) && !whole.isEmpty
    }

    /// Microseconds since 1970 of a text that is a timestamp.
    static func microseconds(_ timestamp: String) -> Int64? {
        isTimestamp(timestamp) ? Int64(timestamp.filter { $0 != "." }) : nil
    }

    private static func isName(_ text: String, upTo longest: Int) -> Bool {
        (3...longest).contains(text.utf8.count)
            && text.utf8.allSatisfy { isDigit($0) || (0x61...0x7A).contains($0) || $0 == 0x2D }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
