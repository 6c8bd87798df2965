/// A piece of a program, as far as its mistakes have to be found again.
struct JQToken: Sendable, Equatable {
    /// What a piece is.
    enum Kind: Sendable, Equatable {
        /// A name or keyword outside of strings; `isKey` when it stands where an object's key does.
        case name(isKey: Bool)
        /// `$name`.
        case variable
        /// `.name`.
        case field
        /// `@name`.
        case format
        /// A literal number.
        case number
        /// A bracket, brace or parenthesis that opens; `\(` in a text too.
        case open
        /// Their counterparts.
        case close
        /// A quotation mark, or the text between two of them.
        case string
        /// An operator or separator.
        case sign
    }

    var kind: Kind
    /// The piece as it is spelled; a variable, field or format without its first sign.
    var text: String
    /// Where it begins, in Unicode scalars from the program's start.
    var start: Int
    /// Behind its last scalar.
    var end: Int
    /// The line, from 1.
    var line: Int
    /// The column in Unicode scalars, from 1.
    var column: Int
}
