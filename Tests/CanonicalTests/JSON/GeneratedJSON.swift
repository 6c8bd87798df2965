/// Random documents with odd keys, spellings and white space.
enum GeneratedJSON {
    static func text(depth: Int, using generator: inout SeededGenerator) -> String {
        let space = spaces.randomElement(using: &generator) ?? ""
        switch Int.random(in: 0..<(depth > 0 ? 9 : 6), using: &generator) {
        case 0: return space + "null"
        case 1: return Bool.random(using: &generator) ? "true" : "false" + space
        case 2, 3: return numbers.randomElement(using: &generator) ?? "0"
        case 4, 5: return string(using: &generator)
        case 6:
            let elements = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
                text(depth: depth - 1, using: &generator)
            }
            return "[" + space + elements.joined(separator: ",") + space + "]"
        default:
            var members: [String] = []
            for position in 0..<Int.random(in: 0...9, using: &generator) {
                let key = string(using: &generator).dropLast()
                members.append("\(key)\(position)\"\(space):\(text(depth: depth - 1, using: &generator))")
            }
            return "{" + members.joined(separator: space + "," + space) + "}"
        }
    }

    private static func string(using generator: inout SeededGenerator) -> String {
        let count = Int.random(in: 0...12, using: &generator)
        return "\"" + (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined() + "\""
    }

    private static let spaces = ["", "", " ", "\n  ", "\t", "\r\n", "                  "]
    private static let numbers = [
        "0", "-0", "5.10", "1e3", "1E-2", "-12.50", "1234567890123456789012345678", "0.0000000001", "19.99", "100",
    ]
    private static let pieces = [
        "a", "B", "/", "~", " ", "é", "日", "😀", "\\n", "\\\"", "\\\\", "\\/", "\\u0041", "\\ud83d\\ude00", "\\u0000",
        "word", "0", "{", "]",
    ]
}
