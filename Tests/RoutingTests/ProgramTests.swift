import AdapterKit
import Canonical
import Routing
import Testing

/// Settings that are programs: where they stand, and where the mistakes in them are shown.
struct ProgramTests {
    private static let robot = Declarations.declaration(
        "robot", emits: [.orderReady, .orderCancelled], carries: [.orderReady, .orderChanged],
        settings: [
            SettingDeclaration("work", .program, summary: "What to do.", example: ".order"),
            SettingDeclaration("label", .string, summary: "What to print."),
            SettingDeclaration(
                "steps",
                .list(.group([SettingDeclaration("do", .program, isRequired: true, summary: "A part of it.")])),
                summary: "What to do in parts."),
            SettingDeclaration("quiet", .boolean, default: "false", summary: "Whether to state nothing."),
        ])

    /// Finds fault with the word HERE in each program.
    @Sendable private static func check(
        _ type: String, _ id: String, _ settings: Settings
    )
        -> [SettingsProblems.Problem]
    {
        var texts = [("work", settings.string("work")), ("label", settings.string("label"))]
        if case .list(let steps) = settings["steps"] {
            for (index, step) in steps.enumerated() {
                if case .map(let members) = step, case .string(let text)? = members.first?.value {
                    texts.append(("steps[\(index)].do", text))
                }
            }
        }
        return texts.compactMap { path, text in
            for (line, part) in (text ?? "").split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                guard let range = part.firstRange(of: "HERE") else { continue }
                let column = part[..<range.lowerBound].unicodeScalars.count + 1
                return .init(
                    path: path, message: "This is wrong.", help: "Do not.", place: .init(line: line + 1, column: column)
                )
            }
            return nil
        }
    }

    private static func read(_ text: String, files: [String: String] = [:], as name: String = "a.yaml") -> ReadResult {
        struct Missing: Error {}
        let reader = ConfigurationReader(
            declarations: [robot], check: check,
            narrow: { _, settings in
                guard settings.boolean("quiet") == true else { return nil }
                var quiet = robot
                quiet.emits = []
                quiet.carries[.orderChanged] = nil
                return quiet
            },
            readProgram: { path in
                guard let text = files[path] else { throw Missing() }
                return text
            })
        return reader.read(text, file: name, resolving: .none)
    }

    private static func file(_ settings: String) -> String {
        "version: 1\nadapters:\n  a:\n    type: robot\n    settings:\n\(settings)\nroutes: []\n"
    }

    /// The place of a word in a text, as an editor would say it.
    private static func place(of word: String, in text: String) -> Place? {
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let range = line.firstRange(of: word) else { continue }
            return Place(line: index + 1, column: line[..<range.lowerBound].unicodeScalars.count + 1)
        }
        return nil
    }

    static let spellings = [
        "      work: .a | HERE",
        "      work: .a |\n        .b |\n        HERE",
        "      work: '.a | HERE'",
        "      work: 'it''s ''x'' HERE'",
        "      work: '.a |\n\n        .b HERE'",
        #"      work: "\"a\" | \\ \u00e9 \x41\t HERE""#,
        "      work: \".a |\\n.b |\\n\\n  HERE\"",
        "      work: \".a | \\\n        .b HERE\"",
        "      work: |\n        .a |\n          {b: 1,\n\n           HERE: 2}",
        "      work: |\n        HERE",
        "      work: |-\n        # été ü\n        \"ü\" HERE",
        "      work: |2-\n           .a |\n          HERE",
        "      work: >\n        .a |\n        .b |\n\n          .c HERE\n        .d",
        "      work: >-\n        .a\n        | HERE",
        "      steps:\n        - do: .a\n        - { do: '.b HERE' }",
        "      steps:\n        - do: |\n            .a\n            | .b HERE\n        - do: .c",
        "      label: \"text HERE\"",
        "      { work: '.a HERE' }",
    ]

    @Test(
        "a mistake inside a program is shown where it stands in the file, however it is spelled", arguments: spellings)
    func places(settings: String) throws {
        let text = Self.file(settings)
        let finding = try #require(Self.read(text).diagnostics.first { $0.severity == .error })
        #expect(finding.code == "program.mistake")
        #expect(finding.place == Self.place(of: "HERE", in: text))
        #expect(finding.excerpt.contains("HERE"))
        #expect(finding.help == "Do not.")
    }

    @Test("a mistake in a program's file is shown in that file, as a person would open it")
    func ownFile() throws {
        let text = Self.file("      work: { file: programs/work.jq }")
        let result = Self.read(text, files: ["programs/work.jq": ".a\n| .b HERE\n"], as: "conf/adapters.yaml")
        let finding = try #require(result.diagnostics.first { $0.severity == .error })
        #expect(finding.file == "conf/programs/work.jq")
        #expect(finding.place == Place(line: 2, column: 6))
        #expect(finding.excerpt == "| .b HERE")
        #expect(finding.path == "adapters.a.settings.work")
        #expect(!result.isValid)
    }

    @Test("a program's file is read at each reading, and its text but for the last line break is the setting")
    func fileIsText() throws {
        let text = Self.file("      work: { file: work.jq }")
        let first = Self.read(text, files: ["work.jq": ".a\n"]).configuration
        let second = Self.read(text, files: ["work.jq": ".b\n"]).configuration
        #expect(first?.adapters.first?.settings.string("work") == ".a")
        #expect(first?.revision != second?.revision)
        #expect(first?.revision == Self.read(text, files: ["work.jq": ".a\n"]).configuration?.revision)
    }

    @Test("a program's file may end its lines the way other systems do, and its mistakes stand where they stood")
    func carriageReturns() throws {
        let text = Self.file("      work: { file: work.jq }")
        let program = Self.read(text, files: ["work.jq": ".a # x\r\n| .b\r\n"]).configuration?.adapters.first
        #expect(program?.settings.string("work") == ".a # x\n| .b")
        let result = Self.read(text, files: ["work.jq": ".a\r\n| .b HERE\r\n"])
        #expect(result.diagnostics.first { $0.severity == .error }?.place == Place(line: 2, column: 6))
    }

    @Test(
        "what is neither a program nor the name of its file is refused with what to write",
        arguments: [
            ("work: { file: none.jq }", "program.file"), ("work: {number: .id}", "value.type"),
            ("work: [.a]", "value.type"), ("work:", "value.type"), ("work: { file: }", "value.type"),
            ("work: { file: work.jq, more: 1 }", "key.unknown"), ("work: '${env:WORK}'", "program.reference"),
            ("work: { file: '${env:WORK}' }", "program.reference"), ("work: '${file:work.jq}'", "program.reference"),
        ])
    func refused(setting: String, code: String) {
        let result = Self.read(Self.file("      \(setting)"), files: ["work.jq": "."])
        #expect(result.diagnostics.filter { $0.severity == .error }.map(\.code) == [code])
        #expect(result.diagnostics.allSatisfy { $0.help?.isEmpty == false })
    }

    @Test("a program may be written as a plain word, number or truth value")
    func plain() {
        for (text, value) in [("true", "true"), ("1", "1"), (".a", ".a"), ("'$${x}'", "${x}")] {
            let result = Self.read(Self.file("      work: \(text)"))
            #expect(result.configuration?.adapters.first?.settings.string("work") == value)
        }
    }

    @Test("routes are checked against what an adapter can do with its settings")
    func narrowed() {
        func codes(_ settings: String) -> [String] {
            let text = """
                version: 1
                adapters:
                  a: { type: robot, settings: { \(settings) } }
                  b: { type: robot }
                routes:
                  - { name: there, from: b, on: [order.ready], to: a }
                  - { name: more, from: b, on: [order.cancelled], to: a }
                  - { name: back, from: a, on: [order.ready], to: b }
                """
            return Self.read(text).diagnostics.filter { $0.severity == .error }.map(\.code)
        }
        #expect(!codes("quiet: false").contains("route.fact-not-emitted"))
        #expect(codes("quiet: true") == ["route.fact-not-carried", "route.fact-not-emitted"])
        // A mistake in a program does not hide what is wrong with the routes.
        #expect(codes("quiet: true, work: HERE").contains("program.mistake"))
    }

    @Test("an installed adapter is what its settings leave of its type")
    func installed() {
        let text = "version: 1\nadapters:\n  a: { type: robot, settings: { quiet: true } }\nroutes: []\n"
        let adapter = Self.read(text).configuration?.adapters.first
        #expect(adapter?.declaration.emits == [])
        #expect(adapter?.declaration.carries.keys.sorted { $0.rawValue < $1.rawValue } == [.orderReady])
    }

    @Test("the schema takes a program as a text or as the name of a file")
    func schema() throws {
        var writer = JSONWriter()
        JSONSchema.write([Self.robot], to: &writer)
        let text = String(decoding: writer.bytes, as: UTF8.self)
        #expect(text.contains(#""work":{"description":"What to do.","examples":[".order"],"anyOf":[{"type":"#))
        #expect(text.contains(#""properties":{"file":{"description""#))
    }
}
