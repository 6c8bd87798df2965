/// The pieces of a program, found the way jq's own reader finds them, but with their places.
///
/// libjq tells only the line of a mistake, and does not say which names a program uses.
/// Source: lexer.l of jq 1.6 (stated).
struct JQScan {
    private(set) var tokens: [JQToken] = []
    /// The first bracket or quotation mark that is not closed or closes nothing, or what libjq could read as something
    /// else than we do.
    private(set) var mistake: JQMistake?

    /// What is open, innermost last.
    private enum Level: Equatable {
        /// A string, with the index of its token; nil for the template that the whole text is.
        case string(Int?)
        /// A bracket, with the index of its token.
        case bracket(Unicode.Scalar, Int)
    }

    private let scalars: [Unicode.Scalar]
    private var levels: [Level] = []
    /// An open brace.
    private struct Brace {
        /// Whether a key is due.
        var expectsKey = true
        /// How many `if` of a member's value are open; later versions of jq allow them there, with commas inside.
        var conditionals = 0
    }

    private var braces: [Brace] = []
    private var at = 0
    private var line = 1
    private var lineStart = 0

    init(_ text: String, as form: JQProgram.Form) {
        scalars = Array(text.unicodeScalars)
        if form != .program { levels = [.string(nil)] }
        while at < scalars.count, mistake == nil {
            if case .string(let opener) = levels.last { inString(isTemplate: opener == nil) } else { inProgram() }
        }
        closeAll()
    }

    /// The text up to the end of so many tokens.
    func prefix(_ count: Int) -> String {
        let end = count == 0 ? 0 : tokens[count - 1].end
        return String(String.UnicodeScalarView(scalars[..<end]))
    }

    // MARK: Outside of strings

    private mutating func inProgram() {
        let scalar = scalars[at]
        switch scalar {
        case " ", "\t": at += 1
        case "\n": newLine()
        case "#": comment()
        case "\"":
            levels.append(.string(tokens.count))
            add(.string, length: 1)
        case "(", "[", "{": open(scalar, length: 1)
        case ")", "]", "}": close(scalar)
        case "$": variable()
        case "." where isNameStart(at + 1): add(.field, length: 1 + nameLength(at + 1), dropping: 1)
        case "@" where isNameStart(at + 1): add(.format, length: 1 + nameLength(at + 1), dropping: 1)
        case "0"..."9": add(.number, length: numberLength())
        case "." where isDigit(at + 1): add(.number, length: numberLength())
        case _ where isNameStart(at): name()
        default: sign()
        }
    }

    /// Whether what comes stands in braces and in nothing inside of them.
    private var isInBrace: Bool { if case .bracket("{", _) = levels.last { true } else { false } }

    private mutating func name() {
        let isKey = isInBrace && braces.last?.expectsKey == true
        add(.name(isKey: isKey), length: nameLength(at, withModules: true))
        guard isInBrace, !isKey, let name = tokens.last?.text, let last = braces.indices.last else { return }
        if name == "if" { braces[last].conditionals += 1 }
        if name == "end" { braces[last].conditionals -= 1 }
    }

    /// jq 1.6 takes `$`, blanks, lines and comments, and then the name: too much to look for in each program.
    private mutating func variable() {
        guard isNameStart(at + 1) else {
            return refuse(at, "a variable's name stands directly behind `$`", hint: "write `$name`")
        }
        add(.variable, length: 1 + nameLength(at + 1, withModules: true), dropping: 1)
    }

    private mutating func comment() {
        // A comment ends with a carriage return in some versions, and with that it is refused.
        while at < scalars.count, scalars[at] != "\n", scalars[at] != "\r" { at += 1 }
        guard scalars[at - 1] == "\\" else { return }
        refuse(
            at - 1, "a comment ends in a backslash", hint: "remove it: to later versions of jq the next line is comment"
        )
    }

    private mutating func sign() {
        let known = ["?//=", "?//", "//=", "!=", "==", "//", "|=", "+=", "-=", "*=", "/=", "%=", "<=", ">=", ".."]
        for word in known where scalars[at...].starts(with: word.unicodeScalars) {
            return add(.sign, length: word.unicodeScalars.count)
        }
        let scalar = scalars[at]
        guard ".?=;,:|+-*/%<>".unicodeScalars.contains(scalar) else { return stray(scalar) }
        if isInBrace, let last = braces.indices.last {
            if scalar == ",", braces[last].conditionals == 0 { braces[last].expectsKey = true }
            if scalar == ":" { braces[last].expectsKey = false }
        }
        add(.sign, length: 1)
    }

    private mutating func stray(_ scalar: Unicode.Scalar) {
        let isSeen = scalar.value > 0x20 && scalar.value != 0x7F && !scalar.properties.isWhitespace
        let shown = isSeen ? "`\(scalar)`" : "the character U+\(String(scalar.value, radix: 16, uppercase: true))"
        let isQuote = "'’‘“”`".unicodeScalars.contains(scalar)
        let seen = isQuote ? "texts stand in double quotes: `\"…\"`" : nil
        refuse(at, "\(shown) has no meaning in jq", hint: isSeen ? seen : "write a blank, or a plain line feed")
    }

    // MARK: Strings and brackets

    private mutating func inString(isTemplate: Bool) {
        let start = at
        let place = (line, lineStart)
        while at < scalars.count {
            if scalars[at] == "\"" || scalars[at] == "\\" && at + 1 < scalars.count && scalars[at + 1] == "(" { break }
            if scalars[at] == "\\" {
                // It would take in what stands behind the text: its own end, and the next program.
                guard at + 1 < scalars.count else {
                    return refuse(at, "a backslash at the end of the text escapes nothing", hint: "write `\\\\`")
                }
                if !"\"\\/bfnrtu".unicodeScalars.contains(scalars[at + 1]) {
                    return refuse(
                        at, "a text holds an escape that JSON does not know",
                        hint: "known: `\\n`, `\\t`, `\\\"`, `\\\\`, `\\u00e9`, and `\\(…)` for a value")
                }
                at += 1
            }
            if at < scalars.count, scalars[at] == "\n" { newLine() } else { at += 1 }
        }
        at = min(at, scalars.count)
        if at > start {
            tokens.append(
                JQToken(
                    kind: .string, text: String(String.UnicodeScalarView(scalars[start..<at])), start: start, end: at,
                    line: place.0, column: start - place.1 + 1))
        }
        guard at < scalars.count else { return }
        if scalars[at] == "\\" { return open("(", length: 2) }
        guard !isTemplate else {
            return refuse(at, "a quotation mark stands in the text", hint: "write `\\\"`")
        }
        levels.removeLast()
        add(.string, length: 1)
    }

    private mutating func open(_ bracket: Unicode.Scalar, length: Int) {
        levels.append(.bracket(bracket, tokens.count))
        if bracket == "{" { braces.append(Brace()) }
        add(.open, length: length)
    }

    private mutating func close(_ bracket: Unicode.Scalar) {
        let pairs: [Unicode.Scalar: Unicode.Scalar] = [")": "(", "]": "[", "}": "{"]
        guard case .bracket(let opener, let index) = levels.last else {
            return refuse(at, "`\(bracket)` closes nothing", hint: "remove it, or open the bracket before")
        }
        guard pairs[bracket] == opener else {
            let token = tokens[index]
            return refuse(
                at, "`\(bracket)` stands where the `\(token.text)` of line \(token.line) is to be closed",
                hint: "close the inner bracket first")
        }
        levels.removeLast()
        if bracket == "}" { braces.removeLast() }
        add(.close, length: 1)
    }

    private mutating func closeAll() {
        guard mistake == nil else { return }
        switch levels.last {
        case .string(let index?):
            let token = tokens[index]
            mistake = JQMistake(
                line: token.line, column: token.column, message: "the text that begins here has no end",
                hint: "close it with `\"`")
        case .bracket(_, let index):
            let token = tokens[index]
            mistake = JQMistake(
                line: token.line, column: token.column, message: "this `\(token.text)` is not closed",
                hint: "look for the place where its value ends")
        case .string(nil), nil: break
        }
    }

    // MARK: Scalars

    private mutating func add(_ kind: JQToken.Kind, length: Int, dropping prefix: Int = 0) {
        tokens.append(
            JQToken(
                kind: kind, text: String(String.UnicodeScalarView(scalars[at + prefix..<at + length])), start: at,
                end: at + length, line: line, column: at - lineStart + 1))
        at += length
    }

    private mutating func newLine() {
        at += 1
        line += 1
        lineStart = at
    }

    private mutating func refuse(_ offset: Int, _ message: String, hint: String?) {
        mistake = JQMistake(line: line, column: offset - lineStart + 1, message: message, hint: hint)
    }

    private func isNameStart(_ offset: Int) -> Bool {
        guard offset < scalars.count else { return false }
        let scalar = scalars[offset]
        return ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || scalar == "_"
    }

    private func isDigit(_ offset: Int) -> Bool { offset < scalars.count && ("0"..."9").contains(scalars[offset]) }

    private func nameLength(_ start: Int, withModules: Bool = false) -> Int {
        var end = start
        while isNameStart(end) || isDigit(end) { end += 1 }
        if withModules, end + 2 < scalars.count, scalars[end] == ":", scalars[end + 1] == ":", isNameStart(end + 2) {
            return end + 2 - start + nameLength(end + 2, withModules: true)
        }
        return end - start
    }

    private func numberLength() -> Int {
        var end = at
        while isDigit(end) { end += 1 }
        if end < scalars.count, scalars[end] == "." { end += 1 }
        while isDigit(end) { end += 1 }
        if end < scalars.count, scalars[end] == "e" || scalars[end] == "E" {
            var exponent = end + 1
            if exponent < scalars.count, scalars[exponent] == "+" || scalars[exponent] == "-" { exponent += 1 }
            if isDigit(exponent) {
                end = exponent
                while isDigit(end) { end += 1 }
            }
        }
        return end - at
    }
}
