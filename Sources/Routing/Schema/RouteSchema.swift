import AdapterKit
import Canonical

/// Writes the schema of the routes, whose `from`, `on`, `when` and `to` have forms of their own.
enum RouteSchema {
    /// Writes the schema of the list of routes.
    static func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("description")
            writer.string("What flows where, in order.")
            writer.key("type")
            writer.string("array")
            writer.key("items")
            writer.object { writer in
                SchemaMembers.write(FileDeclarations.route, to: &writer) { name, writer in
                    switch name {
                    case "from", "on", "to": oneOrMany(name, to: &writer)
                    case "when": conditions(to: &writer)
                    default: return false
                    }
                    return true
                }
            }
        }
    }

    private static func oneOrMany(_ name: String, to writer: inout JSONWriter) {
        guard let declaration = FileDeclarations.route.first(where: { $0.name == name }),
            case .list(let element) = declaration.kind
        else { return writer.bool(true) }
        writer.object { writer in
            writer.key("description")
            writer.string(declaration.summary)
            writer.key("anyOf")
            writer.array { writer in
                writer.object { SchemaMembers.kind(element, to: &$0) }
                writer.object { writer in
                    SchemaMembers.kind(.list(element), to: &writer)
                    writer.key("minItems")
                    writer.int(1)
                    writer.key("uniqueItems")
                    writer.bool(true)
                }
            }
        }
    }

    private static func conditions(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("description")
            writer.string("Conditions on the order; all must hold.")
            writer.key("type")
            writer.string("object")
            writer.key("properties")
            writer.object { writer in
                for field in OrderField.all {
                    writer.key(field.path as String)
                    condition(field, to: &writer)
                }
            }
            writer.key("additionalProperties")
            writer.bool(false)
        }
    }

    private static func condition(_ field: OrderField, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("description")
            writer.string(field.summary)
            writer.key("anyOf")
            writer.array { writer in
                writer.object { value(field, to: &$0) }
                writer.object { list(field, to: &$0) }
                writer.object { tests(field, to: &$0) }
            }
        }
    }

    private static func tests(_ field: OrderField, to writer: inout JSONWriter) {
        writer.key("type")
        writer.string("object")
        writer.key("minProperties")
        writer.int(1)
        writer.key("properties")
        writer.object { writer in
            writer.key("not")
            writer.object { writer in
                writer.key("anyOf")
                writer.array { writer in
                    writer.object { value(field, to: &$0) }
                    writer.object { list(field, to: &$0) }
                }
            }
            if field.kind == .money || field.kind == .number {
                writer.key("at_least")
                writer.object { value(field, to: &$0) }
                writer.key("at_most")
                writer.object { value(field, to: &$0) }
            }
            if field.kind == .text {
                writer.key("matches")
                writer.object { writer in
                    writer.key("type")
                    writer.string("string")
                    writer.key("maxLength")
                    writer.int(Pattern.maximumLength)
                }
            }
        }
        writer.key("additionalProperties")
        writer.bool(false)
    }

    private static func list(_ field: OrderField, to writer: inout JSONWriter) {
        writer.key("type")
        writer.string("array")
        writer.key("minItems")
        writer.int(1)
        writer.key("items")
        writer.object { value(field, to: &$0) }
    }

    private static func value(_ field: OrderField, to writer: inout JSONWriter) {
        switch field.kind {
        case .text: SchemaMembers.kind(.string, to: &writer)
        case .flag: SchemaMembers.kind(.boolean, to: &writer)
        case .money, .number:
            writer.key("type")
            writer.array { writer in for type in ["string", "number"] { writer.string(type) } }
            writer.key("pattern")
            writer.string("^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$|\(SchemaMembers.reference)")
        }
    }
}
