/// A provider's code: one that we know, or its raw text.
///
/// Nothing is lost when a provider adds a value: `unknown` keeps the spelling and goes back as it came.
public enum CodeValue<Known: RawRepresentable & Sendable & Hashable>: Sendable, Hashable
where Known.RawValue == String {
    /// A code with a meaning of ours.
    case known(Known)
    /// A code without a meaning of ours, spelled as the provider spelled it.
    case unknown(String)

    /// Takes the known case whose raw value equals the text, else keeps the text.
    public init(_ raw: String) {
        self = Known(rawValue: raw).map(Self.known) ?? .unknown(raw)
    }

    /// The code's text.
    public var raw: String {
        switch self {
        case .known(let known): known.rawValue
        case .unknown(let raw): raw
        }
    }
}
