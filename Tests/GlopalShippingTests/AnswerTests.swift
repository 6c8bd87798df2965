import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalShipping

@Suite("Answers")
struct AnswerTests {
    private func outcome(_ status: Int, _ body: String) throws -> DeliveryResult {
        let adapter = try Shipping.adapter()
        let delivery = Shipping.create(of: try Shipping.order())
        let response = WireResponse(status: status, json: Array(body.utf8))
        return adapter.conclude(response, to: try adapter.prepare(delivery), of: delivery)
    }

    @Test("error 0 in each of its forms is a success", arguments: ["0", #""0""#, "false"])
    func success(_ error: String) throws {
        #expect(try outcome(200, #"{"error":\#(error),"order":{"order_id":"OPS-1"}}"#).outcome == .confirmed)
    }

    @Test("error 1 in each of its forms is a failure, although the status is 200", arguments: ["1", #""1""#, "true"])
    func failure(_ error: String) throws {
        let body =
            #"{"error":\#(error),"errors":[{"code":"bad_postcode","message":"no postcode","field":"consignee.postcode"}]}"#
        let message = "the service says that the call failed: bad_postcode at consignee.postcode"
        #expect(
            try outcome(200, body).outcome == .rejected(Reason(code: "glopal-shipping.failed", message: message)))
    }

    @Test("errors may be mere texts, or missing")
    func bareErrors() throws {
        guard case .rejected(let text) = try outcome(200, #"{"error":1,"errors":["no such country"]}"#).outcome,
            case .rejected(let none) = try outcome(200, #"{"error":1}"#).outcome
        else { return #expect(Bool(false)) }
        #expect(text.code == "glopal-shipping.failed" && !text.message.contains("country"))
        #expect(none.code == "glopal-shipping.failed")
    }

    @Test(
        "a 200 that does not say whether it worked is a protocol error and in doubt",
        arguments: [
            "{}", #"{"order":{"order_id":"OPS-1"}}"#, #"{"error":2}"#, #"{"error":null}"#, "not JSON", "[]", "",
        ])
    func protocolError(_ body: String) throws {
        #expect(try outcome(200, body).outcome == .unknown(GlopalShippingAnswer.protocolError))
    }

    @Test("warnings go on the timeline and stop nothing")
    func warnings() throws {
        let body =
            #"{"error":0,"order":{"order_id":"O"},"warnings":[{"code":"long_line","message":"35 characters"},"slow"]}"#
        let result = try outcome(200, body)
        #expect(result.outcome == .confirmed)
        #expect(
            result.warnings == [
                Reason(code: "glopal-shipping.warning", message: "long_line"),
                Reason(code: "glopal-shipping.warning", message: "the service warns in words that are not quoted"),
            ])
    }

    @Test("a member of a batch that failed makes the whole no success")
    func members() throws {
        let body =
            #"{"error":0,"order":{"order_id":"O"},"products":[{"error":0},{"error":"1","errors":[{"code":"no_hs"}]}]}"#
        guard case .rejected(let reason) = try outcome(200, body).outcome else { return #expect(Bool(false)) }
        #expect(reason.message.contains("no_hs"))
    }

    @Test("a rule P refuses and is named with its line, wherever it stands; a rule W only warns")
    func prohibitedGoods() throws {
        for body in [
            #"{"error":0,"order":{"order_id":"O"},"products":[{"error":0,"line_id":"2","prohibitions":[{"code":"P02"}]}]}"#,
            #"{"error":0,"order":{"order_id":"O","products":[{"sku":"2","prohibitions":[{"rule":"X","flag":"prohibited"}]}]}}"#,
            #"{"error":1,"errors":[{"code":"P01","message":"absolutely prohibited","field":"products[0]"}]}"#,
            #"{"error":0,"order":{"order_id":"O"},"warnings":[{"code":"P01","message":"absolutely prohibited"}]}"#,
            #"{"error":0,"order":{"order_id":"O"},"warnings":["P02"]}"#,
        ] {
            guard case .rejected(let reason) = try outcome(200, body).outcome else {
                return #expect(Bool(false), "\(body)")
            }
            #expect(reason.code == "glopal-shipping.prohibited", "\(body)")
        }
        for body in [
            #"{"error":0,"order":{"order_id":"O"},"products":[{"error":0,"line_id":"2","prohibitions":["W0K"]}]}"#,
            #"{"error":0,"order":{"order_id":"O"},"warnings":[{"code":"W0K","message":"pharmaceuticals"}]}"#,
        ] {
            let result = try outcome(200, body)
            #expect(result.outcome == .confirmed)
            #expect(result.warnings.map(\.code) == ["glopal-shipping.goods-warning"])
        }
    }

    @Test("an order that was created and must not be shipped keeps the id that it got")
    func prohibitedButCreated() throws {
        let body = #"{"error":0,"order":{"order_id":"OPS-1"},"prohibitions":[{"code":"P01","flag":"prohibited"}]}"#
        #expect(
            try outcome(200, body).references.map(\.value) == [
                "SO-10001", "OPS-1", "create-order:\(Shipping.orderID.value)",
            ])
    }

    @Test("an order that was created and must not be shipped is not confirmed by a retry, nor by a look-up")
    func refusedForGood() async throws {
        let body = #"{"error":0,"order":{"order_id":"OPS-1"},"prohibitions":[{"code":"P01","flag":"prohibited"}]}"#
        let delivery = Shipping.create(of: try Shipping.order())
        var order = delivery.order
        order.references += try outcome(200, body).references

        let (retried, deviations) = try await Shipping.deliver(Shipping.create(of: order, attempt: 2), [])
        let seen = try await Shipping.adapter().lookUp(
            Shipping.create(of: order, attempt: 2), through: RecordedExchange([]))

        #expect(deviations == [])
        #expect(retried.outcome == .rejected(GlopalShippingAdapter.refusedBefore))
        #expect(seen == .unclear(GlopalShippingAdapter.refusedBefore))
    }

    @Test(
        "no words of the service get into a reason, they may name a person",
        arguments: [
            #"{"error":1,"errors":["Irina Volkova is unknown"]}"#,
            #"{"error":1,"errors":[{"code":"bad name Irina","message":"Irina","field":"Irina Volkova"}]}"#,
            #"{"error":1,"errors":["Irina Volkova is a denied party"]}"#,
            #"{"error":0,"order":{"order_id":"O"},"warnings":["Irina Volkova resembles a sanctioned party"]}"#,
            #"{"error":0,"order":{"order_id":"O"},"warnings":[{"code":"denied_party","message":"Irina"}]}"#,
            #"{"error":0,"order":{"order_id":"O"},"prohibitions":[{"code":"Irina Volkova","flag":"prohibited"}]}"#,
        ])
    func quotesNobody(_ body: String) throws {
        let result = try outcome(200, body)
        #expect(!"\(result.outcome) \(result.warnings)".contains("Irina"))
        let isAboutParty = body.contains("denied") || body.contains("sanction")
        #expect("\(result.outcome) \(result.warnings)".contains("denied-party") == isAboutParty)
    }

    @Test(
        "a status is taken for what it says: a fault of a call that may have worked is in doubt",
        arguments: [
            (400, "rejected"), (401, "rejected"), (403, "rejected"), (404, "rejected"), (405, "rejected"),
            (301, "rejected"), (408, "unknown"), (500, "unknown"), (503, "unknown"), (429, "retry"),
        ])
    func statuses(_ status: Int, _ expected: String) throws {
        let word =
            switch try outcome(status, #"{"error":1}"#).outcome {
            case .confirmed: "confirmed"
            case .rejected: "rejected"
            case .retry: "retry"
            case .unknown: "unknown"
            }
        #expect(word == expected)
    }

    @Test("a quote changes nothing, so a fault is simply tried again later")
    func quoteFault() throws {
        let adapter = try Shipping.adapter()
        let delivery = Shipping.delivery(.orderReady, FactContent(), of: try Shipping.order())
        let response = WireResponse(status: 503, headers: [.retryAfter: "30"])
        guard
            case .retry(_, let after) = adapter.conclude(
                response, to: try adapter.prepare(delivery), of: delivery
            ).outcome
        else { return #expect(Bool(false)) }
        #expect(after == .seconds(30))
    }

    @Test(
        "only a code or a field's name is quoted",
        arguments: [
            ("bad_postcode", true), ("products[0].hs-code", true), ("a b", false), ("zoe@example.com", false),
            ("Jürgen", false), ("", false), (String(repeating: "x", count: 65), false),
        ])
    func words(_ text: String, _ isQuoted: Bool) {
        #expect((GlopalShippingAnswer.word(text) == text) == isQuoted)
    }
}
