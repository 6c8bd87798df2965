import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Testing

@testable import Simulators

@Suite("Shipping simulator: who may call")
struct ShippingAccessTests {
    private let path = "/address/check"
    private let body: Document = ["address": ShippingSample.address()]

    @Test(
        "the signature is the hex of HMAC-SHA256 over login@timestamp",
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
    func vectors(secret: String, login: String, timestamp: String, signature: String) async throws {
        let clock = SimulatorClock(
            now: { Timestamp(milliseconds: (Int64(timestamp.prefix(10)) ?? 0) * 1000) },
            sleep: { try await Task.sleep(for: $0) })
        let account = GlopalShippingAccount(login: login, secret: secret)
        try await withShipping(.init(accounts: [account], clock: clock)) { _, call in
            let headers = [
                ("content-type", "application/json"), ("x-login", login), ("x-timestamp", timestamp),
                ("x-signature", signature), ("x-version", "0.68"),
            ]
            let reply = try await call.plain.send(.POST, path, body.bytes, headers: headers)
            #expect(reply.status == 200)
            #expect(reply.text == #"{"error":0}"#)
        }
    }

    @Test("a header that is missing is 401, and one off its pattern 400, both naming it")
    func patterns() async throws {
        try await withShipping { _, call in
            for name in ["x-login", "x-signature", "x-timestamp"] {
                let reply = try await call.plain.send(
                    .POST, path, body.bytes, headers: call.headers().filter { $0.0 != name })
                expectRefusal(reply, "missing_header", status: 401, field: name)
            }
            let wrong = [
                ("x-login", "ab"), ("x-login", "User"), ("x-login", "a_b"), ("x-login", "a.bc"),
                ("x-login", String(repeating: "a", count: 256)), ("x-alias", "ab"),
                ("x-alias", String(repeating: "a", count: 51)), ("x-signature", "abc"),
                ("x-signature", String(repeating: "A", count: 64)), ("x-timestamp", "16800102950000000"),
                ("x-timestamp", "1770000000.12345"), ("x-timestamp", "3770000000.123456"),
                ("x-timestamp", "1770000000.1234567"), ("x-version", "0.7"), ("x-version", "1"),
                ("x-version", "01.00"), ("x-version", "0.680"), ("x-version", "00.68"), ("x-version", ".68"),
            ]
            for (name, value) in wrong {
                let headers = call.headers().filter { $0.0 != name } + [(name, value)]
                let reply = try await call.plain.send(.POST, path, body.bytes, headers: headers)
                expectRefusal(reply, "invalid", status: 400, field: name)
            }
            for version in ["0.68", "1.00", "12.05"] {
                let headers = call.headers() + [("x-version", version)]
                #expect(try await call.plain.send(.POST, path, body.bytes, headers: headers).status == 200)
            }
        }
    }

    @Test("patterns hold for the whole text: a line break at the end is none of a login")
    func wholeText() {
        #expect(ShippingPattern.isLogin("a-1"))
        #expect(!ShippingPattern.isLogin("username\n"))
        #expect(!ShippingPattern.isVersion("0.68\n"))
        #expect(!ShippingPattern.isTimestamp("1680010295.775523\n"))
        #expect(ShippingPattern.microseconds("1680010295.000042") == 1_680_010_295_000_042)
    }

    @Test("a wrong secret, an unknown login and an unknown alias are 401; an alias has its own secret")
    func strangers() async throws {
        try await withShipping { _, call in
            var wrong = call
            wrong.secret = "other"
            expectRefusal(try await wrong.post(path, body), "bad_signature", status: 401)
            var unknown = call
            unknown.login = "nobody"
            expectRefusal(try await unknown.post(path, body), "unknown_login", status: 401)
            var alias = call
            alias.alias = "demo-gateway"
            expectRefusal(try await alias.post(path, body), "bad_signature", status: 401)
            alias.secret = "gateway-secret"
            #expect(try await alias.post(path, body).status == 200)
            alias.alias = "other-system"
            expectRefusal(try await alias.post(path, body), "unknown_alias", status: 401)
        }
    }

    @Test("the login is signed, unless the service is told to want the alias signed")
    func signedAlias() async throws {
        var assumptions = GlopalShippingSimulatorAssumptions()
        assumptions.aliasIsSigned = true
        try await withShipping(.init(assumptions: assumptions, clock: standstill)) { _, call in
            var alias = call
            alias.alias = "demo-gateway"
            alias.secret = "gateway-secret"
            expectRefusal(try await alias.post(path, body), "bad_signature", status: 401)
            let timestamp = alias.timestamp()
            var headers = alias.headers(timestamp).filter { $0.0 != "x-signature" }
            headers.append(("x-signature", ShippingCaller.sign("gateway-secret", "demo-gateway", timestamp)))
            #expect(try await alias.plain.send(.POST, path, body.bytes, headers: headers).status == 200)
        }
    }

    @Test("the window is 300 seconds, either way, to the microsecond")
    func window() async throws {
        try await withShipping { _, call in
            // The service's time stands at 1770000000.120.
            for (timestamp, isInside) in [
                ("1770000300.120000", true), ("1770000300.120001", false), ("1769999700.120000", true),
                ("1769999700.119999", false),
            ] {
                let reply = try await call.plain.send(.POST, path, body.bytes, headers: call.headers(timestamp))
                #expect(reply.status == (isInside ? 200 : 401), "\(timestamp)")
                if !isInside { #expect(reply.json.failureCode == "timestamp_outside_window") }
            }
        }
    }

    /// Calls, and gives the status with the one `Date` header.
    private func statusAndDate(_ call: ShippingCaller) async throws -> String {
        var request = HTTPClientRequest(url: call.plain.base + path)
        request.method = .POST
        for (name, value) in call.headers() { request.headers.add(name: name, value: value) }
        request.body = .bytes(body.bytes)
        let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        #expect(answer.headers["date"].count == 1)
        #expect(answer.headers["x-simulated-date"].isEmpty)
        return "\(answer.status.code) \(answer.headers.first(name: "date") ?? "")"
    }

    @Test("the Date header tells the service's time, also when its clock is set, so that a caller sees the skew")
    func date() async throws {
        try await withShipping { shipping, call in
            let first = try await statusAndDate(call)
            shipping.setClock(offset: 600)
            let second = try await statusAndDate(call)
            try await call.control("clock", ["offset": 0])
            let third = try await statusAndDate(call)

            #expect(first == "200 Mon, 02 Feb 2026 02:40:00 GMT")
            #expect(second == "401 Mon, 02 Feb 2026 02:50:00 GMT")
            #expect(third == first)
        }
    }

    @Test("a timestamp opens the door once; a refused one is not used up")
    func reuse() async throws {
        try await withShipping { _, call in
            let timestamp = call.timestamp()
            var wrong = call
            wrong.secret = "other"
            _ = try await wrong.plain.send(.POST, path, body.bytes, headers: wrong.headers(timestamp))
            let first = try await call.plain.send(.POST, path, body.bytes, headers: call.headers(timestamp))
            let second = try await call.plain.send(.POST, path, body.bytes, headers: call.headers(timestamp))
            #expect(first.status == 200)
            expectRefusal(second, "timestamp_reused", status: 401, field: "x-timestamp")
        }
    }

    @Test("a blocked account is 403, an unknown path 404, another method 405, and what is no JSON object 400")
    func shapes() async throws {
        try await withShipping { shipping, call in
            try await call.control("accounts/demo-merchant/block")
            expectRefusal(try await call.post(path, body), "account_blocked", status: 403)
            try await call.control("accounts/demo-merchant/unblock")
            #expect(try await call.post(path, body).status == 200)
            expectRefusal(try await call.post("/ops/fly", body), "not_found", status: 404)
            let get = try await call.plain.send(.GET, path, nil, headers: call.headers())
            expectRefusal(get, "method_not_allowed", status: 405)
            for text in ["{\"address\":", "[]", "1"] {
                let bytes = ByteBuffer(string: text)
                let reply = try await call.plain.send(.POST, path, bytes, headers: call.headers())
                expectRefusal(reply, "bad_request", status: 400)
            }
            let xml = call.headers().map { $0.0 == "content-type" ? ($0.0, "application/xml") : $0 }
            #expect(try await call.plain.send(.POST, path, body.bytes, headers: xml).status == 400)
            expectRefusal(
                try await call.post("/tcc/calculate_order", ShippingSample.quote()), "required", status: 400,
                field: "args")
            #expect(shipping.calls["check"] == 7)
        }
    }

    @Test("a simulator without an account, off the patterns or without a secret does not start")
    func settings() async throws {
        for accounts in [
            [], [GlopalShippingAccount(login: "Upper", secret: "s")], [GlopalShippingAccount(login: "abc", secret: "")],
            [GlopalShippingAccount(login: "abc", secret: "s", aliases: ["a": "s"])],
        ] {
            await #expect(throws: SimulatorError.self) {
                try await GlopalShippingSimulator.start(configuration: .init(accounts: accounts))
            }
        }
    }
}
