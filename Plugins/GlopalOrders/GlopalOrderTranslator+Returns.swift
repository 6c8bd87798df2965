import Canonical

extension GlopalOrderTranslator {
    /// Reads the returns; their ids are texts even where they are numbers.
    ///
    /// Source: "Returns" (found: `id`, states and what is there once authorised).
    func readReturns(_ root: JSONReader, into order: inout Order) throws(JSONReadError) {
        guard let member = root.member("returns"), member.kind == .array else { return }
        for reader in try member.asArray() {
            guard reader.kind == .object else { continue }
            try reader.asObject()
            guard let id = reader.filledText("id") else {
                throw reader.fail(.missing, at: "id", "a return needs its id")
            }
            var item = Return(id: id)
            item.state = reader.text(Field.returnStatus).map {
                Self.returnStates[$0].map { .known($0) } ?? .unknown($0)
            }
            item.rma = reader.text(Field.rmaID)
            item.carrier = reader.text(Field.returnCarrier)
            item.trackingNumber = reader.text(Field.trackingNumber)
            item.trackingURL = reader.text(Field.trackingURL)
            item.requestedAt = reader.moment(Field.requestedAt)
            item.lines = try returnLines(reader)
            order.returns.append(item)
        }
    }

    private func returnLines(_ reader: JSONReader) throws(JSONReadError) -> [Shipment.LineQuantity] {
        guard let items = try reader.optionalArray(Field.returnItems) else { return [] }
        var lines: [Shipment.LineQuantity] = []
        for item in items {
            try item.asObject()
            lines.append(
                Shipment.LineQuantity(
                    line: item.filledText(Field.lineID), sku: item.text(Field.sku),
                    quantity: try item.decimal(Field.quantity), reason: item.text(Field.reason)))
        }
        return lines
    }

    /// Reads the refunds so far; true when the document lists them, were it none.
    func readRefunds(
        _ root: JSONReader, _ currency: Currency, into order: inout Order
    ) throws(JSONReadError) -> Bool {
        guard let refunds = try root.optionalArray(Field.refunds) else { return false }
        for reader in refunds {
            try reader.asObject()
            var refund = Refund()
            refund.state = .known(.issued)
            refund.id = reader.filledText(Field.refundID)
            refund.amounts = try reader.amounts(Field.refundAmount, currency) ?? Amounts()
            refund.reason = reader.text(Field.reason)
            refund.initiator = reader.text(Field.initiator).map { raw in
                GlopalAssumptions.refundInitiators[raw].map { .known($0) } ?? .unknown(raw)
            }
            refund.createdAt = reader.moment(Field.createdAt)
            order.refunds.append(refund)
        }
        return true
    }

    /// Source: "Returns" (found): three states of the request, two of the parcel.
    private static let returnStates: [String: Return.State] = [
        "REQUESTED": .requested, "AUTHORIZED": .authorised, "PENDING": .pending, "DELIVERED": .delivered,
        "CANCELLED": .cancelled,
    ]
}
