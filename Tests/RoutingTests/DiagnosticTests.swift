import AdapterKit
import Canonical
import Routing
import Testing

struct DiagnosticTests {
    private func read(_ text: String) -> [Diagnostic] {
        Declarations.reader.read(text, file: "adapters.yaml", resolving: .none).diagnostics
    }

    @Test("a finding as data says the same as its text")
    func json() throws {
        let diagnostic = try #require(read("version: 1\nadapters: { oms: { type: merchant-osm } }\n").first)
        var writer = JSONWriter()

        diagnostic.write(to: &writer)

        let text = String(decoding: writer.bytes, as: UTF8.self)
        #expect(
            text == """
                {"severity":"error","code":"adapter.type-unknown","file":"adapters.yaml","line":2,"column":26,\
                "length":12,"path":"adapters.oms.type","message":"No adapter of this build has the type \
                `merchant-osm`.","excerpt":"adapters: { oms: { type: merchant-osm } }",\
                "help":"Did you mean `merchant-oms`?"}
                """)
    }

    @Test("the excerpt of a long line shows the part with the mistake")
    func longLine() throws {
        let padding = String(repeating: "x", count: 500)
        let diagnostic = try #require(read("version: 1\nadapters: { a: { type: \"\(padding)\", typo: 1 } }\n").last)

        #expect(diagnostic.excerpt.count <= 160)
        #expect(diagnostic.excerpt.dropFirst(diagnostic.caretColumn - 1).hasPrefix("typo"))
    }

    @Test("a file over its limit is refused unread")
    func size() {
        #expect(read(String(repeating: "# comment\n", count: 110_000)).map(\.code) == ["yaml.too-large"])
    }

    @Test(
        "a text of any form ends in findings, never in a crash",
        arguments: [
            "", "\0", "---", "...", "? ", ": ", "- - - -", "[", "{", "\"", "'", "|", ">", "&", "*", "!", "%", "@", "`",
            "{a: {b: [c, {d: }]}}", "\u{2028}", "a:\r\r\nb", "version: 1\nadapters: { ? [a]: b }", "? {a: b}\n: c",
            "version: [1]", "adapters: { \"\": { type: x } }", "\"\": 1\n\"\": 2", "null", "~", "routes: [[[]]]",
            "tests: [{}]", "version: 1\n\u{FEFF}adapters: {}", "a: \"\\uD800\"",
        ])
    func anything(text: String) {
        #expect(!read(text).isEmpty)
    }

    @Test("deep nesting of every kind is refused before it is parsed", arguments: ["[", "{a: ", "- ", "? "])
    func depth(opening: String) {
        #expect(read("a:\n  " + String(repeating: opening, count: 100_000)).first?.code == "yaml.too-deep")
    }

    @Test("a default that does not fit its declaration is the adapter's mistake")
    func defaults() {
        let broken = Declarations.declaration(
            "broken", emits: [], carries: [],
            settings: [SettingDeclaration("wait", .duration, default: "soon", summary: "A wait.")])

        let result = ConfigurationReader(declarations: [broken]).read(
            "version: 1\nadapters: { a: { type: broken } }\n", file: "a.yaml", resolving: .none)

        #expect(result.diagnostics.map(\.code) == ["setting.default"])
    }

    @Test("an adapter's own check is not asked about values that are not known yet")
    func openCheck() {
        let text = """
            version: 1
            adapters:
              oms:
                type: merchant-oms
                settings: { endpoint: "https://oms.example.com", mode: batch, batch: { flush: "${env:FLUSH}" } }
            """
        let reader = ConfigurationReader(declarations: Declarations.all) { _, _, _ in
            [SettingsProblems.Problem(path: "batch.flush", message: "Too short.")]
        }

        let codes = reader.read(text, file: "a.yaml", resolving: .none).diagnostics.map(\.code)

        #expect(!codes.contains("setting.problem"))
    }
}
