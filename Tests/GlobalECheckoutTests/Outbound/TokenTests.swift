import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlobalECheckout

@Suite("Credentials of calls")
struct TokenTests {
    private let credentials: [String: Settings.Value] = [
        "api_user": .string("acme-api"), "api_password": .secret(Secret("pass\"word")),
    ]

    private func tokenStep(_ answer: String, status: Int = 200) -> ExchangeStep {
        Outbound.step(
            "/Authentication/GetAuthenticationToken", body: #"{"UserName":"acme-api","Password":"pass\"word"}"#,
            status: status, answer)
    }

    private func statusStep(_ token: String?, status: Int = 200, _ answer: String = Outbound.success) -> ExchangeStep {
        let details = #"{"OrderId":"GE10097473894NL","OrderStatus":{"OrderStatusCode":"done"}}"#
        var step = Outbound.step(
            "/Order/UpdateOrderStatus", query: Outbound.argument("orderStatus", details), status: status, answer)
        if let token, let user = HTTPField.Name("UserName") {
            step.headers[.authorization] = token
            step.headers[user] = "acme-api"
        }
        return step
    }

    private let completed = Outbound.delivery(.orderCompleted, FactContent())

    @Test("what is recorded of a call holds neither the GUID nor a token")
    func recorded() throws {
        let request = try Outbound.adapter(credentials).prepare(completed).request

        #expect(!request.url.contains(GlobalE.guid))
        #expect(request.headers.allSatisfy { !$0.value.contains(GlobalE.guid) })
    }

    @Test("the GUID is in the header as it is and in the query in lower case")
    func guid() async throws {
        let upper = GlobalE.guid.uppercased()
        let adapter = try Outbound.adapter(["merchant_guid": .secret(Secret(upper))])
        var step = statusStep(nil)
        if let name = HTTPField.Name("MerchantGUID") { step.headers[name] = upper }
        let exchange = RecordedExchange([step])

        _ = try await adapter.deliver(adapter.prepare(completed), of: completed, through: exchange)

        #expect(exchange.deviations == [])
    }

    @Test(
        "a token is read in every form that the answer might have, kept, and replaced before it ends",
        arguments: [
            #""T-1""#, "T-1", #"{"token":"T-1"}"#, #"{"Token":"T-1","ExpiresIn":900}"#, #"{"access_token":"T-1"}"#,
            #"{"Data":{"Jwt":"T-1"}}"#, #"{"result":"T-1"}"#,
        ])
    func kept(_ answer: String) async throws {
        let adapter = try Outbound.adapter(credentials)
        let prepared = try adapter.prepare(completed)
        for (seconds, steps) in [
            (0, [tokenStep(answer), statusStep("T-1")]), (800, [statusStep("T-1")]),
            (850, [tokenStep(#"{"token":"T-2"}"#), statusStep("T-2")]),
        ] {
            let exchange = RecordedExchange(at: Instant.testMoment.advanced(by: .seconds(seconds)), steps)
            let result = try await adapter.deliver(prepared, of: completed, through: exchange)
            #expect(exchange.deviations == [])
            #expect(result.outcome == .confirmed)
        }
    }

    @Test("a refused token is renewed, and a harmless call sent once more")
    func renewed() async throws {
        let (result, deviations, _) = try await Outbound.deliver(
            completed,
            [
                tokenStep(#""T-1""#), statusStep("T-1", status: 500, #"{"Code":"500","Error":"Unauthorized"}"#),
                tokenStep(#""T-2""#), statusStep("T-2"),
            ], credentials)

        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
    }

    @Test("a call that must not happen twice is in doubt when its token may have been refused")
    func notRepeated() async throws {
        let told = try Outbound.told(
            .createOrderRefund, #"{"refundProductsList":[{"CartItemId":"1","RefundQuantity":1}]}"#)
        let details = #"{"OrderId":"GE10097473894NL","externalReference":"K1"}"#
        let refund = Outbound.step(
            "/Order/CreateOrderRefund", query: Outbound.argument("orderRefund", details), status: 500,
            #"{"Code":"500","Error":"x"}"#)

        let (result, deviations, _) = try await Outbound.deliver(told, [tokenStep(#""T-1""#), refund], credentials)

        #expect(deviations == [])
        #expect(result.outcome.short == "unknown globale.500")
    }

    @Test("without a token nothing is sent, and trying again is harmless", arguments: [401, 200, 500])
    func noToken(_ status: Int) async throws {
        let adapter = try Outbound.adapter(credentials)
        let prepared = try adapter.prepare(completed)
        let exchange = RecordedExchange([tokenStep("{}", status: status)])

        let failure = await #expect(throws: ExchangeFailure.self) {
            try await adapter.deliver(prepared, of: completed, through: exchange)
        }
        #expect(failure?.effect == AdapterKit.ExchangeFailure.Effect.none)
        #expect(exchange.deviations == [])
    }

    @Test("a replacement order carries no token, because Global-e does not take one there")
    func replacement() async throws {
        let (result, deviations, _) = try await Outbound.deliver(
            try Outbound.told(.createOrder, try Outbound.text("create-order.request.json")),
            [Outbound.step("/checkout/CreateOrder", try Outbound.text("create-order.response.json"))], credentials)

        #expect(deviations == [])
        #expect(result.outcome == .confirmed)
    }
}
