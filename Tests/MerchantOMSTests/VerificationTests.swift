import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import MerchantOMS
import Testing

/// The expected signature was made with another implementation of HMAC-SHA256.
@Suite struct VerificationTests {
    private func genuine() throws -> WireRequest {
        var request = WireRequest(
            method: .post, url: "/facts", body: try Sample.fixtures.bytes("shipment-dispatched.webhook.json"))
        request.headers[StandardWebhooks.idHeader] = "oms-evt-1"
        request.headers[StandardWebhooks.timestampHeader] = "1768469400"
        request.headers[StandardWebhooks.signatureHeader] = "v1,IzR6cauGsY4YuRzgGuhZgxwhBP4T62awz0OmEgOwsQU="
        return request
    }

    @Test("a message that the OMS has signed is taken")
    func authentic() throws {
        let adapter = try Sample.adapter()
        #expect(throws: Never.self) { try adapter.verify(genuine(), at: .testMoment) }
    }

    @Test("a message of the previous key is taken while that is given")
    func rotation() throws {
        let request = try genuine()
        let during = try Sample.adapter([
            "inbound_key": .secret(Secret(Sample.otherKey)),
            "previous_inbound_key": .secret(Secret(Sample.inboundKey)),
        ])
        let after = try Sample.adapter(["inbound_key": .secret(Secret(Sample.otherKey))])
        #expect(throws: Never.self) { try during.verify(request, at: .testMoment) }
        #expect(throws: VerificationFailure.self) { try after.verify(request, at: .testMoment) }
    }

    @Test("our own message sent back to us is refused")
    func reflection() throws {
        let adapter = try Sample.adapter()
        var request = try genuine()
        StandardWebhooks(key: try WebhookKey(Secret(Sample.signingKey))).sign(&request, id: "x", at: .testMoment)
        #expect(throws: VerificationFailure.self) { try adapter.verify(request, at: .testMoment) }
    }

    @Test("an OMS without a key of its own can send nothing")
    func noKey() throws {
        let adapter = try Sample.adapter(["inbound_key": nil])
        #expect(throws: VerificationFailure.self) { try adapter.verify(genuine(), at: .testMoment) }
    }

    @Test("the tolerance is that of the settings", arguments: [(10, true), (11, false), (-10, true), (-11, false)])
    func tolerance(seconds: Int, isTaken: Bool) throws {
        let adapter = try Sample.adapter(["tolerance": .duration(.seconds(10))])
        let now = Instant.testMoment.advanced(by: .seconds(seconds))
        #expect(((try? adapter.verify(genuine(), at: now)) != nil) == isTaken)
    }
}
