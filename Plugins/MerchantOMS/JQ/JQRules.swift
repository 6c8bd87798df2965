import AdapterKit

/// What a program may not use, although jq knows it.
///
/// A program is a translation: same input, same output, and nothing else happens.
enum JQRules {
    /// The longest program, in bytes.
    static let maximumLength = 65_536

    /// The names that are refused, each with what to do instead.
    private static let refused: [String: (message: String, hint: String)] = {
        var names: [String: (String, String)] = [:]
        func refuse(_ list: [String], _ message: String, _ hint: String) {
            for name in list { names[name] = (message, hint) }
        }
        refuse(["env"], "a program does not see the environment", "put the value under `config` and read `.config`")
        refuse(
            ["input", "inputs", "input_filename", "input_line_number", "_input"],
            "a program has one input, which is `.`", "read what you need from `.`")
        refuse(
            ["import", "include", "module", "modulemeta", "get_search_list", "get_jq_origin", "get_prog_origin"],
            "a program cannot load other files", "write the functions with `def` at its beginning")
        refuse(
            ["debug", "stderr"], "a program cannot print", "run it with `jq -f` on a sample to watch it")
        refuse(["halt", "halt_error"], "a program cannot end the gateway", "use `error(\"…\")`")
        refuse(
            ["now", "localtime", "strflocaltime"], "a program sees neither the clock nor the machine's time zone",
            "`.fact.time` says when the fact happened; `gmtime` and `strftime` work in UTC")
        refuse(
            ["fromstream", "_strindices"], "this function can run without end and cannot be stopped",
            "build the value with `reduce`, or look for a text with `index`")
        return names
    }()

    /// The formats that jq 1.6 knows; a wrong one is otherwise found only when it runs.
    private static let formats: Set<String> = [
        "text", "json", "csv", "tsv", "html", "uri", "sh", "base64", "base64d",
    ]

    /// The first use of what is refused.
    static func mistake(in scan: JQScan) -> JQMistake? {
        for token in scan.tokens {
            switch token.kind {
            case .name(isKey: false):
                if let rule = refused[token.text] { return mistake(token, rule.message, rule.hint) }
                // They would go around the limits, and from one program of a bundle into another.
                if token.text.hasPrefix("_cd_") {
                    return mistake(token, "names that begin with `_cd_` are the gateway's own", "use another name")
                }
            case .variable where token.text == "ENV":
                guard let rule = refused["env"] else { continue }
                return mistake(token, rule.message, rule.hint)
            case .variable where token.text == "__loc__" || token.text == "__prog_args":
                return mistake(token, "`$\(token.text)` is about the program's text, not its input", nil)
            case .format where !formats.contains(token.text):
                let near = NearestName.nearest(to: token.text, in: formats.sorted()).map { "did you mean `@\($0)`?" }
                return mistake(
                    token, "there is no format `@\(token.text)`",
                    near ?? "one of: \(formats.sorted().map { "@\($0)" }.joined(separator: ", "))")
            default: break
            }
        }
        return nil
    }

    private static func mistake(_ token: JQToken, _ message: String, _ hint: String?) -> JQMistake {
        JQMistake(line: token.line, column: token.column, message: message, hint: hint)
    }
}
