/// The header field that ties a request to a trace (W3C Trace Context 1, section 3.2, stated).
enum Traceparent {
    /// The text when it has version 00 to fe, a trace and a parent that are not zero, and flags; else nil.
    static func valid(_ text: String?) -> String? {
        guard let text, text.utf8.count == 55 else { return nil }
        var isZero = (trace: true, parent: true)
        for (position, byte) in text.utf8.enumerated() {
            switch position {
            case 2, 35, 52: guard byte == UInt8(ascii: "-") else { return nil }
            default:
                guard isLowerHex(byte) else { return nil }
                guard byte != UInt8(ascii: "0") else { continue }
                if (3..<35).contains(position) { isZero.trace = false }
                if (36..<52).contains(position) { isZero.parent = false }
            }
        }
        return isZero.trace || isZero.parent || text.hasPrefix("ff") ? nil : text
    }

    private static func isLowerHex(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
