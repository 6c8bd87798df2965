import AdapterKit

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// Compiles programs and finds the places of their mistakes.
///
/// Runs on a worker of the pool: libjq's compiler recurses as deep as the program nests.
struct JQCompiler {
    /// Compiling ends by itself; the machine may be busy.
    static let limits = JQLimits(patience: .seconds(120))

    let member: JQBundle.Member
    let scan: JQScan

    private var text: String { member.text }
    private var form: JQProgram.Form { member.form }

    init(_ member: JQBundle.Member) {
        self.member = member
        scan = JQScan(member.text, as: member.form)
    }

    /// The compiled program.
    ///
    /// - Throws: the first mistake with its place.
    func compile() throws(JQMistake) -> JQState {
        if let mistake = formMistake() { throw mistake }
        do throws(JQState.Refusal) {
            return try JQState(compiling: JQPrelude.text + member.expression())
        } catch {
            throw locate(error.messages)
        }
    }

    /// A mistake that is seen without libjq: brackets, and names that are not allowed.
    func formMistake() -> JQMistake? {
        do throws(JQMistake) {
            try refuseForms()
            return JQRules.mistake(in: scan)
        } catch {
            return error
        }
    }

    private func refuseForms() throws(JQMistake) {
        guard text.utf8.count <= JQRules.maximumLength else {
            throw JQMistake(line: 1, column: 1, message: "the program is longer than 64 KiB", hint: nil)
        }
        // libjq takes a C string: what stands behind a NUL would be ignored.
        guard !text.utf8.contains(0) else {
            throw JQMistake(line: 1, column: 1, message: "the program holds a NUL character", hint: nil)
        }
        if let mistake = scan.mistake { throw mistake }
        if form == .program, scan.tokens.isEmpty {
            throw JQMistake(line: 1, column: 1, message: "the program is empty", hint: "write `.` for the whole input")
        }
        if form == .program, scan.tokens.last?.text == ";" {
            throw end("the program only defines functions", "write behind them what it gives")
        }
        if let file = Self.foreignDefinitions(home: getenv("HOME").map { String(cString: $0) }) {
            throw JQMistake(
                line: 1, column: 1, message: "libjq would mix the definitions of \(file) into the program",
                hint: "move the file away, or start with another HOME")
        }
    }

    /// The file that libjq reads by itself and that could redefine everything; nil when there is none.
    ///
    /// Source: linker.c of jq 1.6, `load_program` (stated).
    static func foreignDefinitions(home: String?) -> String? {
        guard let home else { return nil }
        let path = home + "/.jq"
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return path
    }

    // MARK: Places

    private func locate(_ messages: [String]) -> JQMistake {
        guard let first = messages.first else { return mistake(nil, "the program does not compile", nil) }
        let complaint = Complaint(first)
        if complaint.message.hasSuffix(" is not defined") { return undefined(complaint) }
        guard let token = firstWrongToken(complaint) else {
            // The parser wanted more: the end is where it was missed, unless libjq knows what was left open.
            if let open = openStatement() {
                return mistake(open, "this `if` is not complete", Self.conditional)
            }
            return end("the program ends too early", "something is missing behind the last sign")
        }
        return wrong(token, complaint)
    }

    /// What libjq says, without the place in its own way of counting.
    private struct Complaint {
        var message: String
        var line: Int?

        init(_ text: String) {
            var text = text
            if text.hasPrefix("jq: error: ") { text.removeFirst(11) }
            message = text
            // The program's line follows behind the place, so the first such place is libjq's own.
            if let range = text.firstRange(of: " at <top-level>, line ") {
                message = String(text[..<range.lowerBound])
                line = Int(text[range.upperBound...].prefix { $0.isNumber })
            }
            if let range = message.firstRange(of: " (Unix shell quoting issues?)") { message.removeSubrange(range) }
        }

        var isUnexpectedEnd: Bool { message.hasPrefix("syntax error, unexpected $end") }
    }

    /// The first token with which the program can no longer become right; nil when only its end is wrong.
    ///
    /// The parser stops at the same token for every continuation, so the shortest prefix with its complaint is found by
    /// halving.
    private func firstWrongToken(_ complaint: Complaint) -> JQToken? {
        guard !complaint.isUnexpectedEnd else { return nil }
        var low = 0
        var high = scan.tokens.count
        while low < high {
            let middle = (low + high) / 2
            if isWrong(scan.prefix(middle), complaint) { high = middle } else { low = middle + 1 }
        }
        return low == 0 ? nil : scan.tokens[low - 1]
    }

    private func isWrong(_ prefix: String, _ complaint: Complaint) -> Bool {
        do throws(JQState.Refusal) {
            let beginning = JQBundle.Member(text: prefix, form: form)
            _ = try JQState(compiling: JQPrelude.text + beginning.expression(isWhole: false))
            return false
        } catch {
            guard let message = error.messages.first else { return false }
            let own = Complaint(message)
            if complaint.message.hasPrefix("syntax error") {
                return own.message.hasPrefix("syntax error") && !own.isUnexpectedEnd
            }
            return own.message == complaint.message
        }
    }

    private func undefined(_ complaint: Complaint) -> JQMistake {
        let name = String(complaint.message.dropLast(" is not defined".count))
        if name.hasPrefix("$*label-") {
            let label = String(name.dropFirst("$*label-".count))
            let token = find(line: complaint.line) { $0.kind == .variable && $0.text == label }
            return mistake(token, "there is no `label $\(label)` around this", nil)
        }
        if name.hasPrefix("$") {
            let variable = String(name.dropFirst())
            let token = find(line: complaint.line) { $0.kind == .variable && $0.text == variable }
            let known = scan.tokens.filter { $0.kind == .variable && $0.text != variable }.map(\.text)
            let near = NearestName.nearest(to: variable, in: known)
            return mistake(
                token, "there is no variable `$\(variable)`",
                near.map { "did you mean `$\($0)`?" } ?? "a variable is made by `… as $\(variable) | …`")
        }
        let parts = name.split(separator: "/")
        let function = parts.first.map(String.init) ?? name
        let arity = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let token = findCall(of: function, arity: arity, line: complaint.line)
        return mistake(token, JQNames.unknown(function, arity: arity), JQNames.hint(function, arity: arity, in: scan))
    }

    private func wrong(_ token: JQToken, _ complaint: Complaint) -> JQMistake {
        guard complaint.message.hasPrefix("syntax error") else { return mistake(token, complaint.message, nil) }
        let shown = token.kind == .variable ? "$\(token.text)" : token.kind == .field ? ".\(token.text)" : token.text
        let expected = Self.expected(complaint.message)
        let isInObject = expected == ["}"]
        let hint =
            isInObject
            ? "separate the members by commas, and put a calculated value in parentheses: `{a: (1 + 2)}`"
            : expected.isEmpty ? nil : "expected here: " + expected.map { "`\($0)`" }.joined(separator: " or ")
        if token.text == "[", scan.tokens.contains(where: { $0.text == "." && $0.end == token.start }) {
            return mistake(token, "`[` cannot stand behind a dot", "write `.lines[0]` or `.lines[]`")
        }
        if token.kind == .string { return mistake(token, "a text cannot stand here", hint) }
        if token.text == "end", hint == nil {
            return mistake(token, "`end` comes too early", Self.conditional)
        }
        return mistake(token, "`\(shown)` cannot stand here", hint)
    }

    /// What the parser expected, as far as it is something to write.
    private static func expected(_ message: String) -> [String] {
        guard let range = message.firstRange(of: ", expecting ") else { return [] }
        return message[range.upperBound...].split(separator: " ").compactMap { word in
            guard word != "or", word != "$end", !word.allSatisfy({ $0.isUppercase || $0 == "_" }) else { return nil }
            return word.first == "'" ? String(word.dropFirst().dropLast()) : String(word)
        }
    }

    /// The last statement that begins and does not end.
    private func openStatement() -> JQToken? {
        var open: [JQToken] = []
        for token in scan.tokens where token.kind == .name(isKey: false) {
            if token.text == "if" { open.append(token) }
            if token.text == "end", !open.isEmpty { open.removeLast() }
        }
        return open.last
    }

    private static let conditional = "`if` … `then` … `else` … `end`; jq 1.6 wants the `else`"

    private func find(line: Int?, _ isIt: (JQToken) -> Bool) -> JQToken? {
        scan.tokens.first { $0.line == line && isIt($0) } ?? scan.tokens.first(where: isIt)
    }

    private func findCall(of name: String, arity: Int, line: Int?) -> JQToken? {
        let calls = scan.tokens.indices.filter { index in
            let isDefinition = index > 0 && scan.tokens[index - 1].text == "def"
            return scan.tokens[index].kind == .name(isKey: false) && scan.tokens[index].text == name && !isDefinition
        }
        let exact = calls.filter { self.arity(at: $0) == arity }
        let best = exact.first { scan.tokens[$0].line == line } ?? exact.first ?? calls.first
        return best.map { scan.tokens[$0] }
    }

    /// How many arguments a call has.
    private func arity(at index: Int) -> Int {
        guard index + 1 < scan.tokens.count, scan.tokens[index + 1].text == "(" else { return 0 }
        var depth = 0
        var count = 1
        for token in scan.tokens[(index + 1)...] {
            switch token.kind {
            case .open: depth += 1
            case .close: depth -= 1
            case .sign where token.text == ";" && depth == 1: count += 1
            default: break
            }
            if depth == 0 { break }
        }
        return count
    }

    private func end(_ message: String, _ hint: String?) -> JQMistake {
        guard let last = scan.tokens.last else { return mistake(nil, message, hint) }
        return JQMistake(
            line: last.line, column: last.column + last.end - last.start, message: message, hint: hint)
    }

    private func mistake(_ token: JQToken?, _ message: String, _ hint: String?) -> JQMistake {
        JQMistake(line: token?.line ?? 1, column: token?.column ?? 1, message: message, hint: hint)
    }
}
