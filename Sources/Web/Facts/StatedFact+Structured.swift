import Canonical

extension StatedFact {
    /// Reads an envelope with its data in one JSON document (CloudEvents JSON format 1.0.2, section 3), or the short
    /// form of it: without `specversion` and `id`, as an OMS's webhook has it.
    ///
    /// - Parameters:
    ///   - bytes: The document.
    ///   - limit: The most bytes that are read.
    ///   - identifier: The id of a fact that came without one; nil refuses such a fact, which could not be sent again.
    /// - Throws: ``Problem`` with the place of what is missing or wrong; answer it.
    init(structured bytes: [UInt8], limit: Int, identifier: String?) throws(Problem) {
        let document: JSONDocument
        do throws(JSONSyntaxError) {
            document = try JSONDocument.parse(bytes, limits: JSONLimits(maximumBytes: limit))
        } catch {
            throw Problem(error, limit: limit)
        }
        let root = document.root
        let isShort = root.kind == .object && root["specversion"] == nil && root["id"] == nil
        if isShort, identifier == nil { throw .keyMissing("A fact without an id of its own") }
        do throws(JSONReadError) {
            self = try Self.read(JSONReading(document).root.asObject(), raw: bytes, isShort ? identifier : nil)
        } catch {
            throw Problem(error)
        }
        nameReferences()
    }

    private static func read(
        _ event: JSONReader, raw: [UInt8], _ identifier: String?
    ) throws(JSONReadError) -> StatedFact {
        if identifier == nil, try event.string("specversion") != "1.0" {
            throw event.fail(.badValue, at: "specversion", "CloudEvents version 1.0 was wanted")
        }
        let id = if let identifier { identifier } else { try filled("id", event) }
        guard let source = EventAttributes.adapter(of: try event.string("source")) else {
            throw event.fail(.badValue, at: "source", "/adapters/ and the id of an adapter was wanted")
        }
        guard let kind = FactKind(rawValue: try event.string("type")), kind.canBeStated else {
            throw event.fail(.badValue, at: "type", "a kind of fact that systems state was wanted")
        }
        let key = try event.optionalString("duplicatekey") ?? id
        guard DuplicateKey.isValid(key) else {
            throw event.fail(
                .badValue, at: "duplicatekey", "1 to \(DuplicateKey.limit) characters were wanted")
        }
        if let type = try event.optionalString("datacontenttype"), !MediaType.isJSON(type) {
            throw event.fail(.badValue, at: "datacontenttype", "application/json was wanted")
        }
        guard let data = event.member("data") else {
            throw event.fail(.missing, at: "data", "a value is needed here and missing")
        }
        let reference = try reference(of: data)
        var content = try FactContent(reading: data)
        if let reference { content.references.insert(reference, at: 0) }
        return StatedFact(
            source: source, kind: kind, subject: try event.optionalString("subject").map { OrderID($0) },
            occurredAt: try moment(event),
            duplicateKey: key, traceparent: Traceparent.valid(try event.optionalString("traceparent")),
            content: content, raw: raw)
    }

    private static func moment(_ event: JSONReader) throws(JSONReadError) -> Instant? {
        guard event.presence("time") == .value, let time = event.member("time") else { return nil }
        return try Instant(reading: time)
    }

    /// The member `reference` of the data, which names the order by any system's id.
    ///
    /// It is read before the rest, so that it does not count as something that nobody read.
    static func reference(of data: JSONReader) throws(JSONReadError) -> Reference? {
        guard data.kind == .object, data.presence("reference") == .value, let member = data.member("reference") else {
            data.markRead("reference")
            return nil
        }
        return try Reference(reading: member)
    }

    private static func filled(_ key: String, _ event: JSONReader) throws(JSONReadError) -> String {
        let text = try event.string(key)
        guard DuplicateKey.isValid(text) else {
            throw event.fail(.badValue, at: key, "1 to \(DuplicateKey.limit) characters were wanted")
        }
        return text
    }
}
