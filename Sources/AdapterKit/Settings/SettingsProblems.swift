/// Everything that is wrong with an adapter's settings beyond their types.
public struct SettingsProblems: Error, Sendable, Equatable, CustomStringConvertible {
    /// One contradiction.
    public struct Problem: Sendable, Equatable {
        /// The dotted path of the setting; empty for the settings as a whole.
        public var path: String
        /// One sentence in the user's words; no secret.
        public var message: String
        /// The next thing to try.
        public var help: String?

        /// Creates a problem.
        public init(path: String, message: String, help: String? = nil) {
            self.path = path
            self.message = message
            self.help = help
        }
    }

    /// All problems, at least one.
    public var problems: [Problem]

    /// Creates the error.
    public init(_ problems: [Problem]) { self.problems = problems }

    /// The problems, one per line.
    public var description: String { problems.map { "\($0.path): \($0.message)" }.joined(separator: "\n") }
}
