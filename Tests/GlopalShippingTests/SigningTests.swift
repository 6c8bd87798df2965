import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalShipping

@Suite("Signing")
struct SigningTests {
    @Test(
        "the three computed vectors verify",
        arguments: [
            (
                "sharedsecret", "username", "1680010295.775523",
                "bab2fb3489476fafbe075e7506fdcb9343b348221292a4fc29ce7db5684111aa"
            ),
            (
                "sharedsecret", "username", "1680010295.000000",
                "29f52b2a8e502de20510f44c39c9dd33de023d0ff0acbf777b2dac2a107aaa7d"
            ),
            (
                "s3cr3t-key", "acme-store-1", "1700000000.123456",
                "381d3b93fa96eb29ab597e52da2d91c5411eda132daeec476683567e9f356e2c"
            ),
        ])
    func vectors(_ secret: String, _ login: String, _ timestamp: String, _ signature: String) {
        #expect(
            GlopalShippingSigner.signature(secret: Secret(secret), login: login, timestamp: timestamp) == signature)
    }

    @Test(
        "a timestamp has six decimals, on a whole second and with leading zeros too",
        arguments: [
            (1_680_010_295_775_523, "1680010295.775523"), (1_680_010_295_000_000, "1680010295.000000"),
            (1_700_000_000_000_042, "1700000000.000042"),
        ] as [(Int64, String)])
    func timestamps(_ microseconds: Int64, _ text: String) {
        #expect(GlopalShippingHeader.timestampText(microseconds) == text)
        #expect(GlopalShippingHeader.timestamp.matches(text))
    }

    @Test(
        "a header fulfils its pattern as a whole or not at all",
        arguments: [
            (GlopalShippingHeader.login, "abc", true), (.login, "acme-store-1", true), (.login, "ab", false),
            (.login, "User", false), (.login, "a_b", false), (.login, "acme.store", false), (.login, "abc\n", false),
            (.alias, String(repeating: "a", count: 50), true), (.alias, String(repeating: "a", count: 51), false),
            (.version, "0.68", true), (.version, "1.00", true), (.version, "12.05", true), (.version, "0.7", false),
            (.version, "1", false), (.version, "01.00", false), (.version, "0.680", false), (.version, "0.68\n", false),
            (.timestamp, "16800102950000000", false), (.timestamp, "1680010295.775523\n", false),
            (.timestamp, "3680010295.775523", false), (.timestamp, "1680010295.77552", false),
            (.signature, String(repeating: "A", count: 64), false),
            (.signature, String(repeating: "a", count: 64), true),
            (.signature, String(repeating: "a", count: 63), false),
        ] as [(GlopalShippingHeader, String, Bool)])
    func patterns(_ header: GlopalShippingHeader, _ value: String, _ matches: Bool) {
        #expect(header.matches(value) == matches)
    }

    @Test("a call carries the five headers, signed with the alias's secret over the login")
    func headers() async throws {
        let exchange = RecordedExchange(at: Instant(microseconds: 1_680_010_295_775_523), [Shipping.tracked("AWB1")])
        let adapter = try Shipping.adapter([
            "login": .string("username"), "alias": .string("alias-username"),
            "secret": .secret(Secret("sharedsecret")),
        ])

        _ = try await adapter.answer(try Shipping.question("tracking", #"{"awb":"AWB1"}"#), through: exchange)

        let headers = try #require(exchange.requests.first).headers
        #expect(headers[GlopalShippingHeader.login.field] == "username")
        #expect(headers[GlopalShippingHeader.alias.field] == "alias-username")
        #expect(headers[GlopalShippingHeader.timestamp.field] == "1680010295.775523")
        #expect(headers[GlopalShippingHeader.version.field] == "0.68")
        #expect(
            headers[GlopalShippingHeader.signature.field]
                == "bab2fb3489476fafbe075e7506fdcb9343b348221292a4fc29ce7db5684111aa")
    }

    @Test("no two calls have the same timestamp, were they signed in the same microsecond")
    func unique() async throws {
        let exchange = RecordedExchange([Shipping.tracked("AWB1"), Shipping.tracked("AWB1")])
        let adapter = try Shipping.adapter()
        let question = try Shipping.question("tracking", #"{"awb":"AWB1"}"#)

        _ = try await adapter.answer(question, through: exchange)
        _ = try await adapter.answer(question, through: exchange)

        let stamps = exchange.requests.compactMap { $0.headers[GlopalShippingHeader.timestamp.field] }
        let signatures = Set(exchange.requests.compactMap { $0.headers[GlopalShippingHeader.signature.field] })
        #expect(stamps == ["1768469400.000000", "1768469400.000001"])
        #expect(signatures.count == 2)
    }

    @Test("a call that is not let in is signed anew and sent once more; the clock's skew is told and nothing loops")
    func skew() async throws {
        var refusal = Shipping.step(.tracking, #"{"awb":"AWB1"}"#, status: 401, #"{"error":1}"#)
        // 09:22:00, eight minutes behind our clock.
        let answer = WireResponse(
            status: 401, headers: [.date: "Thu, 15 Jan 2026 09:22:00 GMT"], body: Array(#"{"error":1}"#.utf8))
        refusal.reply = .success(answer)
        let exchange = RecordedExchange([refusal, refusal])

        let failure = await #expect(throws: QuestionFailure.self) {
            try await Shipping.adapter().answer(
                try Shipping.question("tracking", #"{"awb":"AWB1"}"#), through: exchange)
        }

        #expect(failure?.reason.code == "glopal-shipping.clock-skew")
        #expect(failure?.reason.message.contains("480 s ahead of") == true)
        #expect(exchange.deviations == [])
        let signatures = Set(exchange.requests.compactMap { $0.headers[GlopalShippingHeader.signature.field] })
        #expect(signatures.count == 2)
    }

    @Test("a clock that was set back is believed at once, and the skew is told of the moment that was signed")
    func setBack() async throws {
        let adapter = try Shipping.adapter()
        let question = try Shipping.question("tracking", #"{"awb":"AWB1"}"#)
        let moments: [Int64] = [1_768_473_000_000_000, 1_768_469_400_000_000, 1_768_469_399_500_000]
        var stamps: [String] = []
        for moment in moments {
            let exchange = RecordedExchange(at: Instant(microseconds: moment), [Shipping.tracked("AWB1")])
            _ = try await adapter.answer(question, through: exchange)
            stamps += exchange.requests.compactMap { $0.headers[GlopalShippingHeader.timestamp.field] }
        }
        #expect(stamps == ["1768473000.000000", "1768469400.000000", "1768469400.000001"])
    }

    @Test("a call that is let in at the second time goes on")
    func secondTry() async throws {
        let refusal = Shipping.step(.tracking, #"{"awb":"AWB1"}"#, status: 403, #"{"error":1}"#)
        let exchange = RecordedExchange([refusal, Shipping.tracked("AWB1")])

        _ = try await Shipping.adapter().answer(
            try Shipping.question("tracking", #"{"awb":"AWB1"}"#), through: exchange)

        #expect(exchange.deviations == [])
    }

    @Test("a clock that stands before 2001 sends nothing")
    func brokenClock() async throws {
        let exchange = RecordedExchange(at: Instant(microseconds: 42))

        let failure = await #expect(throws: ExchangeFailure.self) {
            try await Shipping.adapter().answer(
                try Shipping.question("tracking", #"{"awb":"AWB1"}"#), through: exchange)
        }

        #expect(failure?.effect == ExchangeFailure.Effect.none)
        #expect(exchange.requests.isEmpty)
    }

    @Test("what is recorded of a call holds neither signature nor secret")
    func recorded() throws {
        let prepared = try Shipping.adapter().prepare(Shipping.create(of: Shipping.order()))

        #expect(prepared.request.headers[GlopalShippingHeader.signature.field] == nil)
        #expect(prepared.request.headers[GlopalShippingHeader.login.field] == nil)
    }
}
