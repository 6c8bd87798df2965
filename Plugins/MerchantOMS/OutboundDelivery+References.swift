import AdapterKit
import Canonical
import HTTPTypes

extension OutboundDelivery {
    /// All ids of the order, those that the fact brings included.
    var allReferences: [Reference] {
        var references = order.references
        for var reference in fact.content.references {
            if reference.system.isEmpty { reference.system = fact.source }
            if !references.contains(reference) { references.append(reference) }
        }
        return references
    }
}

extension HTTPField.Name {
    /// Carries the W3C trace context.
    static let traceparent: HTTPField.Name = named("traceparent")
    /// Names further pages (RFC 8288).
    static let link: HTTPField.Name = named("link")

    private static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("\(text) is no name of a header field") }
        return name
    }
}
