extension ShippingDesk: Simulation {
    var clock: SimulatorClock { configuration.clock }
    var bodyLimit: Int { configuration.bodyLimit }

    func operations(_ request: IncomingRequest) -> [String] {
        guard let endpoint = ShippingEndpoint(path: request.path, assumptions) else { return ["unknown"] }
        return [endpoint.operation, endpoint.dottedName]
    }

    /// Answers with the service's own time, by which a caller sees how far its clock is off.
    func answer(_ request: IncomingRequest) async -> Answer {
        var answer = outcome(of: request)
        answer.date = now
        return answer
    }

    private func outcome(of request: IncomingRequest) -> Answer {
        let pen = nextPen()
        do {
            return Answer(document: pen.done(try reply(to: request, pen)))
        } catch let refusal as ShippingRefusal {
            return pen.refuse(refusal)
        } catch {
            return pen.refuse(.init(.status(400), [.init("bad_request", "\(error)")]))
        }
    }

    private func reply(to request: IncomingRequest, _ pen: ShippingPen) throws -> ShippingReply {
        guard let endpoint = ShippingEndpoint(path: request.path, pen.assumptions) else {
            throw ShippingRefusal(.status(404), [.init("not_found", "there is no such path")])
        }
        count(endpoint.operation)
        guard request.method == "POST" else {
            throw ShippingRefusal(.status(405), [.init("method_not_allowed", "every call is a POST")])
        }
        let door = try ShippingDoor(request)
        try admit(door)
        let body = try body(of: request, endpoint, pen.assumptions)
        let failure = takeFailure(endpoint)
        if failure?.kind == .error, let failure { throw ShippingRefusal(.refused, [failure.notice]) }
        let failing = failure?.kind == .member ? failure?.notice : nil
        var reply = try serve(endpoint, ShippingCall(login: door.login, body: body, failing: failing, pen: pen))
        if failure?.kind == .warning, let failure { reply.warnings.append(failure.notice) }
        reply.omitsError = failure?.kind == .bare
        return reply
    }

    /// The members of the request, out of `args` where they lie there.
    private func body(
        of request: IncomingRequest, _ endpoint: ShippingEndpoint, _ assumptions: GlopalShippingSimulatorAssumptions
    ) throws -> ShippingFields {
        let type = (request.header("content-type") ?? "").split(separator: ";").first?.lowercased()
        guard type == "application/json" else {
            throw ShippingRefusal(.status(400), [.init("bad_request", "the content type must be application/json")])
        }
        let body = ShippingFields(try request.document())
        guard body.value.members != nil else {
            throw ShippingRefusal(.status(400), [.init("bad_request", "the body must be an object")])
        }
        return assumptions.wrapped.contains(endpoint.operation) ? try body.needObject("args") : body
    }

    private func serve(_ endpoint: ShippingEndpoint, _ call: ShippingCall) throws -> ShippingReply {
        switch endpoint {
        case .createOrder: try createOrder(call)
        case .prealert: try prealert(call)
        case .immediateShipment: try ship(call)
        case .closeout: try closeOut(call)
        case .tracking: try track(call)
        case .authorization: try authorize(call)
        case .calculateOrder: try calculate(call, isOfOrder: true)
        case .calculateProduct: try calculate(call, isOfOrder: false)
        case .classify: try classify(call)
        case .discoverProhibitions: try discoverProhibitions(call)
        case .checkAddress: try checkAddress(call)
        }
    }

    func runInBackground() async {}
}
