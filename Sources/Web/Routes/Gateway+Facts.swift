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
        let identifier = try request.idempotencyKey().map { Self.identifier($0, of: request.caller) }
        return try await bodies.withBody(of: request.request, upTo: limit) { body in
            let fact =
                switch mode {
                case .structured: try StatedFact(structured: body, limit: limit, identifier: identifier)
                case .binary: try StatedFact(headers: request.headers, data: body, limit: limit)
                }
            return try await once(request, fact.raw) { repeatable in
                try await take(
                    fact, by: request.caller, traceparent: request.traceparent ?? fact.traceparent,
                    repeatable: repeatable)
            }
        }
    }

    /// The id of a fact that came without one: the same whenever its caller sends it again, also while it is held.
    private static func identifier(_ key: String, of caller: Caller) -> String {
        "key:\(Digest.sha256(Array("\(caller.name)\u{0}\(key)".utf8)))"
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
        try await checkOrder(of: fact, names)
        let incoming = IncomingFact(
            kind: fact.kind, orderID: fact.subject, subject: names, duplicateKey: fact.duplicateKey,
            occurredAt: fact.occurredAt, content: fact.content)
        let message = Batch.Message(
            key: fact.duplicateKey, raw: fact.raw, comparesBytes: true, content: .success([incoming]))
        let statement = try await engine.state(
            message, from: fact.source, traceparent: traceparent,
            // Without tokens nobody has a name that would tell one caller from another.
            by: caller == .loopback ? nil : "operator:\(caller.name)",
            once: repeatable?.keyed { (stored: StoredFacts) in Self.accepted(stored) })
        switch statement {
        case .stored(let stored):
            // What is kept for a repetition is made by the same function, so that both say the same.
            guard let answer = Self.accepted(stored) else { throw Problem.factClosed }
            return .json(answer.body, status: HTTPResponse.Status(answering: answer.status))
        case .conflict: throw Problem.eventReused
        case .held(let problem): throw Self.held(problem)
        }
    }

    /// Refuses a fact that no order could take.
    ///
    /// The engine would hold such a fact for a person, but here the one who states it is still there to be told.
    private func checkOrder(of fact: StatedFact, _ names: [Reference]) async throws {
        if let subject = fact.subject {
            guard try await engine.order(subject) != nil else { throw Problem.orderUnknown("/subject") }
            return
        }
        if fact.content.order != nil || engine.rememberedOrder(identifiedBy: names) != nil { return }
        for name in names where try await engine.journal.order(identifiedBy: name) != nil { return }
        throw names.isEmpty ? Problem.orderUnnamed : Problem.orderUnknown("/data/references")
    }

    /// The answer to a fact that is on disk; nil for one that a person closed, which no order has.
    private static func accepted(_ stored: StoredFacts) -> KeptAnswer? {
        guard let order = stored.order else { return nil }
        var writer = JSONWriter(capacity: 256)
        writer.beginObject()
        writer.field("accepted", true)
        writer.list("facts", stored.facts) { $0.string($1.value) }
        writer.field("order", order.value)
        writer.object("links") { $0.field("order", PathText.order(order.value)) }
        writer.endObject()
        return KeptAnswer(status: stored.isNew ? 202 : 200, body: writer.bytes)
    }

    /// The fact is kept for a person: its references lead to two orders, or the order vanished since our look.
    private static func held(_ problem: TranslationProblem) -> Problem {
        Problem(
            .unprocessableContent, "held", "The fact is stored and waits for a person.", detail: problem.message,
            help: "See GET /v1/attention.",
            members: [("code", .text(problem.code)), ("pointer", .text(problem.pointer))])
    }
}
