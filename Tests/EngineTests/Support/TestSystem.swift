import AdapterKit
import Canonical
import Foundation
import HTTPTypes
import Synchronization

@testable import Engine

/// The wire between the engine and imaginary systems: what they were sent, and what they answer.
final class Wire: Sendable {
    typealias Answer = @Sendable (WireRequest, Int) async throws(ExchangeFailure) -> WireResponse

    private struct State {
        var requests: [WireRequest] = []
        var answer: Answer
    }

    private let state: Mutex<State>

    init(_ answer: @escaping Answer = { _, _ throws(ExchangeFailure) in WireResponse(status: 200) }) {
        state = Mutex(State(answer: answer))
    }

    /// What was sent so far, as `system/operation order`, without polls.
    var sent: [String] { requests.map(Self.words) }
    /// What was asked for by polls so far, as `system/events-cursor`.
    var polls: [String] { state.withLock { $0.requests.map(Self.words) }.filter { $0.contains("/events-") } }
    var requests: [WireRequest] { state.withLock { $0.requests }.filter { !$0.url.contains("/events-") } }

    func answer(_ answer: @escaping Answer) { state.withLock { $0.answer = answer } }

    func send(_ request: WireRequest) async throws(ExchangeFailure) -> WireResponse {
        let (answer, number) = state.withLock { state in
            state.requests.append(request)
            return (state.answer, state.requests.count { Self.words($0) == Self.words(request) })
        }
        return try await answer(request, number)
    }

    static func words(_ request: WireRequest) -> String {
        let path = request.url.replacing("http://", with: "").replacing(".test", with: "")
        return "\(path) \(String(decoding: request.body, as: UTF8.self))".trimmingSuffix(while: { $0 == " " })
    }
}

extension String {
    func trimmingSuffix(while predicate: (Character) -> Bool) -> String {
        String(reversed().drop(while: predicate).reversed())
    }
}

/// An imaginary system with an operation of every kind of idempotency.
struct TestSystem: Adapter, WebhookReceiving, Polling, Delivering, LookingUp, DocumentTranslating {
    static let declaration = AdapterDeclaration(
        type: "test-system", summary: "An imaginary system.", documents: [], emits: FactKind.allCases,
        carries: [
            .orderReady: "create", .orderChanged: "update", .orderCancelled: "cancel", .orderRefused: "cancel",
            .refundRequested: "refund", .orderAccepted: "accept", .shipmentDispatched: "ship",
            .paymentCaptured: "book",
            .documentsRequested: "ship",
        ],
        operations: [
            OperationDeclaration(name: "create", effect: .creates, idempotency: .nativeKey, summary: "Creates."),
            OperationDeclaration(name: "update", effect: .changes, idempotency: .nativeKey, summary: "Updates."),
            OperationDeclaration(name: "cancel", effect: .ends, idempotency: .lookup, summary: "Cancels."),
            OperationDeclaration(name: "refund", effect: .changes, idempotency: .none, summary: "Refunds."),
            OperationDeclaration(name: "accept", effect: .changes, idempotency: .naturalKey, summary: "Accepts."),
            OperationDeclaration(name: "ship", effect: .changes, idempotency: .nativeKey, summary: "Ships."),
            OperationDeclaration(name: "book", effect: .changes, idempotency: .lookup, summary: "Books in two steps."),
            OperationDeclaration(
                name: "inspect", effect: .changes, idempotency: .naturalKey, summary: "Inspects."),
        ],
        settings: [], rateLimit: .init(concurrency: 4))

    let id: String

    init(id: String) { self.id = id }
    init(id: String, settings: Settings) throws(SettingsProblems) { self.id = id }

    var pollInterval: Duration { .seconds(60) }

    /// The CRM tells a state again, whatever else has changed.
    var comparesBodies: Bool { id != "crm" }

    func verify(_ request: WireRequest, at now: Instant) throws(VerificationFailure) {
        guard request.headers[.authorization] == "good" else { throw VerificationFailure(reason: "bad token") }
    }

    /// Bodies read `kind order key`, such as `order.ready A1 k1`, and may add `known-as=kind`, `claims=id`, `also=order` and `and=key` for one more such fact; `?` cannot be translated; `wake` is a wake-up.
    ///
    /// The key `-` stands for none: such a message's key is in the header of its webhook alone.
    func translate(_ request: WireRequest, at now: Instant) throws(TranslationProblem) -> Inbound {
        if request.body == Array("wake".utf8) { return .wakeUp }
        if request.body == Array("later".utf8) { return .later(after: .seconds(7)) }
        return .facts(
            try translate(document: document(of: request)).map { fact in
                var fact = fact
                if fact.duplicateKey.isEmpty { fact.duplicateKey = request.headers[.ifMatch] ?? "" }
                return fact
            })
    }

    /// A word in the header counts as one of the body's.
    func document(of request: WireRequest) -> [UInt8] {
        request.body + Array((request.headers[.ifNoneMatch].map { " \($0)" } ?? "").utf8)
    }

    func translate(document: [UInt8]) throws(TranslationProblem) -> [IncomingFact] {
        let words = String(decoding: document, as: UTF8.self).split(separator: " ").map(String.init)
        guard words.count >= 3, let kind = FactKind(rawValue: words[0]) else {
            throw TranslationProblem(code: "field.missing", pointer: "/kind", message: "no such kind")
        }
        var fact = TestFact.make(kind, words[1], key: words[2] == "-" ? "" : words[2], from: id)
        for option in words.dropFirst(3) {
            let parts = option.split(separator: "=").map(String.init)
            if parts[0] == "known-as" { fact.kindWhenKnown = FactKind(rawValue: parts[1]) }
            if parts[0] == "claims" {
                let claim = Reference(system: id, kind: .number, value: parts[1])
                fact.claims = [claim]
                fact.content.references = [claim]
            }
            if parts[0] == "also" {
                fact.content.references = [Reference(system: id, kind: .order, value: parts[1])]
            }
        }
        let more = words.dropFirst(3).filter { $0.hasPrefix("and=") }.map {
            TestFact.make(kind, words[1], key: String($0.dropFirst(4)), from: id)
        }
        return [fact] + more
    }

    func answer(to request: WireRequest, result: IntakeResult) -> WireResponse {
        switch result {
        case .accepted(_, let replies):
            WireResponse(status: 200, body: Array(replies.flatMap(\.references).map(\.value).joined().utf8))
        case .duplicate(_, let replies):
            WireResponse(status: 208, body: Array(replies.flatMap(\.references).map(\.value).joined().utf8))
        case .conflict(let difference): WireResponse(status: 409, body: Array(difference.utf8))
        case .held(let problem): WireResponse(status: 422, body: Array(problem.pointer.utf8))
        case .unauthenticated: WireResponse(status: 401)
        case .malformed(_, _, let status): WireResponse(status: status)
        case .refused: WireResponse(status: 424)
        case .unavailable: WireResponse(status: 503)
        }
    }

    /// A page is one request; its answer's body holds a line per message and the cursor in a header.
    ///
    /// A line's facts beyond the first are no part of the message's key.
    func poll(after cursor: String?, through exchange: any Exchange) async throws -> PollPage {
        let answer = try await exchange.send(WireRequest(method: .get, url: "http://\(id).test/events-\(cursor ?? "")"))
        let messages = String(decoding: answer.body, as: UTF8.self).split(separator: "\n").map { line in
            let content = Result { () throws(TranslationProblem) in try translate(document: Array(line.utf8)) }
            let key = line.range(of: " and=").map { String(line[..<$0.lowerBound]) } ?? String(line)
            return PollPage.Message(raw: Array(line.utf8), key: key, content: content)
        }
        return PollPage(messages: messages, cursor: answer.headers[.eTag], hasMore: answer.status == 206)
    }

    func prepare(_ delivery: OutboundDelivery) throws(TranslationProblem) -> PreparedDelivery {
        let name = delivery.order.references.first { $0.kind == .known(.order) }?.value ?? "?"
        if name.hasPrefix("untranslatable") {
            throw TranslationProblem(code: "field.missing", pointer: "/sku", message: "no SKU")
        }
        var ledger = Ledger()
        if name.hasPrefix("unbalanced"), let euro = Currency("EUR") {
            let row = Ledger.Row(
                role: .customer, path: "totals.grand", input: Money(amount: 2, currency: euro),
                output: Money(amount: 1, currency: euro), cause: nil)
            ledger.rows.append(row)
        }
        let request = WireRequest(
            method: .post, url: "http://\(id).test/\(delivery.operation)",
            headers: [.ifMatch: delivery.idempotencyKey], body: Array(name.utf8))
        return PreparedDelivery(request: request, ledger: ledger)
    }

    func conclude(
        _ response: WireResponse, to prepared: PreparedDelivery, of delivery: OutboundDelivery
    )
        -> DeliveryResult
    {
        let reason = Reason(code: "http.\(response.status)", message: "status \(response.status)")
        let after = response.headers[.retryAfter].flatMap(Int.init).map { Duration.seconds($0) }
        switch response.status {
        case 200: return DeliveryResult(.confirmed)
        case 201:
            let number = String(decoding: response.body, as: UTF8.self)
            var content = FactContent()
            content.acceptance = .init(orderID: number, orderNumber: number)
            let reference = Reference(system: id, kind: .order, value: number)
            let accepted = IncomingFact(
                kind: .orderAccepted, orderID: delivery.order.id, subject: [reference],
                duplicateKey: "accepted:\(delivery.order.id):\(number)", content: content)
            return DeliveryResult(.confirmed, references: [reference], followUps: [accepted])
        case 409:
            // Refused, and part of it was done all the same.
            let done = Reference(system: id, kind: .parcel, value: String(decoding: response.body, as: UTF8.self))
            let fact = IncomingFact(
                kind: .shipmentTracking, orderID: delivery.order.id, subject: [], duplicateKey: "part:\(done.value)",
                content: FactContent())
            return DeliveryResult(.rejected(reason), references: [done], followUps: [fact])
        case 410:
            // Refused, and the answer names an order.
            let named = Reference(system: id, kind: .order, value: String(decoding: response.body, as: UTF8.self))
            return DeliveryResult(.rejected(reason), references: [named])
        case 400..<500 where response.status != 429: return DeliveryResult(.rejected(reason))
        case 502: return DeliveryResult(.unknown(reason))
        default: return DeliveryResult(.retry(reason, after: after))
        }
    }

    func lookUp(
        _ delivery: OutboundDelivery, through exchange: any Exchange
    ) async throws(ExchangeFailure)
        -> LookUpResult
    {
        if delivery.operation == "book" { return try await lookUpSteps(delivery, through: exchange) }
        let answer = try await exchange.send(
            WireRequest(method: .get, url: "http://\(id).test/look-up-\(delivery.operation)"))
        return switch answer.status {
        case 200:
            .happened(
                references: [], followUps: [], warnings: [Reason(code: "found", message: "It was there.")])
        case 404: .didNotHappen
        default: .unclear(Reason(code: "unclear", message: "the state does not tell"))
        }
    }
}

/// Facts as the imaginary systems state them.
enum TestFact {
    static func make(_ kind: FactKind, _ order: String, key: String, from system: String) -> IncomingFact {
        let reference = Reference(system: system, kind: .order, value: order)
        var content = FactContent()
        switch kind {
        case .orderReady, .orderChanged, .orderReceived:
            content.order = Order(id: OrderID(""), origin: Origin(adapter: system))
        case .orderCancelled: content.cancellation = .init(reason: "test")
        default: break
        }
        return IncomingFact(kind: kind, subject: [reference], duplicateKey: key, content: content)
    }
}

/// A transport whose other end is a ``Wire``.
struct WireTransport: Transport {
    let wire: Wire

    func send(_ request: WireRequest, within limit: Duration) async throws(ExchangeFailure) -> WireResponse {
        try await wire.send(request)
    }
}
