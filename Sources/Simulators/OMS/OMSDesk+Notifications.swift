import AsyncHTTPClient
import NIOCore
import NIOHTTP1

extension OMSDesk {
    func runInBackground() async {
        await shipments.run(workers: 16) { shipment in
            do {
                let wait = shipment.due.milliseconds - self.clock.now().milliseconds
                if wait > 0 { try await self.clock.sleep(.milliseconds(wait)) }
                _ = try await self.ship(shipment.order, parcels: nil, carrier: "DHL")
            } catch {
                // The order was cancelled meanwhile, or the simulator ends: nothing is left to ship.
                return
            }
        }
    }

    func ship(_ id: String, parcels: [OMSParcel]?, carrier: String) async throws -> OMSNotification {
        let order = try known(id)
        try checkMayShip(order)
        let number = write { $0.nextEvent() }
        let tracking = "JD0146\(String(10_000_000 + number))"
        let parcels = parcels ?? [OMSParcel(trackingNumber: tracking, lines: order.lines)]
        let first = parcels.first?.trackingNumber ?? tracking
        let shipment: Document = [
            "id": "SH-\(number)", "carrier": .text(carrier), "trackingNumber": .text(first),
            "trackingUrl": "https://tracking.example/\(first)", "parcels": .list(parcels.map(\.document)),
        ]
        write { $0.mark(order.id, .shipped) }
        return try await tell("shipment.dispatched", of: order, number, .init("shipment", shipment))
    }

    func cancel(_ id: String, reason: String, note: String?) async throws -> OMSNotification {
        let order = try known(id)
        let number = write { $0.nextEvent() }
        write { $0.mark(order.id, .cancelled) }
        let cancellation: Document = ["reason": .text(reason), "note": Document(note)]
        return try await tell("order.cancelled", of: order, number, .init("cancellation", cancellation))
    }

    func refund(
        _ id: String, amount: (text: String, currency: String)?, reason: String, note: String?
    ) async throws -> OMSNotification {
        let order = try known(id)
        let number = write { $0.nextEvent() }
        var members: [Document.Member] = [.init("id", "RF-\(number)"), .init("reason", .text(reason))]
        if let amount {
            let customer: Document = ["amount": .text(amount.text), "currency": .text(amount.currency)]
            members.append(.init("amount", ["customer": customer]))
        }
        members.append(.init("note", Document(note)))
        return try await tell("refund.requested", of: order, number, .init("refund", .object(members)))
    }

    /// Any fact, in the words of whoever asks.
    func state(_ type: String, of id: String, data: Document) async throws -> OMSNotification {
        let order = try known(id)
        guard case .object(let members) = data else { throw ControlError("the data must be an object") }
        if type == "shipment.dispatched" {
            try checkMayShip(order)
            write { $0.mark(order.id, .shipped) }
        }
        let number = write { $0.nextEvent() }
        return try await tell(type, of: order, number, members)
    }

    private func checkMayShip(_ order: OMSOrder) throws {
        guard order.state != .cancelled else { throw ControlError(status: 409, "the order is cancelled") }
        guard !order.awaitsDocuments else { throw ControlError(status: 409, "the order waits for its papers") }
    }

    private func known(_ id: String) throws -> OMSOrder {
        guard let order = order(id) else { throw ControlError(status: 404, "there is no order \(id)") }
        guard order.creates > 0 else { throw ControlError(status: 409, "the order was not taken") }
        return order
    }

    private func tell(
        _ type: String, of order: OMSOrder, _ number: Int, _ content: Document.Member
    ) async throws -> OMSNotification {
        try await tell(type, of: order, number, [content])
    }

    /// Posts one event until the gateway takes it, refuses it for good, or the tries are used up.
    private func tell(
        _ type: String, of order: OMSOrder, _ number: Int, _ content: [Document.Member]
    ) async throws -> OMSNotification {
        guard let line else { throw ControlError(status: 409, "no gateway is known") }
        let body = envelope(type, order, content, line.gateway.naming)
        let event = "oms-evt-\(number)"
        var pause = line.gateway.pause
        var status: Int?
        let attempts = max(1, line.gateway.attempts)
        for attempt in 1...attempts {
            let answer = try await post(body, event, line)
            status = answer?.status
            let isFinal = answer.map { (200..<500).contains($0.status) && $0.status != 429 } ?? false
            if isFinal || attempt == attempts {
                let isDelivered = answer.map { (200..<300).contains($0.status) } ?? false
                countNotification(delivered: isDelivered)
                return OMSNotification(event: event, isDelivered: isDelivered, status: status, attempts: attempt)
            }
            let asked = answer?.retryAfter.map { Duration.seconds($0) } ?? pause
            try await clock.sleep(min(asked, line.gateway.longestPause))
            pause = min(pause * 2, line.gateway.longestPause)
        }
        return OMSNotification(event: event, isDelivered: false, status: status, attempts: attempts)
    }

    private func envelope(
        _ type: String, _ order: OMSOrder, _ content: [Document.Member], _ naming: OMSGateway.Naming
    ) -> ByteBuffer {
        var members: [Document.Member] = [.init("type", .text(type))]
        if naming != .reference { members.append(.init("subject", .text(order.id))) }
        members.append(.init("time", .text(clock.now().text)))
        var data: [Document.Member] = []
        if naming != .subject {
            data.append(.init("reference", ["kind": "order", "value": .text(order.orderID)]))
        }
        data += content
        members.append(.init("data", .object(data)))
        return Document.object(members).bytes
    }

    /// Signs and sends one try.
    ///
    /// - Throws: `CancellationError` only.
    /// - Returns: The answer; nothing when there was none.
    private func post(
        _ body: ByteBuffer, _ event: String, _ line: Line
    ) async throws -> (status: Int, retryAfter: Int?)? {
        // Each try is signed anew, because the signature holds its time.
        let timestamp = String(clock.now().seconds)
        var request = HTTPClientRequest(url: line.gateway.url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.headers.add(name: "webhook-id", value: event)
        request.headers.add(name: "webhook-timestamp", value: timestamp)
        request.headers.add(
            name: "webhook-signature", value: line.key.signature(id: event, timestamp: timestamp, body: body))
        request.body = .bytes(body)
        do {
            let answer = try await HTTPClient.shared.execute(request, timeout: TimeAmount(line.gateway.limit))
            _ = try? await answer.body.collect(upTo: 1 << 20)
            let retryAfter = answer.headers.first(name: "retry-after").flatMap { Int($0) }.map { max(0, $0) }
            return (Int(answer.status.code), retryAfter)
        } catch {
            try Task.checkCancellation()
            return nil
        }
    }
}
