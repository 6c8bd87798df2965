import AdapterKit
import ArgumentParser
import Canonical

/// What this gateway can be connected to.
struct AdaptersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adapters", abstract: "Show the adapter types that are built in.",
        subcommands: [List.self, Info.self], defaultSubcommand: List.self)

    /// One line per type.
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the adapter types.")
        @OptionGroup var output: JSONOption

        func run() async throws {
            if output.json {
                var writer = JSONWriter()
                writer.beginObject()
                writer.key("schema")
                writer.string("crossdock.adapters/1")
                writer.key("adapters")
                writer.beginArray()
                for declaration in Adapters.declarations { declaration.write(to: &writer) }
                writer.endArray()
                writer.endObject()
                return Terminal.print(writer.bytes)
            }
            var table = TextTable("TYPE", "EMITS", "CARRIES", "WHAT")
            for declaration in Adapters.declarations {
                table.add(
                    declaration.type, "\(declaration.emits.count) facts", "\(declaration.carries.count) facts",
                    declaration.summary)
            }
            Terminal.print(table.text)
        }
    }

    /// Everything about one type.
    struct Info: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a type's facts, operations with their idempotency, questions and settings.")
        @Argument(help: "The type, as after `type:` in adapters.yaml.") var type: String
        @OptionGroup var output: JSONOption

        func run() async throws {
            guard let declaration = Adapters.type(named: type)?.declaration else {
                throw CommandFailure(
                    .usage, "there is no adapter type \(type)",
                    help: "one of: \(Adapters.declarations.map(\.type).joined(separator: ", "))")
            }
            if output.json {
                var writer = JSONWriter()
                declaration.write(to: &writer)
                return Terminal.print(writer.bytes)
            }
            Terminal.print(Self.text(declaration))
        }

        static func text(_ declaration: AdapterDeclaration) -> String {
            var sections = ["\(Terminal.bold(declaration.type))  \(declaration.summary)"]
            if !declaration.documents.isEmpty {
                sections.append("Follows: " + declaration.documents.joined(separator: "; "))
            }
            let emitted = FactKind.allCases.filter(declaration.emits.contains).map(\.rawValue)
            sections.append("Emits: " + emitted.joined(separator: ", "))
            var carried = TextTable("CARRIES", "AS", "IDEMPOTENCY", "WHAT")
            for kind in FactKind.allCases {
                guard let operation = declaration.operation(for: kind) else { continue }
                carried.add(kind.rawValue, operation.name, operation.idempotency.rawValue, operation.summary)
            }
            if !carried.isEmpty { sections.append(carried.text) }
            var told = TextTable("TOLD BY NAME", "IDEMPOTENCY", "WHAT")
            for operation in declaration.toldOperations {
                told.add(operation.name, operation.idempotency.rawValue, operation.summary)
            }
            if !told.isEmpty { sections.append(told.text) }
            if !declaration.questions.isEmpty {
                sections.append("Answers: " + declaration.questions.joined(separator: ", "))
            }
            var settings = TextTable("SETTING", "TYPE", "DEFAULT", "WHAT")
            for (path, setting) in declaration.settings.flatMap({ flattened($0, below: "") }) {
                settings.add(
                    path, setting.kind.word, setting.defaultValue ?? (setting.isRequired ? "(required)" : "-"),
                    setting.summary)
            }
            sections.append(settings.text)
            return sections.joined(separator: "\n\n")
        }

        private static func flattened(
            _ setting: SettingDeclaration, below parent: String
        )
            -> [(String, SettingDeclaration)]
        {
            let path = parent + setting.name
            guard case .group(let members) = setting.kind else { return [(path, setting)] }
            return members.flatMap { flattened($0, below: path + ".") }
        }
    }
}

extension SettingDeclaration.Kind {
    /// The type's word for people.
    var word: String {
        switch self {
        case .string: "text"
        case .secret: "secret"
        case .url: "URL"
        case .integer(let range): "\(range.lowerBound)…\(range.upperBound)"
        case .boolean: "true|false"
        case .duration: "duration"
        case .choice(let choices): choices.joined(separator: "|")
        case .program: "program"
        case .list(let kind): "list of \(kind.word)"
        case .map(let kind): "map to \(kind.word)"
        case .group: "group"
        }
    }
}

extension AdapterDeclaration {
    /// Writes the declaration as JSON.
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("type")
            writer.string(type)
            writer.key("summary")
            writer.string(summary)
            writer.key("documents")
            writer.array { writer in for document in documents { writer.string(document) } }
            writer.key("emits")
            writer.array { writer in
                for kind in FactKind.allCases where emits.contains(kind) { writer.string(kind.rawValue) }
            }
            writer.key("carries")
            writer.array { writer in
                for kind in FactKind.allCases {
                    guard let operation = operation(for: kind) else { continue }
                    writer.object { writer in
                        writer.key("fact")
                        writer.string(kind.rawValue)
                        operation.writeMembers(to: &writer)
                    }
                }
            }
            writer.key("told")
            writer.array { writer in
                for operation in toldOperations { writer.object { operation.writeMembers(to: &$0) } }
            }
            writer.key("questions")
            writer.array { writer in for question in questions { writer.string(question) } }
            writer.key("settings")
            writer.array { writer in for setting in settings { setting.write(to: &writer) } }
        }
    }
}

extension OperationDeclaration {
    fileprivate func writeMembers(to writer: inout JSONWriter) {
        writer.key("operation")
        writer.string(name)
        writer.key("effect")
        writer.string(effect.rawValue)
        writer.key("idempotency")
        writer.string(idempotency.rawValue)
        writer.key("summary")
        writer.string(summary)
    }
}

extension SettingDeclaration {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("name")
            writer.string(name)
            writer.key("type")
            writer.string(kind.word)
            writer.key("required")
            writer.bool(isRequired)
            if let defaultValue {
                writer.key("default")
                writer.string(defaultValue)
            }
            writer.key("summary")
            writer.string(summary)
            if case .group(let members) = kind {
                writer.key("settings")
                writer.array { writer in for member in members { member.write(to: &writer) } }
            }
        }
    }
}
