/// A single value: its text, never a guess of its type.
///
/// Types come from the declarations, so `no`, `1.10` and `007051` stay what was written.
struct YAMLScalar {
    /// The text with references to the environment filled in.
    var text: String
    /// The text as the parser gave it.
    var raw: String
    /// Whether it was written without quotes.
    var isPlain: Bool
    /// Whether a reference was filled in or left open.
    var isInterpolated = false
    /// Whether a reference is left open, because nothing was asked of the environment.
    var isUnresolved = false
    /// Whether a part of the text stands in the file itself.
    var hasLiteralPart = true
    /// Whether a part stands there outside of any reference; a reference's default is a choice somebody made knowingly.
    var hasPlainPart = true

    /// Whether it stands for "nothing was written".
    var isNull: Bool { isPlain && !isInterpolated && ["", "~", "null", "Null", "NULL"].contains(text) }

    /// Whether the text may be read as a number or truth value.
    var mayBeTyped: Bool { isPlain || isInterpolated }
}
