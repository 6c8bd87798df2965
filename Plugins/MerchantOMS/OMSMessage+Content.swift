import Canonical

extension OMSMessage {
    /// The members of `data` that a kind of fact needs.
    ///
    /// They are asked for by name: a misspelt `shipment` must not read as "all of it was shipped".
    func content(_ kind: FactKind, _ data: JSONReader) throws(JSONReadError) -> FactContent {
        var content = FactContent()
        switch kind {
        case .orderAccepted: try readAcceptance(data, &content)
        case .orderRefused, .orderCancelled: content.cancellation = try cancellation(data)
        case .shipmentDispatched, .shipmentTracking, .shipmentDelivered:
            content.shipment = try shipment(data.object("shipment"), kind)
        case .refundRequested: content.refund = try refund(data.object("refund"))
        case .returnRequested, .returnAuthorized, .returnCancelled, .returnReceived:
            content.return = try returned(data.object("return"))
        case .documentsRequested: content.documents = try documents(data)
        case .orderStatus: content.status = try data.string("status")
        case .editRequested, .replacementRequested, .productsUpdated:
            content.request = JSONText(try data.object("request").node)
            data.markRead("request")
        case .orderCompleted, .orderReceived, .orderReady, .orderChanged, .paymentCaptured, .refundIssued,
            .documentsRequired, .documentsAvailable, .operationTold:
            break
        }
        return content
    }

    private func readAcceptance(_ data: JSONReader, _ content: inout FactContent) throws(JSONReadError) {
        let reader = try data.object("acceptance")
        let orderID = try reader.string("orderId")
        if orderID.isEmpty { throw reader.fail(.badValue, at: "orderId", "an id was wanted") }
        let number = try reader.optionalString("orderNumber") ?? orderID
        content.acceptance = FactContent.Acceptance(orderID: orderID, orderNumber: number)
        content.references = [
            Reference(system: system, scope: scope, kind: .order, value: orderID),
            Reference(system: system, scope: scope, kind: .number, value: number),
        ]
    }

    private func cancellation(_ data: JSONReader) throws(JSONReadError) -> FactContent.Cancellation {
        guard let reader = try data.optionalObject("cancellation") else {
            return FactContent.Cancellation(initiator: Self.initiator)
        }
        var cancellation = try FactContent.Cancellation(reading: reader)
        cancellation.initiator = cancellation.initiator ?? Self.initiator
        return cancellation
    }

    private func shipment(_ reader: JSONReader, _ kind: FactKind) throws(JSONReadError) -> Shipment {
        let shipment = try Shipment(reading: reader)
        let isNamed = shipment.id != nil || shipment.trackingNumber != nil
        if kind != .shipmentDispatched, !isNamed, shipment.parcels.allSatisfy({ $0.trackingNumber == nil }) {
            throw reader.fail(.missing, at: "id", "the shipment is not named: by id or by a tracking number")
        }
        if let parcels = try reader.optionalArray("parcels") {
            for (parcel, element) in zip(shipment.parcels, parcels) {
                try check(parcel.lines, element.optionalArray("lines"))
            }
        }
        return shipment
    }

    private func refund(_ reader: JSONReader) throws(JSONReadError) -> Refund {
        var refund = try Refund(reading: reader)
        guard refund.id?.isEmpty == false else {
            throw reader.fail(.missing, at: "id", "the refund's own id is needed, so that none is paid twice")
        }
        let name = reader.presence("amount") == .value ? "amount" : "amounts"
        if let amount = try reader.optionalObject(name) {
            refund.amounts = try Amounts(reading: amount)
            for role in Role.allCases {
                guard let money = refund.amounts[role]?.money, money.isZero || money.isNegative else { continue }
                throw amount.fail(.badValue, at: role.rawValue, "an amount above zero was wanted")
            }
            if refund.amounts.isEmpty {
                throw amount.fail(.badValue, "an amount in at least one role was wanted; leave it out to refund all")
            }
        }
        try check(refund.lines, reader.optionalArray("lines"))
        refund.isFull = refund.isFull || refund.amounts.isEmpty && refund.lines.isEmpty
        refund.initiator = refund.initiator ?? CodeValue(Self.initiator)
        return refund
    }

    private func returned(_ reader: JSONReader) throws(JSONReadError) -> Return {
        let returned = try Return(reading: reader)
        if returned.id.isEmpty { throw reader.fail(.badValue, at: "id", "an id was wanted") }
        try check(returned.lines, reader.optionalArray("lines"))
        return returned
    }

    private func documents(_ data: JSONReader) throws(JSONReadError) -> [Document] {
        let readers = try data.array("documents")
        if readers.isEmpty { throw data.fail(.badValue, at: "documents", "at least one document was wanted") }
        var documents: [Document] = []
        for reader in readers {
            try reader.asObject()
            // The fact itself says how far the paper is.
            reader.markRead("state")
            var document = Document(kind: try reader.string("kind"), state: .known(.requested))
            document.format = try reader.optionalString("format")
            document.reference = try reader.optionalString("reference")
            documents.append(document)
        }
        return documents
    }

    /// Every quantity is above zero and of a line that is named.
    private func check(_ lines: [Shipment.LineQuantity], _ readers: JSONReaderArray?) throws(JSONReadError) {
        guard let readers else { return }
        for (line, reader) in zip(lines, readers) {
            if (line.line ?? line.sku ?? "").isEmpty {
                let code: JSONReadError.Code = line.line == nil ? .missing : .badValue
                throw reader.fail(code, at: "line", "the line is not named: by its id or its SKU")
            }
            if line.quantity.isZero || line.quantity.isNegative {
                throw reader.fail(.badValue, at: "quantity", "a quantity above zero was wanted")
            }
        }
    }
}
