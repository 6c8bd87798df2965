extension OMSDesk {
    /// The path of the plain interface.
    static let ordersPath = "/orders"

    /// Takes an order over the plain interface: a bearer token, an `Idempotency-Key`, and the caller's id as `id`.
    func takeOrder(_ request: IncomingRequest, token: String) -> Answer {
        guard let stated = request.header("authorization"),
            WebhookDoor.areEqual(Array(stated.utf8), Array("Bearer \(token)".utf8))
        else { return refusal(401, "unauthorized", "the token is missing or wrong") }
        guard let key = request.header("idempotency-key"), let id = FactScan.text("id", in: request.body) else {
            return refusal(400, "invalid", "an Idempotency-Key and a body with an id are needed")
        }
        let (reply, _) = write { $0.apply(OMSLedger.Entry(delivery: key, type: "order.ready", subject: id)) }
        configuration.onFact?(id)
        return answer(reply)
    }
}
