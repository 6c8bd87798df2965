/// Everything that is wrong with an adapter's settings beyond their types.
public struct SettingsProblems: Error, Sendable, Equatable, CustomStringConvertible {
    /// A place inside the text of one setting.
    public struct TextPlace: Sendable, Equatable {
        /// The line of the text, from 1.
        public var line: Int
        /// The column in Unicode scalars, from 1.
        public var column: Int

        /// Creates a place.
        public init(line: Int, column: Int) {
            self.line = line
            self.column = column
        }
    }

    /// One contradiction.
    public struct Problem: Sendable, Equatable {
        /// The dotted path of the setting; empty for the settings as a whole.
        public var path: String
        /// One sentence in the user's words; no secret.
        public var message: String
        /// The next thing to try.
        public var help: String?
        /// Where in the setting's text the problem is; nil when it is about the setting as a whole.
        public var place: TextPlace?

        /// Creates a problem.
        public init(path: String, message: String, help: String? = nil, place: TextPlace? = nil) {
            self.path = path
            self.message = message
            self.help = help
            self.place = place
        }
    }

    /// All problems, at least one.
    public var problems: [Problem]

    /// Creates the error.
    public init(_ problems: [Problem]) { self.problems = problems }

    /// The problems, one per line.
    public var description: String { problems.map { "\($0.path): \($0.message)" }.joined(separator: "\n") }
}
