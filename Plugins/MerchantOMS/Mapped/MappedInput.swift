import AdapterKit
import Canonical
import HTTPTypes

/// What programs see of a delivery: `{config, key, fact, order, step, remembered}`, and `answer` once there is one.
struct MappedInput: Sendable {
    /// Longest text of an answer that is no JSON, in bytes.
    static let textLimit = 65_536

    private let head: [UInt8]

    /// Writes what stays the same for all programs of a delivery; amounts are texts, and `config` is a JSON object.
    ///
    /// The fact's own order is left out, because `order` is the newer one.
    init(config: [UInt8], key: String, fact: Fact, order: Order) {
        var writer = JSONWriter(capacity: 16_384)
        writer.beginObject()
        writer.key("config")
        writer.raw(config)
        writer.key("key")
        writer.string(key)
        writer.key("fact")
        writer.object { writer in
            writer.key("id")
            writer.string(fact.id.value)
            writer.key("type")
            writer.string(fact.kind.rawValue)
            writer.key("source")
            writer.string(fact.source)
            writer.key("subject")
            writer.string(fact.orderID.value)
            writer.key("time")
            writer.string((fact.occurredAt ?? fact.receivedAt).rfc3339)
            writer.key("data")
            var content = fact.content
            content.order = nil
            content.write(to: &writer)
        }
        writer.key("order")
        order.write(to: &writer)
        head = writer.bytes
    }

    /// The input of a program of a step that makes a request.
    func bytes(_ step: String, remembered: [String: MappedMemory]) -> [UInt8] {
        var writer = JSONWriter(capacity: 1_024)
        Self.write(step, remembered, to: &writer)
        return head + Array(",".utf8) + Array(writer.bytes) + Array("}".utf8)
    }

    /// The input of a program of a step that reads an answer.
    func bytes(_ step: String, remembered: [String: MappedMemory], answer: WireResponse) -> [UInt8] {
        var writer = JSONWriter(capacity: answer.body.count + 2_048)
        Self.write(step, remembered, to: &writer)
        writer.key("answer")
        Self.write(answer, to: &writer)
        return head + Array(",".utf8) + writer.bytes + Array("}".utf8)
    }

    private static func write(_ step: String, _ remembered: [String: MappedMemory], to writer: inout JSONWriter) {
        writer.key("step")
        writer.string(step)
        writer.key("remembered")
        writer.object { writer in
            for (name, memory) in remembered.sorted(by: { $0.key < $1.key }) {
                writer.key(name)
                writer.raw(memory.value)
            }
        }
    }

    /// Writes an answer as programs see it: the body where it is JSON, else its text.
    static func write(_ answer: WireResponse, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("status")
            writer.int(answer.status)
            writer.key("headers")
            write(answer.headers, to: &writer)
            writer.key("body")
            if isJSON(answer.body) {
                writer.raw(answer.body)
            } else {
                writer.null()
                writer.key("text")
                writer.string(String(decoding: answer.body.prefix(textLimit), as: UTF8.self))
            }
        }
    }

    /// Writes header fields with lower-case names, several of one name joined.
    static func write(_ headers: HTTPFields, to writer: inout JSONWriter) {
        var names: [HTTPField.Name] = []
        for field in headers where !names.contains(field.name) { names.append(field.name) }
        writer.object { writer in
            for name in names {
                writer.key(name.canonicalName)
                writer.string(headers[name] ?? "")
            }
        }
    }

    /// Whether bytes are one JSON value.
    static func isJSON(_ bytes: [UInt8]) -> Bool {
        do throws(JSONSyntaxError) {
            _ = try JSONDocument.parse(bytes)
            return true
        } catch {
            return false
        }
    }
}
