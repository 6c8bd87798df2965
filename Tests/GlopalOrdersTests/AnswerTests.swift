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
        "an error's words are found in every form that an error may have",
        arguments: [
            (#"{"status":"error","message":"one"}"#, "one"), (#"{"error":"two"}"#, "two"),
            (#"{"error":{"code":1,"message":"three"}}"#, "three"),
            (#"{"errors":[{"field":"external.order_id","message":"four"}]}"#, "four"), (#"{"detail":"five"}"#, "five"),
            ("six, plainly", "six, plainly"), ("", ""), ("[]", "[]"),
        ])
    func words(_ body: String, _ expected: String) {
        #expect(GlopalAnswer.words(Array(body.utf8)) == expected)
    }

    @Test("an error's words are short, printable and name no mail address")
    func harmless() {
        let long = GlopalAnswer.words(Array(String(repeating: "x", count: 5_000).utf8))
        let mail = GlopalAnswer.words(Array("{\"message\":\"for\\u0007 zoe@example.com\\nis unknown\"}".utf8))

        #expect(long.count == 200)
        #expect(mail == "for … is unknown")
    }
}
