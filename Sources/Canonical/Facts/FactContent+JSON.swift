extension FactContent: CanonicalJSON {
    /// Writes the members that are set.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("order", order)
        writer.member("references", references)
        writer.member("acceptance", acceptance)
        writer.member("cancellation", cancellation)
        writer.member("payment", payment)
        writer.member("shipment", shipment)
        writer.member("refund", refund)
        writer.member("return", `return`)
        writer.member("documents", documents)
        writer.member("status", status)
        if let request {
            writer.key("request")
            writer.raw(request)
        }
        writer.member("residue", residue)
        writer.endObject()
    }

    /// Reads a content and keeps every member that nobody knows, with its pointer from here.
    ///
    /// What was not read within `order` goes to the order's residue, the rest to ``residue``; both under the adapter
    /// name `canonical`.
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init()
        order = try reader.optionalValue("order", Order.self)
        references = try reader.list("references", Reference.self)
        acceptance = try reader.optionalValue("acceptance", Acceptance.self)
        cancellation = try reader.optionalValue("cancellation", Cancellation.self)
        payment = try reader.optionalValue("payment", Payment.self)
        shipment = try reader.optionalValue("shipment", Shipment.self)
        refund = try reader.optionalValue("refund", Refund.self)
        `return` = try reader.optionalValue("return", Return.self)
        documents = try reader.list("documents", Document.self)
        status = try reader.optionalString("status")
        request = try reader.optionalRaw("request").map { JSONText(validated: $0) }
        residue = try reader.list("residue", Residue.self)
        for part in reader.unread() {
            let kept = Residue(adapter: "canonical", pointer: part.pointer.description, value: part.text)
            if order != nil, part.pointer.tokens.first == "order" {
                order?.residue.append(kept)
            } else {
                residue.append(kept)
            }
        }
    }
}

extension FactContent.Acceptance: CanonicalJSON {
    /// Writes the merchant's order id and number.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("orderId", orderID)
        writer.member("orderNumber", orderNumber)
        writer.endObject()
    }

    /// Reads the merchant's order id and number.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(orderID: try reader.string("orderId"), orderNumber: try reader.string("orderNumber"))
    }
}

extension FactContent.Cancellation: CanonicalJSON {
    /// Writes the members that are stated.
    public func write(to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("reason", reason)
        writer.member("initiator", initiator)
        writer.member("note", note)
        writer.member("cancelledAt", cancelledAt)
        writer.endObject()
    }

    /// Reads the members that are there.
    ///
    /// - Throws: ``JSONReadError`` if a member is missing or wrong; refuse the message.
    public init(reading reader: JSONReader) throws(JSONReadError) {
        try reader.asObject()
        self.init(
            reason: try reader.optionalString("reason"), initiator: try reader.optionalString("initiator"),
            note: try reader.optionalString("note"), cancelledAt: try reader.optionalValue("cancelledAt", Instant.self))
    }
}
