import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import MerchantOMS
import Testing

/// The expected signatures were made with another implementation of HMAC-SHA256.
@Suite struct DeliveryTests {
    private static let signature = "v1,21qp1ABceqsW6vH54+rXvM8X2uQGZa9ntPUubMbOZdk="
    private static let previousSignature = "v1,ueguBrwx197Bs7vjGNoyy9cK6SOTL/CY3r+fNJyFKco="

    private func headers(_ fields: [(String, String)]) throws -> HTTPFields {
        var headers = HTTPFields()
        for (name, value) in fields { headers[try #require(HTTPField.Name(name))] = value }
        return headers
    }

    @Test("a delivery is signed with the time of its attempt")
    func signed() async throws {
        // given
        let adapter = try Sample.adapter()
        let delivery = try Sample.delivery(.orderReady)
        let exchange = RecordedExchange([
            ExchangeStep(
                .post, "https://oms.example/facts", body: try Sample.fixtures.text("order-ready.request.json"),
                headers: try headers([
                    ("webhook-id", "DELIVERY-1"), ("webhook-timestamp", "1768469400"),
                    ("webhook-signature", Self.signature),
                ]),
                status: 201, json: #"{"order_id":"SO-1001","order_number":"001001"}"#.utf8)
        ])
        // when
        let result = try await adapter.deliver(adapter.prepare(delivery), of: delivery, through: exchange)
        // then
        #expect(exchange.deviations == [])
        #expect(result.outcome == .confirmed)
        #expect(result.references.map(\.value) == ["SO-1001", "001001"])
    }

    @Test("while the signing key is replaced both keys sign")
    func rotation() async throws {
        let adapter = try Sample.adapter(["previous_signing_key": .secret(Secret(Sample.otherKey))])
        let delivery = try Sample.delivery(.orderReady)
        let exchange = RecordedExchange([
            ExchangeStep(
                .post, "https://oms.example/facts",
                headers: try headers([("webhook-signature", "\(Self.signature) \(Self.previousSignature)")]),
                status: 202, json: [])
        ])
        _ = try await adapter.deliver(adapter.prepare(delivery), of: delivery, through: exchange)
        #expect(exchange.deviations == [])
    }

    @Test("a later attempt has the same id and body, and a signature of its own time")
    func laterAttempt() async throws {
        let adapter = try Sample.adapter()
        let delivery = try Sample.delivery(.orderReady)
        var requests: [WireRequest] = []
        for now in [Instant.testMoment, .testMoment.advanced(by: .seconds(3_600))] {
            let step = ExchangeStep(.post, "https://oms.example/facts", status: 503, json: [])
            let exchange = RecordedExchange(at: now, [step])
            _ = try await adapter.deliver(adapter.prepare(delivery), of: delivery, through: exchange)
            requests += exchange.requests
        }
        #expect(requests[0].body == requests[1].body)
        #expect(requests[0].headers[StandardWebhooks.idHeader] == requests[1].headers[StandardWebhooks.idHeader])
        #expect(requests[1].headers[StandardWebhooks.timestampHeader] == "1768473000")
        #expect(requests.allSatisfy { $0.headers[StandardWebhooks.signatureHeader]?.hasPrefix("v1,") == true })
    }

    @Test("credentials for a proxy are sent, and are not part of what is kept")
    func headerFields() async throws {
        let adapter = try Sample.adapter(["headers": .map([("X-Api-Key", .secret(Secret("canary")))])])
        let delivery = try Sample.delivery(.orderReady)
        let prepared = try adapter.prepare(delivery)
        let exchange = RecordedExchange([
            ExchangeStep(
                .post, "https://oms.example/facts", headers: try headers([("x-api-key", "canary")]), status: 202,
                json: [])
        ])
        _ = try await adapter.deliver(prepared, of: delivery, through: exchange)
        #expect(exchange.deviations == [])
        #expect(!prepared.request.headers.contains { $0.value == "canary" })
    }

    @Test("a wait until a date is measured from now when the answer has no date")
    func retryDate() async throws {
        let adapter = try Sample.adapter()
        let delivery = try Sample.delivery(.orderCancelled)
        let response = WireResponse(status: 503, headers: [.retryAfter: "Thu, 15 Jan 2026 09:30:30 GMT"])
        let result = try await adapter.deliver(
            adapter.prepare(delivery), of: delivery, through: UniformExchange(response))
        #expect(result.outcome == .retry(HTTPOutcome.reason(for: 503), after: .seconds(30)))
    }

    @Test("no answer stays the exchange's failure: the engine knows that the OMS may be asked again")
    func silence() async throws {
        let adapter = try Sample.adapter()
        let delivery = try Sample.delivery(.orderReady)
        let prepared = try adapter.prepare(delivery)
        let failure = await #expect(throws: ExchangeFailure.self) {
            try await adapter.deliver(prepared, of: delivery, through: UniformExchange(nil))
        }
        #expect(failure?.effect == .unknown)
        let unrepeatable = MerchantOMSAdapter.declaration.operations.filter { !$0.mayBeRepeated }
        #expect(unrepeatable == [])
    }
}
