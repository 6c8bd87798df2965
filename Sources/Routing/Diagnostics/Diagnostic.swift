/// One mistake in a file, with its place and the next thing to try.
package struct Diagnostic: Sendable, Equatable {
    /// Whether the file can be used in spite of the finding.
    package enum Severity: String, Sendable {
        /// The file is refused.
        case error
        /// The file works, perhaps not as meant.
        case warning
    }

    /// Whether the file can be used in spite of the finding.
    package var severity: Severity
    /// A stable word for programs, such as `key.unknown`.
    package var code: String
    /// The file as the reader was told its name.
    package var file: String
    /// Where the finding begins.
    package var place: Place
    /// The keys that lead there, such as `adapters.oms.settings.endpoint`; empty for the file as a whole.
    package var path: String
    /// One sentence in the user's words.
    package var message: String
    /// The line of the file, secrets masked, long lines cut.
    package var excerpt: String
    /// Where the caret stands under the excerpt, in Unicode scalars counted from 1.
    package var caretColumn: Int
    /// How many characters the caret underlines, at least 1.
    package var caretLength: Int
    /// The nearest valid word, or an example.
    package var help: String?

    /// The line, counted from 1.
    package var line: Int { place.line }
    /// The column in Unicode scalars, counted from 1.
    package var column: Int { place.column }
}
