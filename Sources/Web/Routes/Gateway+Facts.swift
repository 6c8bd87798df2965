import AdapterKit
import Canonical
import Engine
import HTTPTypes
import Hummingbird
import Journal

extension Gateway {
    func addFacts(to routes: inout RouteTable) {
        routes.add(.post, "/v1/facts", .needs(.operator)) { try await state($0) }
        // A fact holds whole addresses, and whoever may state facts may see them.
        routes.add(.get, "/v1/facts/:id", .needs(.operator)) { try await showFact($0) }
    }

    private func showFact(_ request: GatewayRequest) async throws -> Response {
        guard var fact = try await engine.journal.fact(FactID(try request.parameter("id"))) else {
            throw Problem.notFound("No fact has this id.", help: "An order's timeline names its facts.")
        }
        // What nobody read may be a label's bytes, which have a route of their own.
        fact.content.residue = []
        fact.content.order?.residue = []
        var writer = JSONWriter(capacity: 4_096)
        fact.writeCloudEvent(to: &writer)
        return .json(writer.bytes)
    }

    /// Takes one fact: in a CloudEvents envelope, or in the short form without one.
    private func state(_ request: GatewayRequest) async throws -> Response {
        let limit = configuration.bodyLimit
        let mode = try Self.mode(of: request.headers)
        return try await bodies.withBody(of: request.request, upTo: limit) { body in
            let fact =
                switch mode {
                case .structured: try StatedFact(structured: body, limit: limit) { engine.newIdentifier() }
                case .binary: try StatedFact(headers: request.headers, data: body, limit: limit)
                }
            return try await once(request, fact.raw) { repeatable in
                try await take(
                    fact, by: request.caller, traceparent: request.traceparent ?? fact.traceparent,
                    repeatable: repeatable)
            }
        }
    }

    private enum Mode { case structured, binary }

    private static func mode(of headers: HTTPFields) throws(Problem) -> Mode {
        switch headers[.contentType].flatMap({ MediaType.essence(of: $0) }) {
        case MediaType.event: return .structured
        case MediaType.json: return headers[.eventSpecVersion] == nil ? .structured : .binary
        default: throw .unsupportedMedia("\(MediaType.event), or \(MediaType.json)")
        }
    }

    private func take(
        _ fact: StatedFact, by caller: Caller, traceparent: String?, repeatable: RepeatableRequest?
    ) async throws -> Response {
        guard engine.installation.adapters[fact.source] != nil else { throw Problem.adapterUnknown("/source") }
        let names = fact.names
        let order = try await order(of: fact, names)
        let incoming = IncomingFact(
            kind: fact.kind, orderID: fact.subject, subject: names, duplicateKey: fact.duplicateKey,
            occurredAt: fact.occurredAt, content: fact.content)
        let message = Batch.Message(
            key: fact.duplicateKey, raw: fact.raw, comparesBytes: true, content: .success([incoming]))
        let result = await engine.take(
            message, from: fact.source, traceparent: traceparent,
            // Without tokens nobody has a name that would tell one caller from another.
            by: caller == .loopback ? nil : "operator:\(caller.name)",
            once: repeatable?.keyed { (stored: StoredFacts) in
                let known = stored.order ?? order ?? engine.rememberedOrder(identifiedBy: names)
                return KeptAnswer(
                    status: stored.order == nil ? 200 : 202,
                    body: Self.accepted(stored.facts, known, names.first))
            })
        return try Self.response(
            to: result, order: order ?? engine.rememberedOrder(identifiedBy: names), name: names.first)
    }

    /// The order that the fact is about, as far as it is cheap to know; refuses a fact that no order could take.
    ///
    /// The engine would hold such a fact for a person, but here the one who states it is still there to be told.
    private func order(of fact: StatedFact, _ names: [Reference]) async throws -> OrderID? {
        if let subject = fact.subject {
            guard try await engine.order(subject) != nil else { throw Problem.orderUnknown("/subject") }
            return subject
        }
        guard fact.content.order == nil else { return nil }
        if let order = engine.rememberedOrder(identifiedBy: names) { return order }
        for name in names {
            if let order = try await engine.journal.order(identifiedBy: name) { return order }
        }
        throw names.isEmpty ? Problem.orderUnnamed : Problem.orderUnknown("/data/references")
    }

    private static func response(to result: IntakeResult, order: OrderID?, name: Reference?) throws -> Response {
        switch result {
        case .accepted(let facts, _): return .json(accepted(facts, order, name), status: .accepted)
        case .duplicate(let facts, _): return .json(accepted(facts, order, name))
        case .conflict: throw Problem.eventReused
        case .held(let problem): throw Self.held(problem)
        case .unauthenticated: throw Problem.unauthorized
        case .malformed(let code, let message, let status):
            throw Problem(
                HTTPResponse.Status(answering: status), "refused", "The fact was not taken.", detail: message,
                members: [("code", .text(code))])
        case .refused(let message):
            throw Problem(
                .conflict, "not-confirmed", "The fact is stored, and its target did not confirm it in time.",
                detail: message)
        case .unavailable(let wait): throw Problem.unavailable(retryAfter: wait.components.seconds)
        }
    }

    private static func accepted(_ facts: [FactID], _ order: OrderID?, _ name: Reference?) -> [UInt8] {
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.field("accepted", true)
        writer.list("facts", facts) { $0.string($1.value) }
        writer.field("order", order?.value)
        if let name = order?.value ?? name?.value {
            writer.object("links") { $0.field("order", PathText.order(name)) }
        }
        writer.endObject()
        return writer.bytes
    }

    /// The order vanished between our look and the engine's; the message is held for a person.
    private static func held(_ problem: TranslationProblem) -> Problem {
        Problem(
            .unprocessableContent, "held", "The fact is stored and waits for a person.", detail: problem.message,
            help: "See GET /v1/attention.",
            members: [("code", .text(problem.code)), ("pointer", .text(problem.pointer))])
    }
}
