import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalOrders

@Suite("Answers of the provider")
struct AnswerTests {
    private func conclude(
        _ kind: FactKind, _ status: Int, _ body: String = "", retryAfter: String? = nil, date: String? = nil
    ) throws -> Outcome {
        let order = try Glopal.order("accepted.json")
        let delivery =
            switch kind {
            case .orderAccepted: Glopal.accept(of: order)
            case .orderCancelled: Glopal.cancel(of: order)
            default: Glopal.refund(Glopal.partial("10.00"), of: order)
            }
        var response = WireResponse(status: status, json: Array(body.utf8))
        response.headers[.retryAfter] = retryAfter
        response.headers[.date] = date
        let adapter = try Glopal.adapter()
        return adapter.conclude(response, to: try adapter.prepare(delivery), of: delivery).outcome
    }

    private func word(_ outcome: Outcome) -> String {
        switch outcome {
        case .confirmed: "confirmed"
        case .rejected(let reason): "rejected \(reason.code)"
        case .retry(_, let after): after.map { "retry after \($0)" } ?? "retry"
        case .unknown: "unknown"
        }
    }

    @Test(
        "every answer is classified by its status and the operation's idempotency",
        arguments: [
            (401, "rejected glopal.unauthorised", "rejected glopal.unauthorised"),
            (403, "rejected glopal.unauthorised", "rejected glopal.unauthorised"),
            (404, "rejected glopal.not-found", "rejected glopal.not-found"),
            (400, "rejected glopal.refused", "rejected glopal.refused"),
            (422, "rejected glopal.refused", "rejected glopal.refused"),
            (301, "rejected glopal.redirected", "rejected glopal.redirected"), (429, "retry", "retry"),
            (408, "retry", "unknown"), (500, "retry", "unknown"), (502, "retry", "unknown"), (503, "retry", "unknown"),
            (504, "retry", "unknown"), (102, "retry", "unknown"),
        ])
    func classified(_ status: Int, _ accept: String, _ others: String) throws {
        #expect(word(try conclude(.orderAccepted, status)) == accept)
        #expect(word(try conclude(.orderCancelled, status)) == others)
        #expect(word(try conclude(.refundRequested, status)) == others)
    }

    @Test(
        "a success has to say so: accept by its stated body, the others unless the body says otherwise",
        arguments: [
            (#"{"status":"ok"}"#, "confirmed", "confirmed"), ("{}", "unknown", "confirmed"), ("", "unknown", "unknown"),
            (#"{"status":"error"}"#, "unknown", "unknown"), ("<html>", "unknown", "unknown"),
            (#"["ok"]"#, "unknown", "unknown"),
        ])
    func successes(_ body: String, _ accept: String, _ cancel: String) throws {
        #expect(word(try conclude(.orderAccepted, 200, body)) == accept)
        #expect(word(try conclude(.orderCancelled, 200, body)) == cancel)
    }

    @Test(
        "the time that the provider names is obeyed, in seconds or as a date",
        arguments: [
            ("7", nil, "retry after 7.0 seconds"), ("0", nil, "retry after 0.0 seconds"),
            ("Thu, 15 Jan 2026 09:31:00 GMT", "Thu, 15 Jan 2026 09:30:00 GMT", "retry after 60.0 seconds"),
            ("Thu, 15 Jan 2026 09:29:00 GMT", "Thu, 15 Jan 2026 09:30:00 GMT", "retry after 0.0 seconds"),
            ("soon", nil, "retry"), ("-1", nil, "retry"), ("Thu, 99 Foo 2026", nil, "retry"),
        ] as [(String, String?, String)])
    func retryAfter(_ header: String, _ date: String?, _ expected: String) throws {
        #expect(word(try conclude(.refundRequested, 429, retryAfter: header, date: date)) == expected)
    }

    @Test(
        "nothing that the provider writes gets into a reason, for it may name the buyer",
        arguments: [
            #"{"status":"error","message":"Zoe Smith, 1 High Street"}"#, #"{"error":"Zoe Smith"}"#,
            #"{"error":{"code":"Zoe","message":"Zoe"}}"#, #"{"detail":"Zoe"}"#, "Zoe, plainly",
            #"{"errors":[{"field":"Zoe.Smith","message":"Zoe"}]}"#, #"{"errors":[{"field":"customer.Zoe"}]}"#,
        ])
    func wordless(_ body: String) {
        for status in [301, 400, 401, 404, 422, 429, 500, 503] {
            let reason = GlopalAnswer.reason(WireResponse(status: status, json: Array(body.utf8)))
            #expect(!reason.description.contains("Zoe"))
            #expect(reason.message.contains("\(status)"))
        }
    }

    @Test(
        "a refusal names the member of our call that it is about",
        arguments: [
            ("external.order_id", "Glopal refused the call (400) because of external.order_id"),
            ("claim.requested_amount", "Glopal refused the call (400) because of claim.requested_amount"),
            ("", "Glopal refused the call (400)"), (".", "Glopal refused the call (400)"),
            ("customer.email", "Glopal refused the call (400)"),
        ])
    func member(_ field: String, _ expected: String) {
        let body = #"{"status":"error","errors":[{"field":"\#(field)","message":"Zoe"}]}"#

        let reason = GlopalAnswer.reason(WireResponse(status: 400, json: Array(body.utf8)))

        #expect(reason == Reason(code: "glopal.refused", message: expected))
    }
}
