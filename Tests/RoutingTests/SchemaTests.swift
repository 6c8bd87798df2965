import AdapterKit
import Canonical
import Routing
import Testing

struct SchemaTests {
    private func schema() throws -> JSONDocument {
        var writer = JSONWriter()
        JSONSchema.write(Declarations.all, to: &writer)
        return try JSONDocument.parse(writer.bytes)
    }

    @Test("the schema is JSON that names its draft")
    func draft() throws {
        let text = String(decoding: try schema().bytes, as: UTF8.self)

        #expect(text.contains("\"$schema\":\"https://json-schema.org/draft/2020-12/schema\""))
    }

    @Test("the schema knows every adapter type with its settings, and every path of an order")
    func completeness() throws {
        let text = String(decoding: try schema().bytes, as: UTF8.self)

        for declaration in Declarations.all {
            #expect(text.contains("{\"const\":\"\(declaration.type)\"}"))
            for setting in declaration.settings { #expect(text.contains("\"\(setting.name)\":{\"description\"")) }
        }
        for field in OrderField.all { #expect(text.contains("\"\(field.path)\":{\"description\"")) }
    }

    @Test("a secret is never to be read back")
    func writeOnly() throws {
        let text = String(decoding: try schema().bytes, as: UTF8.self)

        #expect(text.contains("\"writeOnly\":true"))
    }
}
