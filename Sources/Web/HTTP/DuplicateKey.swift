/// The key that makes a repeated request the same request.
enum DuplicateKey {
    /// The longest key, in characters of Unicode.
    static let limit = 512

    static func isValid(_ key: String) -> Bool { (1...limit).contains(key.unicodeScalars.count) }
}
