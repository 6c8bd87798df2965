package import AdapterKit
package import Canonical

/// Writes the JSON Schema of `adapters.yaml`, the settings of every adapter type included.
///
/// Source: JSON Schema draft 2020-12 (stated). It comes from the declarations that the reader decodes after, so that an
/// editor and `validate` agree; what only `validate` can see, such as routes in a circle, is beyond a schema.
package enum JSONSchema {
    /// Writes the schema as one JSON object.
    package static func write(_ declarations: [AdapterDeclaration], to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("$schema")
            writer.string("https://json-schema.org/draft/2020-12/schema")
            writer.key("title")
            writer.string("adapters.yaml")
            SchemaMembers.write(FileDeclarations.root, to: &writer) { name, writer in
                switch name {
                case "adapters": adapters(declarations, to: &writer)
                case "routes": RouteSchema.write(to: &writer)
                default: return false
                }
                return true
            }
        }
    }

    private static func adapters(_ declarations: [AdapterDeclaration], to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("description")
            writer.string("The installed adapters, by id.")
            writer.key("type")
            writer.string("object")
            writer.key("minProperties")
            writer.int(1)
            writer.key("propertyNames")
            writer.object { writer in
                writer.key("pattern")
                writer.string("^[a-z0-9][a-z0-9-]{0,62}$")
                writer.key("not")
                writer.object { writer in
                    writer.key("const")
                    writer.string("origin")
                }
            }
            writer.key("additionalProperties")
            writer.object { writer in
                writer.key("oneOf")
                writer.array { writer in
                    for declaration in declarations { adapter(declaration, to: &writer) }
                }
            }
        }
    }

    private static func adapter(_ declaration: AdapterDeclaration, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("title")
            writer.string(declaration.type)
            writer.key("description")
            writer.string(declaration.summary)
            let needsSettings = declaration.settings.contains { $0.isRequired && $0.defaultValue == nil }
            var keys = FileDeclarations.adapter
            for index in keys.indices where keys[index].name == "settings" { keys[index].isRequired = needsSettings }
            SchemaMembers.write(keys, to: &writer) { name, writer in
                switch name {
                case "type":
                    writer.object { writer in
                        writer.key("const")
                        writer.string(declaration.type)
                    }
                case "settings":
                    writer.object { writer in SchemaMembers.write(declaration.settings, to: &writer) }
                default: return false
                }
                return true
            }
        }
    }
}
