import AdapterKit
import Canonical

/// Writes what JSON Schema says about declared keys and their values.
enum SchemaMembers {
    /// A text that holds a reference to the environment or a file, whatever the value's type is.
    static let reference = "\\$\\{(env|file):[^}]+\\}"

    /// Writes the members of an object's schema; `special` may write a key's schema itself and then says so.
    static func write(
        _ declarations: [SettingDeclaration], to writer: inout JSONWriter,
        special: (String, inout JSONWriter) -> Bool = { _, _ in false }
    ) {
        writer.key("type")
        writer.string("object")
        writer.key("properties")
        writer.object { writer in
            for declaration in declarations {
                writer.key(declaration.name)
                if !special(declaration.name, &writer) { value(declaration, to: &writer) }
            }
        }
        let required = declarations.filter { $0.isRequired && $0.defaultValue == nil }
        if !required.isEmpty {
            writer.key("required")
            writer.array { writer in for declaration in required { writer.string(declaration.name) } }
        }
        writer.key("additionalProperties")
        writer.bool(false)
    }

    /// Writes the schema of one declared value.
    static func value(_ declaration: SettingDeclaration, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("description")
            writer.string(declaration.summary)
            if let value = declaration.defaultValue {
                writer.key("default")
                defaultValue(value, declaration.kind, to: &writer)
            }
            if let example = declaration.example {
                writer.key("examples")
                writer.array { $0.string(example) }
            }
            kind(declaration.kind, to: &writer)
        }
    }

    private static func defaultValue(
        _ text: String, _ kind: SettingDeclaration.Kind, to writer: inout JSONWriter
    ) {
        switch kind {
        case .integer: if let number = WholeNumber.read(text) { writer.int(number) } else { writer.string(text) }
        case .boolean: writer.bool(text == "true")
        case .list, .map, .group:
            if let node = YAMLReader.value(text) { plain(node, to: &writer) } else { writer.string(text) }
        case .string, .secret, .url, .duration, .choice, .program: writer.string(text)
        }
    }

    private static func plain(_ node: YAMLNode, to writer: inout JSONWriter) {
        switch node.content {
        case .scalar(let scalar): writer.string(scalar.text)
        case .sequence(let items): writer.array { writer in for item in items { plain(item, to: &writer) } }
        case .mapping(let members):
            writer.object { writer in
                for member in members {
                    writer.key(member.key as String)
                    plain(member.value, to: &writer)
                }
            }
        }
    }

    /// Writes the members that say what values of a kind are.
    static func kind(_ kind: SettingDeclaration.Kind, to writer: inout JSONWriter) {
        switch kind {
        case .string: text(to: &writer)
        case .secret:
            text(to: &writer)
            writer.key("writeOnly")
            writer.bool(true)
        case .url:
            writer.key("type")
            writer.string("string")
            writer.key("pattern")
            writer.string("^https?://|\(reference)")
        case .duration:
            writer.key("type")
            writer.string("string")
            writer.key("pattern")
            writer.string("^(0|[1-9][0-9]*)(ms|s|m|h|d)$|\(reference)")
        case .integer(let range): orReference(to: &writer) { integer(range, to: &$0) }
        case .boolean:
            orReference(to: &writer) { writer in
                writer.key("type")
                writer.string("boolean")
            }
        case .choice(let choices):
            orReference(to: &writer) { writer in
                writer.key("enum")
                writer.array { writer in for choice in choices { writer.string(choice) } }
            }
        case .program: program(to: &writer)
        case .list(let element): items(element, key: "items", type: "array", to: &writer)
        case .map(let element): items(element, key: "additionalProperties", type: "object", to: &writer)
        case .group(let declarations): write(declarations, to: &writer)
        }
    }

    /// Plain numbers and truth values are texts to the reader, so an editor must not refuse `store: 7051`.
    private static func text(to writer: inout JSONWriter) {
        writer.key("type")
        writer.array { writer in for type in ["string", "number", "boolean"] { writer.string(type) } }
    }

    /// A program is a text, or names the file that holds it.
    private static func program(to writer: inout JSONWriter) {
        writer.key("anyOf")
        writer.array { writer in
            writer.object { text(to: &$0) }
            writer.object { writer in
                let file = SettingDeclaration(
                    "file", .string, isRequired: true, summary: "The program's file, relative to this one.")
                write([file], to: &writer)
            }
        }
    }

    private static func integer(_ range: ClosedRange<Int>, to writer: inout JSONWriter) {
        writer.key("type")
        writer.string("integer")
        if range.lowerBound != .min {
            writer.key("minimum")
            writer.int(range.lowerBound)
        }
        if range.upperBound != .max {
            writer.key("maximum")
            writer.int(range.upperBound)
        }
    }

    private static func items(
        _ element: SettingDeclaration.Kind, key: String, type: String, to writer: inout JSONWriter
    ) {
        writer.key("type")
        writer.string(type)
        writer.key(key)
        writer.object { kind(element, to: &$0) }
    }

    private static func orReference(to writer: inout JSONWriter, _ members: (inout JSONWriter) -> Void) {
        writer.key("anyOf")
        writer.array { writer in
            writer.object { members(&$0) }
            writer.object { writer in
                writer.key("type")
                writer.string("string")
                writer.key("pattern")
                writer.string(reference)
            }
        }
    }
}
