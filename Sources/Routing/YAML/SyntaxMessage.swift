/// The YAML parser's complaint in words for people who do not know its grammar.
struct SyntaxMessage {
    var text: String
    var help: String
    /// Whether the place where the unfinished thing began tells more than the place where it was noticed.
    var isAboutBeginning = false

    /// Chooses the words for a complaint.
    ///
    /// Source: scanner.c and parser.c of libyaml 0.2.5 (stated).
    init(problem: String, context: String?) {
        text = "The file is not YAML: \(problem)\(context.map { " \($0)" } ?? "")."
        help = "Check the indentation and the punctuation of this line and the one before it."
        if problem.contains("mapping values are not allowed") {
            text = "A `:` stands where no key can be."
            help = "Put a value that contains `: ` in quotes; or a key in the line before has no `:`."
        } else if problem.contains("did not find expected key") {
            text = "A key was expected here."
            help = "Align the keys of one map, and close every bracket and quote before."
        } else if problem.contains("did not find expected '-' indicator") {
            text = "An item of a list was expected here."
            help = "Begin every item of a list with `- ` in the same column."
        } else if problem.contains("could not find expected ':'") {
            text = "A key has no `:` behind it."
            help = "Write `key: value`, with a space behind the colon."
        } else if problem.contains("unexpected end of stream") {
            text = "A quote is opened and never closed."
            isAboutBeginning = true
            help = "Close it with the same sign."
        } else if problem.contains("',' or ']'") || problem.contains("',' or '}'") {
            text = "A bracket is opened and not closed."
            isAboutBeginning = true
            help = "Close it, and put a comma between two values."
        } else if problem.contains("another document") {
            text = "A second document begins here."
            help = "Keep one document; remove the line `---`."
        } else if problem.contains("cannot start any token") {
            text = "A value cannot begin with this character."
            help = "Put the value in quotes."
        } else if problem.contains("did not find expected node content") {
            text = "A value was expected here."
            help = "Look for a comma or a colon too many, or put the value in quotes."
        }
    }
}
