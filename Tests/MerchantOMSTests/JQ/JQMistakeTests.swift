import Canonical
import Foundation
import Testing

@testable import MerchantOMS

@Suite("The mistakes of a jq program")
struct JQMistakeTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var text: String
        var form: JQProgram.Form = .program
        var line = 1
        var column: Int
        var message: String
        var testDescription: String { text }
    }

    static let cases: [Case] = [
        Case(text: "  foo", column: 3, message: "there is no function `foo`"),
        Case(text: ".a\n| foo\n| 3", line: 2, column: 3, message: "there is no function `foo`"),
        Case(text: "{foo: 1, b: .foo, c: foo}", column: 22, message: "there is no function `foo`"),
        Case(text: "def f(x): x; f", column: 14, message: "there is no function `f`"),
        Case(text: ".é | föö", column: 2, message: "`é` has no meaning in jq"),
        Case(text: #""é" | foo"#, column: 7, message: "there is no function `foo`"),
        Case(text: "map(1; 2)", column: 1, message: "`map` does not take 2 arguments"),
        Case(text: "[.[] | limit(3)]", column: 8, message: "`limit` does not take 1 argument"),
        Case(text: "map", column: 1, message: "`map` needs arguments"),
        Case(text: ". as $order | $oder", column: 15, message: "there is no variable `$oder`"),
        Case(text: "label $out | break $ot", column: 20, message: "there is no `label $ot` around this"),
        Case(text: ".a = = 2", column: 6, message: "`=` cannot stand here"),
        Case(text: "{a: 1 + 2}", column: 7, message: "`+` cannot stand here"),
        Case(text: #"{a: 1, "b" 2}"#, column: 12, message: "`2` cannot stand here"),
        Case(text: "reduce .[] as $x (0)", column: 20, message: "`)` cannot stand here"),
        Case(text: ".a |\n\n  |", line: 3, column: 3, message: "`|` cannot stand here"),
        Case(text: ".foo.[0]", column: 6, message: "`[` cannot stand behind a dot"),
        Case(text: "{(1): 2}", column: 7, message: "Cannot use number (1) as object key"),
        Case(text: "'x'", column: 1, message: "`'` has no meaning in jq"),
        Case(text: "1 +", column: 4, message: "the program ends too early"),
        Case(text: ".a |\n  .b |", line: 2, column: 7, message: "the program ends too early"),
        Case(text: "if .a then 1", column: 1, message: "this `if` is not complete"),
        Case(text: "if .a then 1 end", column: 14, message: "`end` comes too early"),
        Case(text: "{a: [1, 2}", column: 10, message: "`}` stands where the `[` of line 1 is to be closed"),
        Case(text: "{a: 1", column: 1, message: "this `{` is not closed"),
        Case(text: ".a)", column: 3, message: "`)` closes nothing"),
        Case(text: "\"abc", column: 1, message: "the text that begins here has no end"),
        Case(text: #"{a: "x\q"}"#, column: 7, message: "a text holds an escape that JSON does not know"),
        Case(text: #"@uril "\(.)""#, column: 1, message: "there is no format `@uril`"),
        Case(text: "def f: 1;", column: 10, message: "the program only defines functions"),
        Case(text: "", column: 1, message: "the program is empty"),
        Case(text: "# nothing\n", column: 1, message: "the program is empty"),
        Case(text: ".a\0", column: 1, message: "the program holds a NUL character"),
        Case(text: "$ x", column: 1, message: "a variable's name stands directly behind `$`"),
        Case(text: ".a # x\\\n| .b", column: 7, message: "a comment ends in a backslash"),
        Case(text: ".a\r\n| .b", column: 3, message: "the character U+D has no meaning in jq"),
        Case(text: ".a # x\r\n| .b", column: 7, message: "the character U+D has no meaning in jq"),
        Case(text: ".a\u{a0}| .b", column: 3, message: "the character U+A0 has no meaning in jq"),
        Case(text: #""a\"#, column: 3, message: "a backslash at the end of the text escapes nothing"),
        Case(
            text: #"/a\"#, form: .template, column: 3, message: "a backslash at the end of the text escapes nothing"),
        Case(text: #"a\\\"#, form: .text, column: 4, message: "a backslash at the end of the text escapes nothing"),
        Case(text: #"/a/\(.x # b)"#, form: .template, column: 4, message: #"this `\(` is not closed"#),
        Case(text: #"/a/\(.x"#, form: .template, column: 4, message: #"this `\(` is not closed"#),
        Case(text: #"/a/\(foo)"#, form: .template, column: 6, message: "there is no function `foo`"),
        Case(text: #"/a?b="c""#, form: .template, column: 6, message: "a quotation mark stands in the text"),
        Case(text: #"x\(.a)y\(.b|)"#, form: .text, column: 13, message: "`)` cannot stand here"),
    ]

    @Test("are told with line, column and what is wrong", arguments: cases)
    func places(_ wanted: Case) throws {
        do throws(JQMistake) {
            _ = try JQProgram(wanted.text, as: wanted.form)
            Issue.record("it compiles")
        } catch {
            #expect(error.message == wanted.message)
            #expect((error.line, error.column) == (wanted.line, wanted.column))
        }
    }

    @Test(
        "hint at the word that was meant",
        arguments: [
            ("slect(.a)", "did you mean `select`?"), (". as $order | $oder", "did you mean `$order`?"),
            ("def lines: .l; line", "did you mean `lines`?"), ("@uril", "did you mean `@uri`?"),
            ("trim", "this build's libjq does not know it; jq 1.6 is what every gateway has"),
            (".sku | sku", "did you mean `.sku`?"),
        ])
    func hints(text: String, hint: String) {
        #expect { try JQProgram(text) } throws: { ($0 as? JQMistake)?.hint == hint }
    }

    @Test("include a file of definitions that libjq would mix in, but not a folder of modules")
    func home() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "home-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: ".jq")
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: true)
        #expect(JQCompiler.foreignDefinitions(home: folder.path) == nil)
        try FileManager.default.removeItem(at: file)
        #expect(JQCompiler.foreignDefinitions(home: folder.path) == nil)
        try Data("def map(f): 1;".utf8).write(to: file)
        #expect(JQCompiler.foreignDefinitions(home: folder.path) == file.path)
        #expect(JQCompiler.foreignDefinitions(home: nil) == nil)
    }

    @Test(
        "include whatever reaches out of the document",
        arguments: [
            "env", "env.PATH", "$ENV", "$ENV.PATH", "$ ENV", "input", "[inputs]", "input_filename", "input_line_number",
            #"include "x"; ."#, #"import "x" as x; ."#, "debug", "stderr", "halt", "halt_error", "halt_error(1)",
            "get_search_list", "modulemeta", "now", "localtime", #"strflocaltime("%H")"#, "$__loc__", "$__prog_args",
            "fromstream(tostream)", #""x" | _strindices("")"#, #""\(env)""#, "def f: now; f", "{a: env}", "{$ENV}",
            "$\nENV", "$\n\tENV.PATH", "$ # x\nENV.PATH", "$\r\nENV", "$\u{a0}ENV", "$\n__loc__", "$#\n__prog_args",
            "# \\\nenv", "# \r env", "# \\\n\"\nenv # \"", "{a: if empty, true then env else 1 end}",
            "{a: if true then 1, env, 2 else 3 end}", "{a: if (if . then 1 else 2 end) then 1, env else 2 end}",
            "[1, {b: 1, c: [env]}]", #"{"\(env)": 1}"#, "{(env): 1}", "{a: 1 | env}", "1.env", ".[env:1]", "..|env",
            #"@json "\(env)""#, "_cd_times(1; 2)", "_cd_implode", "_cd_program0", "def _cd_times(a; b): 1; 2",
        ])
    func outside(text: String) {
        // Before libjq sees it: what one version refuses, another may take.
        #expect(JQCompiler(JQBundle.Member(text: text, form: .program)).formMistake() != nil)
        #expect(throws: JQMistake.self) { try JQProgram(text) }
    }

    @Test("would not show the environment even if its name were overlooked")
    func environment() throws {
        setenv("CROSSDOCK_SEEN", "leaked", 1)
        defer { unsetenv("CROSSDOCK_SEEN") }
        let state = try JQState(compiling: JQPrelude.text + "[$ENV, env, $ENV.CROSSDOCK_SEEN]")
        let nothing = try JSONDocument.parse(Array("null".utf8))
        let made = state.run(nothing.root, number: nil, limits: .default, as: JQRun())
        #expect(try made.get() == Array("[{},{},null]".utf8))
    }
}
