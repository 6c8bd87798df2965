import Canonical

/// A program that gave no value, or not one of the wanted kind.
struct ProgramProblem: Error, Sendable, Hashable {
    /// One sentence without a full stop, and without what the program was given.
    let message: String
    /// Whether the same input may give a value later: the machine was busy, not the program wrong.
    let isPassing: Bool

    init(_ message: String) {
        self.message = message
        isPassing = false
    }

    /// The code of a problem that is none of the mapping's or the message's: it may be gone later.
    static let crowded = "oms.crowded"

    /// What the problem is called where it stands before people.
    var code: String { isPassing ? Self.crowded : "oms.program" }

    init(_ failure: JQFailure) {
        message = Self.withoutValues(failure.message)
        isPassing = failure.isPassing
    }

    /// jq quotes values in its messages, `string ("Zoë …") cannot be parsed`, and they are somebody's.
    static func withoutValues(_ text: String) -> String {
        // A text that is no number, `Invalid numeric literal … (while parsing '…')`, stands at the end.
        var result = text.firstRange(of: " (while parsing '").map { String(text[..<$0.lowerBound]) } ?? text
        for kind in ["string", "number", "object", "array", "boolean", "null"] {
            while let start = result.firstRange(of: "\(kind) (") {
                let tail = result[start.upperBound...]
                // A long value ends with three dots instead of what it began with.
                let ends = tail.hasPrefix("\"") ? ["\")"] : ["...)", "})", "])", ")"]
                let end = ends.lazy.compactMap { tail.firstRange(of: $0)?.upperBound }.first ?? tail.endIndex
                result = String(result[..<start.lowerBound]) + kind + String(result[end...])
            }
        }
        if let start = result.firstRange(of: "date \""), let end = result[start.upperBound...].firstIndex(of: "\"") {
            result = "\(result[..<start.lowerBound])date\(result[result.index(after: end)...])"
        }
        for (start, told) in quoting {
            guard let range = result.firstRange(of: start) else { continue }
            result = result[..<range.lowerBound] + told
        }
        return String(result.prefix(300))
    }

    /// How messages begin that end with a value, and what is told instead from there on.
    ///
    /// Source: jv_aux.c and execute.c of jq 1.6 (stated).
    private static let quoting = [
        (" with result ", ""), ("access element ", "access an element"), ("iterate through ", "iterate"),
    ]
}

extension JQProgram {
    /// The program's value.
    func value(_ input: [UInt8]) throws(ProgramProblem) -> JSONDocument {
        let output: [UInt8]
        do throws(JQFailure) {
            output = try run(input)
        } catch {
            throw ProgramProblem(error)
        }
        do throws(JSONSyntaxError) {
            return try JSONDocument.parse(output)
        } catch {
            throw ProgramProblem("the program's value cannot be read: \(error)")
        }
    }

    /// The program's value, which is a text; a whole number is taken by its spelling.
    func text(_ input: [UInt8]) throws(ProgramProblem) -> String {
        let root = try value(input).root
        guard let text = root.stringValue ?? root.numberSpelling else {
            throw ProgramProblem("the program gives \(root.kind) where a text is wanted")
        }
        return text
    }

    /// The program's value as jq judges it: all but `false` and `null` is true.
    func holds(_ input: [UInt8]) throws(ProgramProblem) -> Bool {
        let root = try value(input).root
        return !root.isNull && root.boolValue != false
    }

    /// The program's value, a text that may stand in a header field (RFC 9110, section 5.5).
    func headerValue(_ input: [UInt8]) throws(ProgramProblem) -> String {
        let text = try text(input)
        guard text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
            throw ProgramProblem("the header field's value holds a control character")
        }
        return text
    }

    /// The program's value, a path that stays below the endpoint.
    func path(_ input: [UInt8]) throws(ProgramProblem) -> String {
        let text = try text(input)
        let isPath = text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "#") }
        guard isPath, text.hasPrefix("/"), !text.hasPrefix("//") else {
            throw ProgramProblem("the path is none: it begins with one /, and has no blank, # or letter beyond ASCII")
        }
        // Proxies fold them, so that another resource would be called than the one that was checked.
        let segments = text.prefix { $0 != "?" }.split(separator: "/")
        guard !segments.contains(where: { [".", ".."].contains($0.lowercased().replacing("%2e", with: ".")) }) else {
            throw ProgramProblem("the path has a segment . or .. and would lead elsewhere")
        }
        return text
    }
}
