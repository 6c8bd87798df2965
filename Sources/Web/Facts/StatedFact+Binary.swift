import Canonical
import HTTPTypes

extension StatedFact {
    /// Reads an envelope in header fields and data in the body (CloudEvents HTTP binding 1.0.2, section 3.1).
    init(headers: HTTPFields, data: [UInt8], limit: Int) throws(Problem) {
        let attributes = EventAttributes(headers)
        guard attributes["specversion"] == "1.0" else {
            throw .wrongHeader("ce-specversion", "CloudEvents version 1.0 was wanted")
        }
        let id = try attributes.filled("id")
        guard let source = EventAttributes.adapter(of: try attributes.filled("source")) else {
            throw .wrongHeader("ce-source", "/adapters/ and the id of an adapter was wanted")
        }
        guard let kind = FactKind(rawValue: try attributes.filled("type")), kind.canBeStated else {
            throw .wrongHeader("ce-type", "a kind of fact that systems state was wanted")
        }
        guard DuplicateKey.isValid(id) else {
            throw .wrongHeader("ce-id", "1 to \(DuplicateKey.limit) characters were wanted")
        }
        let key = attributes["duplicatekey"] ?? id
        guard DuplicateKey.isValid(key) else {
            throw .wrongHeader("ce-duplicatekey", "1 to \(DuplicateKey.limit) characters were wanted")
        }
        self.init(
            source: source, kind: kind, subject: attributes["subject"].map { OrderID($0) },
            occurredAt: try Self.moment(attributes["time"]), duplicateKey: key,
            traceparent: Traceparent.valid(attributes["traceparent"]), content: try Self.content(data, limit),
            raw: attributes.envelope(around: data))
        nameReferences()
    }

    private static func moment(_ text: String?) throws(Problem) -> Instant? {
        guard let text else { return nil }
        do throws(InstantSyntaxError) {
            return try Instant(rfc3339: text)
        } catch {
            throw .wrongHeader("ce-time", "a moment such as 2026-01-31T09:00:00Z was wanted: \(error)")
        }
    }

    private static func content(_ data: [UInt8], _ limit: Int) throws(Problem) -> FactContent {
        let document: JSONDocument
        do throws(JSONSyntaxError) {
            document = try JSONDocument.parse(data, limits: JSONLimits(maximumBytes: limit))
        } catch {
            throw Problem(error, limit: limit)
        }
        do throws(JSONReadError) {
            let root = JSONReading(document).root
            let reference = try reference(of: root)
            var content = try FactContent(reading: root)
            if let reference { content.references.insert(reference, at: 0) }
            return content
        } catch {
            throw Problem(error)
        }
    }
}
