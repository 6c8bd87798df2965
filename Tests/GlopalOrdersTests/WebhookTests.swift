import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalOrders

@Suite("Event webhook")
struct WebhookTests {
    static let both: [String: Settings.Value] = [
        "webhook.user": .string("glopal"), "webhook.password": .secret(Secret("s3cret")),
        "webhook.query_secret": .secret(Secret("a+b c")), "webhook.query_parameter": .string("token"),
    ]

    private func request(_ query: String = "", authorization: String? = nil) throws -> WireRequest {
        var headers = HTTPFields()
        headers[.authorization] = authorization
        return WireRequest(method: .post, url: query, headers: headers, body: try Glopal.bytes("webhook-ready.json"))
    }

    @Test(
        "Basic credentials or the query secret let a webhook in",
        arguments: [("", "Basic Z2xvcGFsOnMzY3JldA=="), ("", "basic Z2xvcGFsOnMzY3JldA=="), ("?token=a%2Bb%20c", nil)]
            as [(String, String?)])
    func authentic(_ query: String, _ authorization: String?) throws {
        let adapter = try Glopal.adapter(Self.both)

        #expect(throws: Never.self) {
            try adapter.verify(request(query, authorization: authorization), at: .testMoment)
        }
    }

    @Test(
        "anything else is refused",
        arguments: [
            ("", nil), ("", "Basic Z2xvcGFsOnMzY3JldB=="), ("", "Bearer Z2xvcGFsOnMzY3JldA=="), ("", "Basic"),
            ("?token=wrong", nil), ("?secret=a%2Bb%20c", nil), ("?token=a%2Bb%20c&token=wrong", nil),
        ] as [(String, String?)])
    func forged(_ query: String, _ authorization: String?) throws {
        let adapter = try Glopal.adapter(Self.both)

        #expect(throws: VerificationFailure.self) {
            try adapter.verify(request(query, authorization: authorization), at: .testMoment)
        }
    }

    @Test("without configured credentials every webhook is refused")
    func unconfigured() throws {
        let adapter = try Glopal.adapter()

        #expect(throws: VerificationFailure.self) {
            try adapter.verify(request("?secret="), at: .testMoment)
        }
    }

    @Test("an event is a wake-up, for its words are never trusted")
    func wakeUp() throws {
        #expect(try Glopal.adapter().translate(request(), at: .testMoment) == .wakeUp)
    }

    @Test(
        "a stored or held webhook is answered with success, and only the sender's own mistakes with 4xx",
        arguments: [
            (IntakeResult.accepted(facts: [], replies: []), 200), (.duplicate(facts: [], replies: []), 200),
            (.held(TranslationProblem(code: "c", pointer: "", message: "m")), 200), (.unauthenticated, 401),
            (.malformed(code: "c", message: "m", status: 413), 413), (.unavailable(retryAfter: .seconds(5)), 503),
        ] as [(IntakeResult, Int)])
    func answers(_ result: IntakeResult, _ status: Int) throws {
        #expect(try Glopal.adapter().answer(to: request(), result: result).status == status)
    }
}
