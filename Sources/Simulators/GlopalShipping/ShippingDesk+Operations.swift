/// Orders, shipments, close-outs, tracking and returns.
extension ShippingDesk {
    func createOrder(_ call: ShippingCall) throws -> ShippingReply {
        let order = try write { book, _ in try book.createOrder(call.body, for: call.login) }
        return Self.reply(order)
    }

    func prealert(_ call: ShippingCall) throws -> ShippingReply {
        let order = try write { book, now in try book.prealert(call.body, for: call.login, at: now) }
        return Self.reply(order)
    }

    /// Source: contract B7 (assumed).
    private static func reply(_ order: ShippingOrder) -> ShippingReply {
        let document: Document = [
            "order_id": .text(order.id), "order_reference": .text(order.reference),
            "transaction_id": .text(order.transactionID), "status": "created",
        ]
        return ShippingReply([.init("order", document)], warnings: order.warnings)
    }

    func ship(_ call: ShippingCall) throws -> ShippingReply {
        let result = try write { book, _ in try book.ship(call.body, failing: call.failing, for: call.login) }
        let shipments = result.parcels.map { entry -> Document in
            guard let shipment = entry.shipment else {
                let reference: [Document.Member] = [
                    .init("parcel_reference", Document(entry.parcel?.reference)),
                    .init("wms_id", Document(entry.parcel?.wmsID)),
                ]
                return call.pen.member(entry.failure, reference)
            }
            return call.pen.member(nil, Self.members(shipment))
        }
        return ShippingReply([.init("shipments", .list(shipments))])
    }

    /// Source: contract B9 (assumed).
    private static func members(_ shipment: ShippingShipment) -> [Document.Member] {
        let cost = shipment.cost
        return [
            .init("shipment_id", Document(shipment.id)), .init("fulfillment_id", Document(shipment.fulfillmentID)),
            .init("parcel_reference", Document(shipment.parcelReference)), .init("wms_id", Document(shipment.wmsID)),
            .init("awb", Document(shipment.awb)),
            .init("carrier", shipment.isLabelled ? .text(shipment.carrier) : .null),
            .init("tracking_url", Document(shipment.trackingURL)),
            .init("label", ShippingPrinter.label(shipment) ?? .null),
            .init("documents", .list(ShippingPrinter.documents(shipment))),
            .init("landed_cost", .object(cost.members)),
        ]
    }

    /// Source: contract B9; the selectors are of F9.
    func closeOut(_ call: ShippingCall) throws -> ShippingReply {
        let request = try Self.closeoutRequest(call)
        let (closeout, closings, shipments) = try write { book, now in
            let result = try book.closeOut(request, failing: call.failing, for: call.login, at: now)
            return (result.closeout, result.parcels, result.closeout?.shipments.compactMap { book.shipments[$0] } ?? [])
        }
        let parcels = closings.map { closing -> Document in
            var members: [Document.Member] = []
            if let shipment = closing.shipment {
                members = [
                    .init("awb", Document(shipment.awb)), .init("shipment_id", Document(shipment.id)),
                    .init("reference", .text(shipment.reference)), .init("wms_id", Document(shipment.wmsID)),
                ]
            } else if let unknown = closing.unknown {
                members = [.init(unknown.name, .text(unknown.value))]
            }
            return call.pen.member(closing.failure, members)
        }
        let isQueued = closeout.map { !$0.isDone } ?? false
        let manifests = closeout.flatMap { isQueued ? nil : [ShippingPrinter.manifest($0, shipments)] } ?? []
        return ShippingReply([
            .init("closeout_id", Document(closeout?.id)), .init("status", isQueued ? "queued" : "done"),
            .init("parcels", .list(parcels)), .init("documents", .list(manifests)),
        ])
    }

    private static func closeoutRequest(_ call: ShippingCall) throws -> ShippingBook.CloseoutRequest {
        let body = call.body
        var request = ShippingBook.CloseoutRequest()
        // The waybill is the one selector that has no list.
        if let awb = try body.text("awb"), !awb.isEmpty {
            request.selectors.append(("awb", ShippingSelector(.awb, awb, call.login)))
        }
        let names: [(String, ShippingSelector.Kind, ClosedRange<Int>)] = [
            ("fulfillment_id", .fulfillment, 0...100), ("order_reference", .reference, 3...255),
            ("pod", .pod, 0...255), ("reference", .reference, 3...255), ("wms_id", .wms, 0...255),
        ]
        for (name, kind, length) in names {
            for value in try body.texts(name, length) where !value.isEmpty {
                request.selectors.append((name, ShippingSelector(kind, value, call.login)))
            }
        }
        guard !request.selectors.isEmpty else {
            let all = (["awb"] + names.map(\.0)).joined(separator: ", ")
            throw ShippingRefusal(.invalid, [.init("selector_required", "one of \(all) is required")])
        }
        request.isDry = try body.flag("dry_run", default: false)
        request.isAsynchronous = try body.flag("async_mode", default: false)
        request.podReference = try body.text("pod_reference")
        return request
    }

    /// Source: contract B9; with several parcels `shipments` (assumed).
    func track(_ call: ShippingCall) throws -> ShippingReply {
        let selector = try Self.trackingSelector(call)
        let (found, order, returned, now) = write { book, now in
            (
                book.shipments(selector).filter { selector.kind == .rma || $0.rmaNumber == nil },
                selector.kind == .reference ? book.order(selector.value, of: call.login) : nil,
                selector.kind == .rma ? book.returns[ShippingBook.key(call.login, selector.value)] : nil, now
            )
        }
        let documents = found.map { document($0, now) }
        if documents.count > 1 { return ShippingReply([.init("shipments", .list(documents))]) }
        if let document = documents.first { return ShippingReply([.init("shipment", document)]) }
        guard let reference = order?.reference ?? returned?.reference else {
            throw ShippingRefusal.unknown("shipment", field: selector.kind.rawValue)
        }
        // Known, and nothing has left yet: that is not an error.
        return ShippingReply([.init("shipment", Self.unshipped(reference, order?.id))])
    }

    private static func trackingSelector(_ call: ShippingCall) throws -> ShippingSelector {
        let kinds: [ShippingSelector.Kind] = [.shipment, .awb, .reference, .wms, .fulfillment, .rma]
        let stated = kinds.filter { call.body.member($0.rawValue) != nil }
        guard let kind = stated.first, stated.count == 1 else {
            let all = kinds.map(\.rawValue).joined(separator: ", ")
            throw ShippingRefusal(.invalid, [.init("selector_required", "exactly one of \(all) is required")])
        }
        if kind == .shipment, let number = call.body.member(kind.rawValue)?.integer {
            return ShippingSelector(kind, String(number), call.login)
        }
        return ShippingSelector(kind, try call.body.needText(kind.rawValue), call.login)
    }

    private func document(_ shipment: ShippingShipment, _ now: Timestamp) -> Document {
        let events = shipment.events(until: now, pace: configuration.trackingPace)
        return [
            "shipment_id": Document(shipment.id), "reference": .text(shipment.reference),
            "fulfillment_id": Document(shipment.fulfillmentID), "wms_id": Document(shipment.wmsID),
            "rma_number": Document(shipment.rmaNumber), "inboundawb": Document(shipment.inboundAWB),
            "outboundawb": Document(shipment.awb),
            "outbound_carrier": shipment.isLabelled ? .text(shipment.carrier) : .null,
            "outbound_tracking_url": Document(shipment.trackingURL),
            "outbound_carrier_tracking_url": Document(shipment.carrierTrackingURL),
            "status": .text((events.last?.step ?? .created).rawValue),
            "events": .list(
                events.map { event in
                    [
                        "code": .text(event.step.rawValue), "description": .text(event.step.description),
                        "location": .text(event.step.isAbroad ? "destination" : "origin"),
                        "country": .text(event.country), "event_at": .text(event.at.text),
                    ]
                }),
        ]
    }

    private static func unshipped(_ reference: String, _ orderID: String?) -> Document {
        [
            "order_id": Document(orderID), "reference": .text(reference), "fulfillment_id": nil, "wms_id": nil,
            "inboundawb": nil, "outboundawb": nil, "outbound_carrier": nil, "outbound_tracking_url": nil,
            "outbound_carrier_tracking_url": nil, "status": "created", "events": [],
        ]
    }

    /// Source: contract B9: label and documents come at once when processing is started (found: F11).
    func authorize(_ call: ShippingCall) throws -> ShippingReply {
        let result = try write { book, now in try book.authorize(call.body, for: call.login, at: now) }
        var members: [Document.Member] = [
            .init("rma_number", .text(result.entry.rmaNumber)), .init("order_reference", .text(result.entry.reference)),
        ]
        if let shipment = result.shipment {
            members += [
                .init("shipment_id", Document(shipment.id)), .init("awb", Document(shipment.awb)),
                .init("carrier", .text(shipment.carrier)), .init("tracking_url", Document(shipment.trackingURL)),
                .init("label", ShippingPrinter.label(shipment) ?? .null),
                .init("documents", .list(ShippingPrinter.documents(shipment))),
            ]
        }
        return ShippingReply(members)
    }
}
