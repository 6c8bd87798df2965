import NIOCore

extension OMSDesk: Simulation {
    var clock: SimulatorClock { configuration.clock }
    var bodyLimit: Int { configuration.bodyLimit }

    func operations(_ request: IncomingRequest) -> [String] {
        if request.path == Self.ordersPath, configuration.token != nil { return ["orders"] }
        guard request.path == configuration.path else { return ["unknown"] }
        return FactScan.text("type", in: request.body).map { ["facts", $0] } ?? ["facts"]
    }

    func answer(_ request: IncomingRequest) async -> Answer {
        if request.method == "POST", request.path == Self.ordersPath, let token = configuration.token {
            return takeOrder(request, token: token)
        }
        guard request.method == "POST", request.path == configuration.path else {
            return refusal(404, "not_found", "there is no such path")
        }
        guard let delivery = door.admit(request, at: clock.now()) else {
            return refusal(401, "unauthorized", "the signature is missing, wrong or out of time")
        }
        guard let entry = entry(request.body, delivery) else {
            return refusal(400, "invalid", "the body must be a fact with type and subject")
        }
        let (reply, isNew) = write { $0.apply(entry) }
        configuration.onFact?(entry.subject)
        if isNew, let delay = configuration.autoShip {
            shipments.put(Shipment(order: entry.subject, due: clock.now() + delay))
        }
        return answer(reply)
    }

    /// Reads the fields that matter; the whole tree only where bodies are kept.
    private func entry(_ body: ByteBuffer, _ delivery: String) -> OMSLedger.Entry? {
        guard configuration.keepBodies else {
            guard let type = FactScan.text("type", in: body), let subject = FactScan.text("subject", in: body) else {
                return nil
            }
            let refusal = refusals.first { FactScan.hasArticle($0.sku, in: body) }
            return OMSLedger.Entry(delivery: delivery, type: type, subject: subject, refusal: refusal)
        }
        // A body that is no JSON is answered 400 like one without the fields; the reason adds nothing.
        guard let fact = try? Document(body), let type = fact["type"]?.text, let subject = fact["subject"]?.text,
            fact["specversion"]?.text == "1.0"
        else { return nil }
        let lines = (fact["data"]?["order"]?["lines"]?.elements ?? []).compactMap { line -> OMSParcel.Line? in
            let quantity = line["quantity"]?.text ?? line["quantity"]?.number ?? "1"
            return OMSParcel.Line(line: line["id"]?.text, sku: line["sku"]?.text, quantity: quantity)
        }
        let refusal = refusals.first { refusal in lines.contains { $0.sku == refusal.sku } }
        return OMSLedger.Entry(
            delivery: delivery, type: type, subject: subject, refusal: refusal,
            fact: OMSFact(delivery: delivery, type: type, subject: subject, body: body), lines: lines)
    }

    func answer(_ reply: OMSLedger.Reply) -> Answer {
        switch reply {
        case .known(let number):
            var order = OMSOrder(id: "")
            order.number = number
            return Answer(
                json: ByteBuffer(
                    string: "{\"order_id\":\"\(order.orderID)\",\"order_number\":\"\(order.orderNumber)\"}"))
        case .refused(let refusal):
            return Answer(
                document: [
                    "decision": "refused", "reason": .text(refusal.reason), "note": .text(refusal.note),
                ])
        case .noted: return Answer(status: 202, document: ["accepted": true])
        }
    }

    func refusal(_ status: Int, _ code: String, _ message: String) -> Answer {
        Answer(status: status, document: ["error": ["code": .text(code), "message": .text(message)]])
    }
}
