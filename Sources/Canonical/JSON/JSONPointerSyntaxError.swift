/// Why a text is no JSON pointer.
public enum JSONPointerSyntaxError: Error, Sendable, Hashable {
    /// A pointer is empty or starts with a slash.
    case slashMissing
    /// A tilde is followed by neither 0 nor 1.
    case invalidEscape
}

extension JSONPointerSyntaxError: CustomStringConvertible {
    /// One sentence that says what to correct.
    public var description: String {
        switch self {
        case .slashMissing: "a JSON pointer is empty or starts with /"
        case .invalidEscape: "in a JSON pointer ~ is written ~0 and / inside a key ~1"
        }
    }
}
