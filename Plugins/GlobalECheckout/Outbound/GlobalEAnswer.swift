import AdapterKit
import Canonical

/// What an answer of Global-e says about itself, whichever of its envelopes it came in.
///
/// Source: "responseinfo", "errorinfo", "orderdocumentsresponse" (found), "EditOrder API" and
/// "CreateAdditionalRequiredDocuments" (stated). The body decides before the status does, as in the vendor's own client.
struct GlobalEAnswer {
    /// One refusal.
    struct Failure: Equatable {
        /// A number, a letter with digits, or a word; unique per endpoint only.
        var code: String?
        /// Global-e's sentence, made fit for a log.
        var words: String
    }

    /// What the body states.
    enum Statement: Equatable {
        case success
        case failure([Failure])
        /// Nothing that we know.
        case nothing
    }

    let statement: Statement
    /// The body as one JSON value; nil when it is none.
    let reading: JSONReading?
    /// Refusals of parts in an answer that is a success as a whole.
    let partialFailures: [Failure]

    init(_ response: WireResponse, from endpoint: GlobalEEndpoint) {
        guard let document = try? JSONDocument.parse(response.body, limits: GlobalEJSON.limits) else {
            // Only this call promises nothing in its answer: the table says 202, the sample has a body.
            let isAccepted = endpoint == .createAdditionalRequiredDocuments && response.body.isEmpty
            statement = isAccepted && (200..<300).contains(response.status) ? .success : .nothing
            reading = nil
            partialFailures = []
            return
        }
        let reading = JSONReading(document, dialect: GlobalEJSON.dialect)
        self.reading = reading
        let failures = Self.failures(reading.root)
        let isSuccess = reading.root.flag("Success") ?? reading.root.flag("IsSuccess")
        switch isSuccess {
        case true?:
            statement = .success
            partialFailures = failures + Self.partFailures(reading.root)
        case false?:
            statement = .failure(failures.isEmpty ? [Failure(code: nil, words: "")] : failures)
            partialFailures = []
        case nil where !failures.isEmpty:
            statement = .failure(failures)
            partialFailures = []
        case nil:
            statement = Self.isOwnAnswer(reading.root, of: endpoint) ? .success : .nothing
            partialFailures = Self.partFailures(reading.root)
        }
    }

    /// Whether the body is the answer that only a success of this call has.
    private static func isOwnAnswer(_ root: JSONReader, of endpoint: GlobalEEndpoint) -> Bool {
        switch endpoint {
        case .createOrder, .applyEdit, .quoteEdit: root.filled("OrderId") != nil
        case .getOrdersDetails: root.kind == .array || root.filled("OrderId") != nil
        case .getShippingDocuments: root.member("Documents")?.kind == .array
        case .dispatchOrders, .dispatchConsolidatedShipment: root.member("ShipperManifests")?.kind == .array
        case .sendOrder: root.member("Order")?.kind == .object || root.filled("PaymentActionURL") != nil
        case .updateOrderStatus, .updateOrderDispatch, .updateOrderDispatchV2, .createOrderRefund,
            .updateOrderProducts, .createOrderPlatform, .createAdditionalRequiredDocuments, .updateOrder, .token:
            false
        }
    }

    private static func failures(_ root: JSONReader) -> [Failure] {
        guard root.kind == .object else { return [] }
        // A list that is none was read as nothing: the other members still tell.
        let listed = (try? root.optionalArray("Errors"))?.compactMap { failure($0) } ?? []
        guard listed.isEmpty else { return listed }
        return failure(root).map { [$0] } ?? []
    }

    /// A refusal read from one object: ErrorInfo, a member of a list, or the flat form.
    private static func failure(_ reader: JSONReader) -> Failure? {
        guard reader.kind == .object else { return nil }
        let code = reader.filled("Code") ?? reader.filled("ErrorCode")
        let words =
            reader.filled("Error") ?? reader.filled("ErrorText")
            ?? (code == nil && reader.flag("Success") == nil ? nil : reader.filled("Message"))
            ?? (reader.flag("Success") == false ? reader.filled("Reason") : nil)
        guard code != nil || words != nil else { return nil }
        return Failure(code: code, words: harmless(words ?? reader.filled("Description") ?? ""))
    }

    /// Messages on single documents or parcels.
    private static func partFailures(_ root: JSONReader) -> [Failure] {
        guard root.kind == .object else { return [] }
        return ["Documents", "ShipperManifests", "ParcelsTracking"].flatMap { name -> [Failure] in
            ((try? root.optionalArray(name))?.compactMap { part -> Failure? in
                guard part.kind == .object, let words = part.filled("ErrorMessage") else { return nil }
                return Failure(code: nil, words: harmless(words))
            }) ?? []
        }
    }

    /// The most characters of Global-e's words that go into a reason.
    static let longestWords = 200

    /// Printable characters only, without anything that looks like an address of a person.
    static func harmless(_ text: String) -> String {
        let printable = String(text.unicodeScalars.map { $0.properties.isWhitespace ? " " : Character($0) })
        let shown = printable.filter { $0.isASCII ? $0 >= " " && $0 != "\u{7F}" : $0.isLetter || $0.isNumber }
        let tokens = shown.split(separator: " ").map { $0.contains("@") ? "…" : String($0) }
        return String(tokens.joined(separator: " ").prefix(longestWords))
    }
}

extension JSONReader {
    /// The text or number of a key that is there and not empty.
    func filled(_ key: String) -> String? {
        guard let member = member(key), member.kind == .string || member.kind == .number,
            // The kind was checked, so reading it cannot fail.
            let text = try? member.asString(), !text.isEmpty
        else { return nil }
        return text
    }

    /// The truth of a key, also as text in any case; nil when it is neither.
    func flag(_ key: String) -> Bool? {
        guard let member = member(key) else { return nil }
        if member.kind == .string {
            switch member.node.stringValue?.lowercased() {
            case "true", "1": return true
            case "false", "0": return false
            default: return nil
            }
        }
        // Anything else is no statement about success.
        return try? member.asBool()
    }
}
