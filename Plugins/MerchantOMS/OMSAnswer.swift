import Canonical

/// What the body of an OMS's answer says.
enum OMSAnswer: Equatable {
    /// The OMS has the order under an id of its own.
    case taken(orderID: String, orderNumber: String?)
    /// The OMS does not take the order, or does not do what it was told.
    case refused(reason: String?, note: String?)
    /// The OMS names an error by its code.
    case failed(code: String)
    /// Nothing that we know.
    case unreadable

    /// Reads a body; whatever is wrong with it makes it unreadable.
    init(_ body: [UInt8]) {
        do {
            let document = try JSONDocument.parse(body)
            // An id may be a number to the OMS; its spelling is what counts.
            let dialect = JSONDialect(textMayBeNumber: true, nullMeansAbsent: true)
            self = try Self.read(JSONReading(document, dialect: dialect).root.asObject())
        } catch {
            self = .unreadable
        }
    }

    private static func read(_ reader: JSONReader) throws(JSONReadError) -> OMSAnswer {
        let decision = try reader.optionalString("decision")
        if decision == "refused" {
            return .refused(reason: try reader.optionalString("reason"), note: try reader.optionalString("note"))
        }
        // A decision that we do not know may be a refusal in other words: nothing is concluded from the rest.
        guard decision == nil || decision == "accepted" else { return .unreadable }
        if let orderID = try reader.optionalString("order_id"), !orderID.isEmpty {
            return .taken(orderID: orderID, orderNumber: try reader.optionalString("order_number"))
        }
        if let error = try reader.optionalObject("error"), let code = try error.optionalString("code"), isCode(code) {
            return .failed(code: code)
        }
        return .unreadable
    }

    /// Whether a text is a code and not a sentence, which might name a person.
    static func isCode(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}
