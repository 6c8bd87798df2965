import AdapterKit
import Canonical
import HTTPTypes
import Testing

/// The expected signatures were made with another implementation of HMAC-SHA256.
@Suite struct StandardWebhooksTests {
    private static let current = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    private static let previous = "whsec_ZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXp7"
    private static let body = Array(#"{"type":"order.ready","note":"é"}"#.utf8)
    private static let byCurrent = "v1,GbZQmGJ7np+hvMAlB+EwZUgnbgYAsq4FDsvsYOiSyo8="
    private static let byPrevious = "v1,X0fcer8v6gTvPPk0yXoPGcfg5ViD1jbR+qtujRrQF4w="
    /// 2026-01-15T09:30:00Z.
    private static let moment = Instant(microseconds: 1_768_469_400_000_000)

    private func webhooks(_ key: String, previous: String? = nil) throws -> StandardWebhooks {
        StandardWebhooks(
            key: try WebhookKey(Secret(key)), previous: try previous.map { try WebhookKey(Secret($0)) })
    }

    private func message(_ change: (inout WireRequest) -> Void = { _ in }) -> WireRequest {
        var request = WireRequest(method: .post, url: "/facts", body: Self.body)
        request.headers[StandardWebhooks.idHeader] = "msg_1"
        request.headers[StandardWebhooks.timestampHeader] = "1768469400"
        request.headers[StandardWebhooks.signatureHeader] = Self.byCurrent
        change(&request)
        return request
    }

    @Test(
        "a message is signed as others sign it",
        arguments: [
            (current, "msg_1", 1_768_469_400, String(decoding: body, as: UTF8.self), byCurrent),
            (previous, "msg_1", 1_768_469_400, String(decoding: body, as: UTF8.self), byPrevious),
            (current, "msg_1", 1_768_469_400, "", "v1,kYcxfT3X3QRl47jX8Pt7D71byPNT4P9yJStUPmI+Vlg="),
            // The sample in the documents of the specification's authors.
            (
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330,
                #"{"test": 2432232314}"#, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
            ),
        ] as [(String, String, Int64, String, String)])
    func vectors(key: String, id: String, seconds: Int64, body: String, signature: String) throws {
        // given: a moment with a fraction, which is cut off
        let now = Instant(microseconds: seconds * 1_000_000 + 999_999)
        var request = WireRequest(method: .post, url: "https://oms.example/facts", body: Array(body.utf8))
        // when
        try webhooks(key).sign(&request, id: id, at: now)
        // then
        #expect(request.headers[StandardWebhooks.idHeader] == id)
        #expect(request.headers[StandardWebhooks.timestampHeader] == "\(seconds)")
        #expect(request.headers[StandardWebhooks.signatureHeader] == signature)
    }

    @Test("while a key is replaced a message carries both signatures, the new one first")
    func rotationOutbound() throws {
        var request = message()
        try webhooks(Self.current, previous: Self.previous).sign(&request, id: "msg_1", at: Self.moment)
        #expect(request.headers[StandardWebhooks.signatureHeader] == "\(Self.byCurrent) \(Self.byPrevious)")
    }

    @Test(
        "while a key is replaced a message of either key is taken",
        arguments: [byCurrent, byPrevious, "\(byPrevious) \(byCurrent)", "v1a,c2lnbmF0dXJl \(byPrevious)"])
    func rotationInbound(signatures: String) throws {
        let webhooks = try webhooks(Self.current, previous: Self.previous)
        let request = message { $0.headers[StandardWebhooks.signatureHeader] = signatures }
        #expect(throws: Never.self) { try webhooks.verify(request, at: Self.moment) }
    }

    @Test("once a key is given up its messages are refused")
    func rotationOver() throws {
        let request = message { $0.headers[StandardWebhooks.signatureHeader] = Self.byPrevious }
        #expect(throws: VerificationFailure.self) { try webhooks(Self.current).verify(request, at: Self.moment) }
    }

    @Test("an authentic message is known by its id")
    func identity() throws {
        #expect(try webhooks(Self.current).verify(message(), at: Self.moment) == "msg_1")
    }

    @Test(
        "a message is taken up to five minutes before and after its time and not a moment more",
        arguments: [
            (0, true), (300_000_000, true), (-300_000_000, true), (300_000_001, false), (-300_000_001, false),
            (86_400_000_000, false),
        ] as [(Int64, Bool)])
    func window(distance: Int64, isTaken: Bool) throws {
        let webhooks = try webhooks(Self.current)
        let now = Instant(microseconds: Self.moment.microseconds + distance)
        #expect(((try? webhooks.verify(message(), at: now)) != nil) == isTaken)
    }

    @Test("the tolerance is the one that is given")
    func tolerance() throws {
        let webhooks = StandardWebhooks(key: try WebhookKey(Secret(Self.current)), tolerance: .seconds(10))
        let late = Self.moment.advanced(by: .seconds(11))
        #expect(throws: VerificationFailure.self) { try webhooks.verify(message(), at: late) }
    }

    @Test(
        "a message that was touched anywhere is refused",
        arguments: [
            ("webhook-id", "msg_2"), ("webhook-id", ""), ("webhook-id", nil), ("webhook-timestamp", "1768469401"),
            ("webhook-timestamp", "1768469400.0"), ("webhook-timestamp", "-1768469400"),
            ("webhook-timestamp", " 1768469400 1"), ("webhook-timestamp", "9999999999999999999999"),
            ("webhook-timestamp", nil), ("webhook-signature", nil), ("webhook-signature", ""),
            ("webhook-signature", "v1,"), ("webhook-signature", "GbZQmGJ7np+hvMAlB+EwZUgnbgYAsq4FDsvsYOiSyo8="),
            ("webhook-signature", "v2,GbZQmGJ7np+hvMAlB+EwZUgnbgYAsq4FDsvsYOiSyo8="),
            ("webhook-signature", "v1,GbZQmGJ7np+hvMAlB+EwZUgnbgYAsq4FDsvsYOiSyo9="),
            ("webhook-signature", "v1,GbZQmGJ7np+hvMAlB+EwZUgnbgYAsq4FDsvsYOiSyo8"),
        ] as [(String, String?)])
    func tamperedHeader(name: String, value: String?) throws {
        let webhooks = try webhooks(Self.current, previous: Self.previous)
        let field = try #require(HTTPField.Name(name))
        let request = message { $0.headers[field] = value }
        #expect(throws: VerificationFailure.self) { try webhooks.verify(request, at: Self.moment) }
    }

    @Test("a body with one other byte is refused", arguments: body.indices)
    func tamperedBody(index: Int) throws {
        let request = message { $0.body[index] ^= 1 }
        #expect(throws: VerificationFailure.self) { try webhooks(Self.current).verify(request, at: Self.moment) }
    }

    @Test("a message with very many signatures is refused unread")
    func flood() throws {
        let many = Array(repeating: Self.byCurrent, count: StandardWebhooks.maximumSignatures + 1)
        let request = message { $0.headers[StandardWebhooks.signatureHeader] = many.joined(separator: " ") }
        #expect(throws: VerificationFailure.self) { try webhooks(Self.current).verify(request, at: Self.moment) }
    }

    @Test("no failure repeats what was sent")
    func silence() throws {
        let request = message { $0.headers[StandardWebhooks.timestampHeader] = "canary" }
        let failure = #expect(throws: VerificationFailure.self) {
            try webhooks(Self.current).verify(request, at: Self.moment)
        }
        #expect(failure?.reason.contains("canary") == false)
    }
}
