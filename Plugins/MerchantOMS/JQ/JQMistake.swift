/// A program that does not compile, or that asks for what no program may have.
struct JQMistake: Error, Sendable, Hashable {
    /// The place in the text as it was given, from 1; the column counts Unicode scalars.
    let line: Int
    let column: Int
    /// What is wrong, in one sentence without a full stop.
    let message: String
    /// What to write instead, where that can be said.
    let hint: String?

    init(line: Int, column: Int, message: String, hint: String? = nil) {
        self.line = line
        self.column = column
        self.message = message
        self.hint = hint
    }
}
