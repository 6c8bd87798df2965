/// Messages that no honest system sends, made from one that an honest system would.
///
/// None of them is a JSON document that a translator may take.
public enum BrokenMessages {
    /// Every broken form, each with a name for the report.
    ///
    /// - Parameter message: A valid JSON object.
    /// - Returns: The forms, some eighty of them.
    public static func all(from message: [UInt8]) -> [(name: String, bytes: [UInt8])] {
        var broken: [(name: String, bytes: [UInt8])] = [
            ("empty", []),
            ("white space alone", Array("  \n".utf8)),
            ("null", Array("null".utf8)),
            ("a text", Array(#""order""#.utf8)),
            ("a number", Array("0".utf8)),
            ("an empty array", Array("[]".utf8)),
            ("not UTF-8", Array(#"{"id": ""#.utf8) + [0xC3, 0x28] + Array(#""}"#.utf8)),
            ("10,000 levels deep", [UInt8](repeating: UInt8(ascii: "["), count: 10_000)),
            ("10,000 closed levels", nested(10_000)),
            ("a number of 100,000 digits", Array(#"{"id": "#.utf8) + digits(100_000) + Array("}".utf8)),
            ("bytes behind the end", message + Array("}".utf8)),
        ]
        let step = max(1, message.count / 64)
        for length in stride(from: 1, to: message.count, by: step) {
            broken.append(("cut after \(length) bytes", Array(message.prefix(length))))
        }
        return broken
    }

    private static func nested(_ depth: Int) -> [UInt8] {
        [UInt8](repeating: UInt8(ascii: "["), count: depth) + [UInt8](repeating: UInt8(ascii: "]"), count: depth)
    }

    private static func digits(_ count: Int) -> [UInt8] { [UInt8](repeating: UInt8(ascii: "7"), count: count) }
}
