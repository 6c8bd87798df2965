import AdapterKit
import Canonical
import HTTPTypes

/// A small provider: signs with a header, states one order per message, and answers in its own form.
struct ShopAdapter: WebhookReceiving, Polling {
    static let declaration = AdapterDeclaration(
        type: "shop", summary: "A shop for tests.", documents: ["none"], emits: [.orderReady, .orderStatus],
        carries: [:], operations: [], settings: [])

    let id: String
    var pollInterval: Duration { .seconds(60) }

    init(id: String, settings: Settings) throws(SettingsProblems) { self.id = id }
    init(id: String) { self.id = id }

    func verify(_ request: WireRequest, at now: Instant) throws(VerificationFailure) {
        guard request.headers[.authorization] == "shop-secret" else {
            throw VerificationFailure(reason: "wrong secret")
        }
    }

    func translate(_ request: WireRequest, at now: Instant) throws(TranslationProblem) -> Inbound {
        if request.path == "/wake" { return .wakeUp }
        do throws(JSONSyntaxError) {
            let reading = JSONReading(try JSONDocument.parse(request.body))
            return .facts([try fact(reading)])
        } catch {
            throw TranslationProblem(code: "json.\(error.code.rawValue)", pointer: "", message: "\(error.message)")
        }
    }

    private func fact(_ reading: JSONReading) throws(JSONSyntaxError) -> IncomingFact {
        let root = reading.root
        var content = FactContent()
        let number = root.node["number"]?.stringValue ?? ""
        root.markRead("number")
        root.markRead("event")
        let name = Reference(system: id, kind: .order, value: number)
        var order = Order(id: OrderID(""), origin: Origin(adapter: id))
        order.references = [name]
        order.residue = reading.residue().map {
            Residue(adapter: "shop", pointer: $0.pointer.description, value: $0.text)
        }
        content.order = order
        return IncomingFact(
            kind: .orderReady, subject: [name], duplicateKey: root.node["event"]?.stringValue ?? "",
            content: content)
    }

    func answer(to request: WireRequest, result: IntakeResult) -> WireResponse {
        // A mistake that an adapter could make.
        if request.path == "/peer" { return text(200, request.peer ?? "nobody") }
        if request.path == "/odd" { return text(9_999, "odd") }
        return switch result {
        case .accepted(let facts, _): text(202, "taken \(facts.count) by \(request.method.rawValue) \(request.url)")
        case .duplicate: text(200, "known")
        case .unauthenticated: text(401, "who are you")
        case .held(let problem): text(422, "kept \(problem.code)")
        case .conflict: text(409, "other body")
        case .unavailable(let wait):
            WireResponse(
                status: 503, headers: [.retryAfter: "\(wait.components.seconds)"], body: Array("later".utf8))
        case .malformed, .refused: text(400, "no")
        }
    }

    func poll(after cursor: String?, through exchange: any Exchange) async throws -> PollPage {
        PollPage(messages: [], cursor: cursor, hasMore: false)
    }

    private func text(_ status: Int, _ body: String) -> WireResponse {
        WireResponse(status: status, headers: [.contentType: "text/plain"], body: Array(body.utf8))
    }
}
