import Canonical

/// How a request names the order that it is about.
enum OrderMention {
    /// By any system's id.
    case named(String)
    /// As a whole: a canonical order that need not be known here.
    case whole(Order)

    /// Reads the member `order`; nil when it is not there.
    ///
    /// - Throws: ``JSONReadError`` if it is neither an id nor a canonical order; refuse the request.
    init?(_ reader: JSONReader) throws(JSONReadError) {
        guard reader.presence("order") == .value, let member = reader.member("order") else { return nil }
        switch member.kind {
        case .object: self = .whole(try Order(reading: member))
        default: self = .named(try member.asString())
        }
    }
}
