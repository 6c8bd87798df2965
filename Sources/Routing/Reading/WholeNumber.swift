/// Reads whole numbers in the one spelling that every reader of YAML understands alike.
enum WholeNumber {
    /// The number; nil for leading zeros, signs other than `-`, underscores, bases and fractions.
    static func read(_ text: String) -> Int? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        guard digits.count == 1 || digits.first != "0" else { return nil }
        return Int(text)
    }
}
