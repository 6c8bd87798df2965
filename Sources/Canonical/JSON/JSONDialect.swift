/// What one system's JSON may do that ours does not.
///
/// Strict by default; every liberty is one that a provider's document or sample shows.
public struct JSONDialect: Sendable, Hashable {
    /// Letters A to Z in keys match in either case; an exact match goes first.
    public var keysAreCaseInsensitive: Bool
    /// `"12.50"` is accepted where a number is wanted.
    public var numbersMayBeText: Bool
    /// A number is accepted where text is wanted and gives its spelling.
    public var textMayBeNumber: Bool
    /// `null` is read as if the key were absent; it still comes back as residue.
    public var nullMeansAbsent: Bool
    /// `0`, `1`, `"0"` and `"1"` are accepted where true or false is wanted.
    public var booleansMayBeZeroOrOne: Bool

    /// Takes every liberty that is named and no other.
    public init(
        keysAreCaseInsensitive: Bool = false, numbersMayBeText: Bool = false, textMayBeNumber: Bool = false,
        nullMeansAbsent: Bool = false, booleansMayBeZeroOrOne: Bool = false
    ) {
        self.keysAreCaseInsensitive = keysAreCaseInsensitive
        self.numbersMayBeText = numbersMayBeText
        self.textMayBeNumber = textMayBeNumber
        self.nullMeansAbsent = nullMeansAbsent
        self.booleansMayBeZeroOrOne = booleansMayBeZeroOrOne
    }

    /// Takes no liberty.
    public static let strict = JSONDialect()
}
