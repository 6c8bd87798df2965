import HTTPTypes
import Hummingbird
import NIOCore

/// Puts the faults around a simulation, and the control calls beside it.
struct SimulatorResponder<Body: Simulation>: HTTPResponder {
    typealias Context = SimulatorRequestContext

    let simulation: Body

    func respond(to request: Request, context: Context) async throws -> Response {
        let body: ByteBuffer
        do {
            body = try await request.body.collect(upTo: simulation.bodyLimit)
        } catch is NIOTooManyBytesError {
            return response(ErrorShape.message.answer(status: 413, message: "the body is too large"))
        }
        let incoming = IncomingRequest(
            method: request.method.rawValue, path: request.uri.path, query: request.uri.query,
            headers: request.headers, body: body)
        guard !incoming.path.hasPrefix("/_control") else { return response(await control(incoming)) }
        let response = try await provide(incoming, on: context.channel)
        if Self.dateField.map({ response.headers.contains($0) }) ?? false {
            try await DateStamp.install(on: context.channel)
        }
        return response
    }

    private static var dateField: HTTPField.Name? { HTTPField.Name(DateStamp.header) }

    private func provide(_ request: IncomingRequest, on channel: any Channel) async throws -> Response {
        guard let incident = simulation.faults.take({ simulation.operations(request) }) else {
            return response(await simulation.answer(request))
        }
        if incident.latency > .zero { try await simulation.clock.sleep(incident.latency) }
        switch incident.fault {
        case .status(let status, let retryAfter, let shape):
            var answer = shape.answer(status: status, message: "a fault was asked for")
            answer.retryAfter = retryAfter
            return response(answer)
        case .dropBefore:
            throw await drop(channel)
        case .dropAfter:
            _ = await simulation.answer(request)
            throw await drop(channel)
        case .latency, nil:
            return response(await simulation.answer(request))
        }
    }

    /// Closes the connection; the error only leaves the server's loop, which finds nothing to write to.
    private func drop(_ channel: any Channel) async -> ConnectionDropped {
        // The client may have closed first, which serves as well.
        try? await channel.close()
        return ConnectionDropped()
    }

    private func control(_ request: IncomingRequest) async -> Answer {
        do {
            let parts = Array(request.segments.dropFirst())
            if parts.first == "faults" { return try faults(request) }
            if parts == ["health"] { return Answer(document: ["status": "ok"]) }
            return try await simulation.control(request, parts)
        } catch let error as ControlError {
            return ErrorShape.message.answer(status: error.status, message: error.description)
        } catch {
            return ErrorShape.message.answer(status: 400, message: "\(error)")
        }
    }

    private func faults(_ request: IncomingRequest) throws -> Answer {
        switch request.method {
        case "POST":
            let document = try request.document()
            for rule in try (document.elements ?? [document]).map({ try FaultRule($0) }) { simulation.faults.add(rule) }
            return Answer(status: 201, document: faultState)
        case "DELETE":
            simulation.faults.clear(operation: request.values("operation").first)
            return Answer(document: faultState)
        default: return Answer(document: faultState)
        }
    }

    private var faultState: Document {
        let met = simulation.faults.met.sorted { $0.key < $1.key }.map { Document.Member($0.key, Document($0.value)) }
        return ["rules": Document(simulation.faults.rules.count), "met": .object(met)]
    }

    private func response(_ answer: Answer) -> Response {
        var headers = HTTPFields()
        if let contentType = answer.contentType { headers[.contentType] = contentType }
        if let retryAfter = answer.retryAfter { headers[.retryAfter] = String(retryAfter) }
        if let date = answer.date, let name = Self.dateField { headers[name] = date.httpDate }
        return Response(
            status: .init(code: answer.status), headers: headers,
            body: answer.body.readableBytes > 0 ? .init(byteBuffer: answer.body) : .init())
    }
}
