import AdapterKit
import Canonical
import HTTPTypes

/// The attributes of an event that came in header fields, each without its prefix `ce-`.
struct EventAttributes {
    /// In the order of the names, so that a repetition in another order makes the same envelope.
    private let values: [(name: String, value: String)]

    init(_ headers: HTTPFields) {
        values = headers.compactMap { field -> (name: String, value: String)? in
            let name = field.name.canonicalName
            guard name.hasPrefix("ce-") else { return nil }
            // Percent-encoded beyond printable ASCII (HTTP binding, section 3.1.3.2); a plus is a plus.
            return (String(name.dropFirst(3)), PathText.decoded(field.value) ?? field.value)
        }.sorted { $0.name < $1.name }
    }

    subscript(name: String) -> String? { values.first { $0.name == name }?.value }

    func filled(_ name: String) throws(Problem) -> String {
        guard let value = self[name], !value.isEmpty else {
            throw .wrongHeader("ce-\(name)", "a value is needed here and missing")
        }
        return value
    }

    /// The event in structured form, which is what the journal keeps; traces differ between repetitions and stay out.
    func envelope(around data: [UInt8]) -> [UInt8] {
        var writer = JSONWriter(capacity: data.count + 512)
        writer.beginObject()
        for (name, value) in values where name != "traceparent" && name != "tracestate" {
            writer.key(name)
            writer.string(value)
        }
        writer.key("data")
        writer.raw(data)
        writer.endObject()
        return writer.bytes
    }

    /// The adapter's id in a source such as `/adapters/oms`.
    static func adapter(of source: String) -> String? {
        let prefix = "/adapters/"
        guard source.hasPrefix(prefix), source.utf8.count > prefix.utf8.count else { return nil }
        return String(source.dropFirst(prefix.count))
    }
}
