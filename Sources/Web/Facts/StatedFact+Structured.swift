import Canonical

extension StatedFact {
    /// Reads an envelope with its data in one JSON document (CloudEvents JSON format 1.0.2, section 3).
    init(structured bytes: [UInt8], limit: Int) throws(Problem) {
        let document: JSONDocument
        do throws(JSONSyntaxError) {
            document = try JSONDocument.parse(bytes, limits: JSONLimits(maximumBytes: limit))
        } catch {
            throw Problem(error, limit: limit)
        }
        do throws(JSONReadError) {
            self = try Self.read(JSONReading(document).root.asObject(), raw: bytes)
        } catch {
            throw Problem(error)
        }
        nameReferences()
    }

    private static func read(_ event: JSONReader, raw: [UInt8]) throws(JSONReadError) -> StatedFact {
        guard try event.string("specversion") == "1.0" else {
            throw event.fail(.badValue, at: "specversion", "CloudEvents version 1.0 was wanted")
        }
        let id = try filled("id", event)
        guard let source = EventAttributes.adapter(of: try event.string("source")) else {
            throw event.fail(.badValue, at: "source", "/adapters/ and the id of an adapter was wanted")
        }
        guard let kind = FactKind(rawValue: try event.string("type")) else {
            throw event.fail(.badValue, at: "type", "a kind of fact that the gateway knows was wanted")
        }
        let key = try event.optionalString("duplicatekey") ?? id
        guard DuplicateKey.isValid(key) else {
            throw event.fail(
                .badValue, at: "duplicatekey", "a key of 1 to \(DuplicateKey.limit) bytes was wanted")
        }
        if let type = try event.optionalString("datacontenttype"), !MediaType.isJSON(type) {
            throw event.fail(.badValue, at: "datacontenttype", "application/json was wanted")
        }
        guard let data = event.member("data") else {
            throw event.fail(.missing, at: "data", "a value is needed here and missing")
        }
        return StatedFact(
            source: source, kind: kind, subject: try event.optionalString("subject").map { OrderID($0) },
            occurredAt: try event.member("time").map { (time) throws(JSONReadError) in try Instant(reading: time) },
            duplicateKey: key, traceparent: Traceparent.valid(try event.optionalString("traceparent")),
            content: try FactContent(reading: data), raw: raw)
    }

    private static func filled(_ key: String, _ event: JSONReader) throws(JSONReadError) -> String {
        let text = try event.string(key)
        guard !text.isEmpty else { throw event.fail(.badValue, at: key, "a text that is not empty was wanted") }
        return text
    }
}
