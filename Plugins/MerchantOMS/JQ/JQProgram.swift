/// A compiled jq program: one JSON value in, one JSON value out, without any effect.
///
/// Programs see neither the environment, the file system nor the clock, and end within their limits.
/// Numbers go in as `JQProgram` documents it: a number that is not a whole number of at most 15 digits reaches the
/// program as a text, spelled as it was. Out, `{"@number": "11.49"}` becomes the bare number with that spelling.
final class JQProgram: Sendable {
    /// How the text is read.
    enum Form: Sendable, Hashable {
        /// A whole program.
        case program
        /// A text in which the result of each `\(…)` is percent-encoded; its value is a JSON string.
        case template
        /// A text in which the result of each `\(…)` stands as it is; its value is a JSON string.
        case text
    }

    /// The program as it was given.
    let text: String
    let form: Form

    /// Compiles a program.
    /// - Throws: the first mistake, with its place in `text`.
    init(_ text: String, as form: Form = .program) throws(JQMistake) {
        self.text = text
        self.form = form
    }

    /// Runs the program on one JSON value. Safe from any thread; waits for a free worker.
    /// - Returns: the program's only value, as compact JSON.
    func run(_ input: [UInt8]) throws(JQFailure) -> [UInt8] {
        throw .noValue
    }
}
