import AdapterKit
import Routing
import Testing

struct InterpolationTests {
    private struct Unreadable: Error {}

    /// Reads a file with one adapter whose `name` is given, and gives that setting or the findings' codes.
    private func read(
        _ value: String, environment: [String: String] = [:], files: [String: String] = [:],
        kind: SettingDeclaration.Kind = .string
    ) -> (value: Settings.Value?, codes: [String], text: String) {
        let declaration = Declarations.declaration(
            "thing", emits: [], carries: [],
            settings: [SettingDeclaration("name", kind, summary: "A name.")])
        let result = ConfigurationReader(declarations: [declaration]).read(
            "version: 1\nadapters:\n  a:\n    type: thing\n    settings:\n      name: \(value)\n", file: "a.yaml",
            resolving: .values(environment: environment) { path in
                guard let content = files[path] else { throw Unreadable() }
                return content
            })
        let text = result.diagnostics.map(\.rendered).joined(separator: "\n")
        return (result.configuration?.adapters.first?.settings["name"], result.diagnostics.map(\.code), text)
    }

    @Test(
        "a reference takes the value of its source",
        arguments: [
            ("${env:A}", "one"), ("x-${env:A}-${env:B}", "x-one-two"), ("${env:NONE:-else}", "else"),
            ("${env:EMPTY:-else}", "else"), ("${env:EMPTY}", ""), ("${env:NONE:-}", ""), ("\"${env:A}\"", "one"),
            ("${file:/f}", "content"), ("${env:NONE:-http://h:1/p}", "http://h:1/p"), ("$${env:A}", "${env:A}"),
            ("a$b$", "a$b$"), ("${file:/lines}", "one\ntwo"),
        ])
    func values(spelling: String, expected: String) {
        let result = read(
            spelling, environment: ["A": "one", "B": "two", "EMPTY": ""],
            files: ["/f": "content\n", "/lines": "one\ntwo\r\n\n"])

        #expect(result.value == .string(expected))
        #expect(result.codes == [])
    }

    @Test(
        "a value cannot change the structure",
        arguments: ["{ a: b }", "[1, 2]", "x\nother: y", "a: b", "# gone", "*alias", "${env:SECRET}", "~", "null"])
    func structure(value: String) {
        let result = read("${env:A}", environment: ["A": value, "SECRET": "leak"])

        #expect(result.value == .string(value))
    }

    @Test("a reference in a key stays a text")
    func keys() {
        let declaration = Declarations.declaration(
            "thing", emits: [], carries: [], settings: [SettingDeclaration("names", .map(.string), summary: "Names.")])

        let result = ConfigurationReader(declarations: [declaration]).read(
            "version: 1\nadapters: { a: { type: thing, settings: { names: { \"${env:A}\": b } } } }\n", file: "a.yaml",
            resolving: .values(environment: ["A": "x"]) { _ in "" })

        #expect(result.configuration?.adapters[0].settings.stringMap("names").first?.name == "${env:A}")
    }

    @Test("a value of the environment gets the type that is declared")
    func types() {
        #expect(read("${env:A}", environment: ["A": "5"], kind: .integer(1...9)).value == .integer(5))
        #expect(read("\"${env:A}\"", environment: ["A": "true"], kind: .boolean).value == .boolean(true))
        #expect(read("${env:A}", environment: ["A": "5m"], kind: .duration).value == .duration(.seconds(300)))
    }

    @Test("a value of the environment that does not fit is not shown")
    func hidden() {
        for kind in [SettingDeclaration.Kind.integer(1...9), .boolean, .duration, .url, .choice(["a"])] {
            let result = read("${env:A}", environment: ["A": "canary-5ecret"], kind: kind)

            #expect(result.codes.count == 1)
            #expect(!result.text.contains("canary"))
        }
    }

    @Test(
        "a reference that leads nowhere is told",
        arguments: [
            ("${env:NONE}", "interpolation.missing"), ("${file:/none}", "interpolation.file"),
            ("${file:/huge}", "interpolation.file"), ("${NONE}", "interpolation.syntax"),
            ("${env:1A}", "interpolation.syntax"), ("${env:A:x}", "interpolation.syntax"),
            ("\"${env:A\"", "interpolation.syntax"), ("${file:}", "interpolation.syntax"),
        ])
    func failures(spelling: String, code: String) {
        let result = read(spelling, files: ["/huge": String(repeating: "x", count: 70_000)])

        #expect(result.codes == [code])
        #expect(result.value == nil)
    }

    @Test("an empty secret is refused")
    func emptySecret() {
        #expect(read("${env:A}", environment: ["A": ""], kind: .secret).codes == ["value.empty"])
        #expect(read("${file:/f}", files: ["/f": "\n"], kind: .secret).codes == ["value.empty"])
    }

    @Test("without an environment, types of open references are not checked and nothing is missing")
    func unresolved() throws {
        let text = """
            version: 1
            gateway: { listen: "${env:LISTEN}", journal: "${env:J}", body_limit: "${env:B}", time_limit: "${env:T}" }
            adapters:
              oms:
                type: merchant-oms
                settings: { endpoint: "${env:E}", attempts: "${env:A}", strict: "${env:S}", mode: "${env:M}",
                  timeout: "${env:T}", batch: { size: "${env:Z}" }, signing_keys: ["${file:/k}"] }
            """

        let result = Declarations.reader.read(text, file: "a.yaml", resolving: .none)

        #expect(result.diagnostics.filter { $0.severity == .error }.map(\.rendered) == [])
        #expect(result.configuration != nil)
    }
}
