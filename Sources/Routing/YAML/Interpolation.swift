/// Fills references to the environment and to files into one text.
///
/// Runs after parsing and never parses its result, so a value can change no structure.
struct Interpolation {
    /// What is wrong with a reference.
    struct Problem {
        var code: String
        var message: String
        var help: String
    }

    /// The most bytes that one file may bring in.
    static let maximumFileSize = 65_536

    private(set) var text = ""
    private(set) var hasReference = false
    private(set) var isUnresolved = false
    private(set) var hasLiteralPart = false
    private(set) var hasPlainPart = false
    private(set) var problem: Problem?

    /// Reads a text; `$${` stands for a literal `${`.
    init(_ raw: String, resolving resolution: Resolution) {
        var rest = raw[...]
        while let dollar = rest.firstIndex(of: "$") {
            literal(rest[..<dollar])
            rest = rest[dollar...]
            if rest.hasPrefix("$${") {
                literal("${")
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${") {
                guard let end = rest.firstIndex(of: "}") else {
                    fail("interpolation.syntax", "A reference that begins with `${` has no closing `}`.")
                    return
                }
                reference(rest.dropFirst(2)[..<end], resolution)
                rest = rest[rest.index(after: end)...]
            } else {
                literal("$")
                rest = rest.dropFirst()
            }
        }
        literal(rest)
    }

    private mutating func literal(_ part: some StringProtocol) {
        guard !part.isEmpty else { return }
        text += part
        hasLiteralPart = true
        hasPlainPart = true
    }

    private mutating func reference(_ body: Substring, _ resolution: Resolution) {
        hasReference = true
        if body.hasPrefix("env:") {
            environment(body.dropFirst(4), resolution)
        } else if body.hasPrefix("file:") {
            file(String(body.dropFirst(5)), resolution)
        } else {
            fail("interpolation.syntax", "A reference names neither the environment nor a file.")
        }
    }

    private mutating func environment(_ body: Substring, _ resolution: Resolution) {
        var name = body
        var fallback: Substring?
        if let colon = body.firstIndex(of: ":") {
            name = body[..<colon]
            guard body[colon...].hasPrefix(":-") else {
                return fail("interpolation.syntax", "The default of a reference must follow `:-`.")
            }
            fallback = body[colon...].dropFirst(2)
        }
        guard Self.isName(name) else {
            return fail("interpolation.syntax", "A reference holds what cannot be the name of an environment variable.")
        }
        if let fallback, !fallback.isEmpty { hasLiteralPart = true }
        switch resolution {
        case .none:
            if let fallback { text += fallback } else { isUnresolved = true }
        case .values(let environment, _):
            if let value = environment[String(name)], !(value.isEmpty && fallback != nil) {
                text += value
            } else if let fallback {
                text += fallback
            } else {
                problem =
                    problem
                    ?? Problem(
                        code: "interpolation.missing", message: "The environment variable `\(name)` is not set.",
                        help: "Set \(name), or give a default: `${env:\(name):-…}`.")
            }
        }
    }

    private mutating func file(_ path: String, _ resolution: Resolution) {
        guard !path.isEmpty else {
            return fail("interpolation.syntax", "`${file:}` names no file.")
        }
        guard case .values(_, let readFile) = resolution else {
            isUnresolved = true
            return
        }
        // The reader's own error may name more than the path; only the path is ours to show.
        guard let content = try? readFile(path) else {
            problem =
                problem
                ?? Problem(
                    code: "interpolation.file", message: "The file `\(path)` cannot be read.",
                    help: "Check that the file exists and that the gateway's user may read it.")
            return
        }
        guard content.utf8.count <= Self.maximumFileSize else {
            problem =
                problem
                ?? Problem(
                    code: "interpolation.file", message: "The file `\(path)` is larger than 64 KiB.",
                    help: "A file brings in one value, such as a key.")
            return
        }
        var value = content[...]
        // Editors and `echo` end a file with a line break that nobody means to be part of a secret.
        while let last = value.last, last.isNewline { value = value.dropLast() }
        text += value
    }

    private mutating func fail(_ code: String, _ message: String) {
        hasReference = true
        problem =
            problem
            ?? Problem(
                code: code, message: message,
                help: "Write `${env:NAME}`, `${env:NAME:-default}` or `${file:/path}`; `$${` is a literal `${`.")
    }

    private static func isName(_ name: Substring) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy { byte in
            (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
        }
    }
}
