public import AdapterKit
public import Canonical
import HTTPTypes

extension MerchantOMSAdapter: WebhookReceiving {
    /// Refuses a request that the OMS has not signed, or not just now.
    ///
    /// - Throws: ``AdapterKit/VerificationFailure``; also when nothing says how the OMS is known.
    public func verify(_ request: WireRequest, at now: Instant) throws(VerificationFailure) {
        switch form {
        case .canonical(let oms): try oms.verify(request, at: now)
        case .mapped(let oms): try oms.verify(request, at: now)
        }
    }

    /// Reads the one fact of `POST /facts`, or the facts that a mapping makes of a message.
    ///
    /// - Throws: ``AdapterKit/TranslationProblem`` with the pointer of what is wrong.
    public func translate(_ request: WireRequest, at now: Instant) throws(TranslationProblem) -> Inbound {
        switch form {
        case .canonical(let oms): try oms.translate(request)
        case .mapped(let oms): try oms.translate(request)
        }
    }

    /// In the canonical form; in a mapping a key is what its program says, and may name a state that is told again.
    public var comparesBodies: Bool { if case .canonical = form { true } else { false } }

    /// The body; where a mapping's programs read more of a message, that too.
    public func document(of request: WireRequest) -> [UInt8] {
        switch form {
        case .canonical: request.body
        case .mapped(let oms): oms.document(of: request)
        }
    }

    /// Answers in JSON, or as a mapping says; failures as RFC 9457 describes.
    public func answer(to request: WireRequest, result: IntakeResult) -> WireResponse {
        if case .mapped(let oms) = form, let answer = oms.answer(result) { return answer }
        return Self.answer(result)
    }

    private static func answer(_ result: IntakeResult) -> WireResponse {
        switch result {
        case .accepted(let facts, _): receipt(facts, isDuplicate: false)
        case .duplicate(let facts, _): receipt(facts, isDuplicate: true)
        case .conflict(let difference):
            ProblemDocument(
                status: 409, code: "webhook-id.reused",
                detail:
                    "A message with this webhook-id and another body was taken before; first difference: \(difference)."
            ).response
        case .held(let problem):
            ProblemDocument(status: 400, code: problem.code, detail: problem.message, pointer: problem.pointer).response
        case .unauthenticated:
            ProblemDocument(status: 401, code: "unauthenticated", detail: "The signature could not be verified.")
                .response
        case .malformed(let code, let message, let status):
            ProblemDocument(status: status, code: code, detail: message).response
        case .refused(let message):
            ProblemDocument(status: 422, code: "refused", detail: message).response
        case .unavailable(let wait):
            ProblemDocument(
                status: 503, code: "unavailable", detail: "Nothing can be stored right now; send it again later.",
                retryAfter: wait
            ).response
        }
    }

    private static func receipt(_ facts: [FactID], isDuplicate: Bool) -> WireResponse {
        var writer = JSONWriter(capacity: 128)
        writer.object { writer in
            writer.key("accepted")
            writer.bool(true)
            if isDuplicate {
                writer.key("duplicate")
                writer.bool(true)
            }
            writer.key("facts")
            writer.array { writer in
                for fact in facts { writer.string(fact.value) }
            }
        }
        return WireResponse(status: 202, json: writer.bytes)
    }
}

extension MerchantOMSAdapter: DocumentTranslating {
    /// Reads the body of one message; its duplicate key is empty where the body does not say it.
    ///
    /// - Throws: ``AdapterKit/TranslationProblem`` with the pointer of what is wrong.
    public func translate(document: [UInt8]) throws(TranslationProblem) -> [IncomingFact] {
        switch form {
        case .canonical(let oms): [try oms.fact(in: document, duplicateKey: "")]
        case .mapped(let oms): try oms.translate(document: document)
        }
    }
}
