import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import MerchantOMS
import Synchronization
import Testing

@Suite("How a mapped OMS knows us")
struct AuthenticationTests {
    private static let mapping: Settings.Value = [
        "cancel_order": Mapped.one(idempotency: "natural", method: "PUT", path: "/x")
    ]
    private static let url = "https://oms.example/api/x"

    private static func step(_ authorization: String?, status: Int = 200) -> ExchangeStep {
        var headers = HTTPFields()
        headers[.authorization] = authorization
        return ExchangeStep(.put, url, headers: headers, status: status, json: "{}".utf8)
    }

    private static func token(_ token: String, expiresIn: Int = 3_600) -> ExchangeStep {
        ExchangeStep(
            .post, "https://login.example/token", body: "grant_type=client_credentials&scope=orders%20read",
            headers: [.authorization: "Basic bWU6cyUzQWNyZXQ="], status: 200,
            json: #"{"access_token":"\#(token)","token_type":"Bearer","expires_in":\#(expiresIn)}"#.utf8)
    }

    private static let oauth: [String: Settings.Value] = [
        "auth": [
            "oauth2": [
                "token_url": "https://login.example/token", "client_id": "me", "client_secret": Mapped.secret("s:cret"),
                "scope": "orders read",
            ]
        ]
    ]

    @Test(
        "credentials are sent, and are no part of what is shown to people",
        arguments: [
            (["bearer": Mapped.secret("canary")], "authorization", "Bearer canary"),
            (["basic": ["user": "me", "password": Mapped.secret("canary")]], "authorization", "Basic bWU6Y2FuYXJ5"),
            (["api_key": ["header": "X-Api-Key", "value": Mapped.secret("canary")]], "x-api-key", "canary"),
        ] as [(Settings.Value, String, String)])
    func fixed(auth: Settings.Value, name: String, value: String) async throws {
        let adapter = try Mapped.adapter(
            Self.mapping, ["auth": auth, "headers": ["X-Shop": Mapped.secret("eu")]])
        let delivery = try Sample.delivery(.orderCancelled)
        let exchange = RecordedExchange([Self.step(nil)])
        #expect(try await Mapped.deliver(delivery, by: adapter, exchange).words == "confirmed")
        let headers = try #require(exchange.requests.first).headers
        #expect(headers[try #require(.init(name))] == value)
        #expect(headers[try #require(.init("X-Shop"))] == "eu")
        #expect(try !adapter.prepare(delivery).request.headers.contains { $0.value.contains("canary") })
    }

    @Test("a header field can be computed from the settings, once")
    func computed() async throws {
        let adapter = try Mapped.adapter(
            Self.mapping,
            [
                "config": ["company": "1"],
                "computed_headers": ["X-Context": "{company: (.config.company | tonumber)} | tojson | base64url"],
            ])
        let exchange = RecordedExchange([Self.step(nil)])
        _ = try await Mapped.deliver(Sample.delivery(.orderCancelled), by: adapter, exchange)
        #expect(exchange.requests.first?.headers[try #require(.init("X-Context"))] == "eyJjb21wYW55IjoxfQ")
    }

    @Test("the certificate goes with each request")
    func certificate() async throws {
        let pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
        let key = "-----BEGIN PRIVATE KEY-----\nMIIC\n-----END PRIVATE KEY-----\n"
        let adapter = try Mapped.adapter(
            Self.mapping, ["auth": ["tls": ["certificate": .string(pem), "key": Mapped.secret(key)]]])
        let exchange = RecordedExchange([Self.step(nil)])
        _ = try await Mapped.deliver(Sample.delivery(.orderCancelled), by: adapter, exchange)
        #expect(exchange.requests.first?.identity == TLSIdentity(certificate: pem, key: Secret(key)))
    }

    @Test("a token is asked for once and used until shortly before it runs out")
    func oauthToken() async throws {
        let adapter = try Mapped.adapter(Self.mapping, Self.oauth)
        let delivery = try Sample.delivery(.orderCancelled)
        let first = RecordedExchange([Self.token("T1"), Self.step("Bearer T1"), Self.step("Bearer T1")])
        for _ in 0..<2 { #expect(try await Mapped.deliver(delivery, by: adapter, first).words == "confirmed") }
        #expect(first.deviations == [])
        let later = RecordedExchange(
            at: .testMoment.advanced(by: .seconds(3_541)), [Self.token("T2"), Self.step("Bearer T2")])
        #expect(try await Mapped.deliver(delivery, by: adapter, later).words == "confirmed")
        #expect(later.deviations == [])
    }

    @Test("a token that is refused is replaced once", arguments: [200, 401])
    func oauthRefused(second: Int) async throws {
        let adapter = try Mapped.adapter(Self.mapping, Self.oauth)
        let exchange = RecordedExchange([
            Self.token("T1"), Self.step("Bearer T1", status: 401), Self.token("T2"),
            Self.step("Bearer T2", status: second),
        ])
        let result = try await Mapped.deliver(Sample.delivery(.orderCancelled), by: adapter, exchange)
        #expect(exchange.deviations == [])
        #expect(result.words == (second == 200 ? "confirmed" : "rejected http.401"))
    }

    @Test(
        "without a token nothing is sent to the OMS, and nothing is in doubt",
        arguments: [
            (401, "{}", "rejected oms.credentials-refused"), (503, "{}", "retry oms.no-token"),
            (403, "{}", "rejected oms.credentials-refused"), (400, "{}", "rejected oms.credentials-refused"),
            (200, "{}", "retry oms.no-token"), (200, #"{"access_token":"a\nb"}"#, "retry oms.no-token"),
            (200, "<html>Back at noon", "retry oms.no-token"), (404, "", "retry oms.no-token"),
            (302, "", "retry oms.no-token"),
            (0, "", "retry target.no-answer"),
        ])
    func noToken(status: Int, json: String, words: String) async throws {
        let adapter = try Mapped.adapter(Self.mapping, Self.oauth)
        let url = "https://login.example/token"
        let exchange = RecordedExchange([
            status == 0 ? .unanswered(.post, url) : ExchangeStep(.post, url, status: status, json: json.utf8)
        ])
        #expect(try await Mapped.deliver(Sample.delivery(.orderCancelled), by: adapter, exchange).words == words)
        #expect(exchange.deviations == [])
    }

    @Test("many deliveries at once ask for one token")
    func oneToken() async throws {
        let adapter = try Mapped.adapter(Self.mapping, Self.oauth)
        let delivery = try Sample.delivery(.orderCancelled)
        let exchange = TokenDesk()
        let words = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await adapter.deliver(adapter.prepare(delivery), of: delivery, through: exchange).words
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(words == ["confirmed"])
        #expect(exchange.tokens == 1)
    }

    @Test("a login step gives the token of a session; its secrets are seen by no other program")
    func login() async throws {
        let auth: Settings.Value = [
            "login": [
                "path": "/session", "secrets": ["password": Mapped.secret("canary")],
                "body": "{user: .config.user, password: .secrets.password}", "token": ".answer.body.session.id",
                "header": "X-Session", "prefix": "sid=", "lifetime": .duration(.seconds(60)),
            ]
        ]
        let mapping: Settings.Value = [
            "cancel_order": Mapped.one(idempotency: "natural", method: "PUT", path: "/x", ("body", "{seen: .secrets}"))
        ]
        let adapter = try Mapped.adapter(mapping, ["auth": auth, "config": ["user": "me"]])
        let header = try #require(HTTPField.Name("X-Session"))
        let exchange = RecordedExchange([
            ExchangeStep(
                .post, "https://oms.example/api/session", body: #"{"user":"me","password":"canary"}"#, status: 200,
                json: #"{"session":{"id":12}}"#.utf8),
            ExchangeStep(
                .put, Self.url, body: #"{"seen":null}"#, headers: [header: "sid=12"], status: 200, json: "{}".utf8),
        ])
        #expect(try await Mapped.deliver(Sample.delivery(.orderCancelled), by: adapter, exchange).words == "confirmed")
        #expect(exchange.deviations == [])
    }
}

/// An exchange that counts how often it is asked for a token, and takes its time.
private final class TokenDesk: Exchange {
    let now = Instant.testMoment
    private let asked = Mutex(0)

    var tokens: Int { asked.withLock { $0 } }

    func send(_ request: WireRequest) async throws(ExchangeFailure) -> WireResponse {
        guard request.url.hasSuffix("/token") else { return WireResponse(status: 200) }
        asked.withLock { $0 += 1 }
        for _ in 0..<50 { await Task.yield() }
        return WireResponse(status: 200, json: Array(#"{"access_token":"T"}"#.utf8))
    }
}
