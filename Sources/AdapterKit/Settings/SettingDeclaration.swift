/// One setting of an adapter: name, type, default, meaning.
///
/// `validate`, `serve`, `adapters info` and the JSON Schema all read this.
public struct SettingDeclaration: Sendable, Equatable {
    /// The type of a setting's value.
    public indirect enum Kind: Sendable, Equatable {
        /// Any text.
        case string
        /// A text that cannot be printed once it is read.
        case secret
        /// An absolute http or https URL.
        case url
        /// A whole number within a range.
        case integer(ClosedRange<Int>)
        /// `true` or `false`.
        case boolean
        /// A span of time: a number with `ms`, `s`, `m`, `h` or `d`.
        case duration
        /// One of the given texts.
        case choice([String])
        /// The text of a program in the adapter's own language, written there or in a file of its own: `{ file: name }`.
        ///
        /// It takes nothing from the environment, and its value is the text. A mistake in it can be told with its
        /// place, see ``SettingsProblems/Problem/place``.
        case program
        /// A list of values of one kind.
        case list(Kind)
        /// A map from free names to values of one kind, order kept.
        case map(Kind)
        /// A map with declared names.
        case group([SettingDeclaration])
    }

    /// The name in `adapters.yaml`, lower case with underscores.
    public var name: String
    /// The value's type.
    public var kind: Kind
    /// Whether the entry must give it.
    public var isRequired: Bool
    /// The value taken when it is not given, in YAML spelling; nil when there is none.
    public var defaultValue: String?
    /// One sentence for people.
    public var summary: String
    /// A value that would be right, for error messages and the page.
    public var example: String?

    /// Creates a declaration of an optional setting.
    public init(
        _ name: String, _ kind: Kind, isRequired: Bool = false, default defaultValue: String? = nil, summary: String,
        example: String? = nil
    ) {
        self.name = name
        self.kind = kind
        self.isRequired = isRequired
        self.defaultValue = defaultValue
        self.summary = summary
        self.example = example
    }
}
