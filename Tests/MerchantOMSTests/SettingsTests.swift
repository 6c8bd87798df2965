import AdapterKit
import Canonical
import MerchantOMS
import Testing

@Suite struct SettingsTests {
    @Test(
        "settings that cannot work stop the start and are named",
        arguments: [
            ("signing_key", nil), ("signing_key", .secret(Secret("secret"))),
            ("previous_signing_key", .secret(Secret("whsec_AAAA"))), ("inbound_key", .secret(Secret("whsec_?"))),
            ("inbound_key", .secret(Secret(Sample.signingKey))),
            ("previous_inbound_key", .secret(Secret(Sample.signingKey))), ("path", .string("facts")),
            ("path", .string("/facts#1")), ("endpoint", .string("https://oms.example?x=1")), ("endpoint", nil),
            ("tolerance", .duration(.zero)), ("tolerance", .duration(.seconds(3_601))),
        ] as [(String, Settings.Value?)])
    func refused(path: String, value: Settings.Value?) throws {
        let settings = try Sample.settings([path: value])
        let error = #expect(throws: SettingsProblems.self) { try MerchantOMSAdapter(id: "oms", settings: settings) }
        #expect(error?.problems.map(\.path) == [path])
    }

    @Test("all mistakes are named at once, and no secret with them")
    func together() throws {
        let settings = try Sample.settings([
            "signing_key": .secret(Secret("canary-1")), "inbound_key": .secret(Secret("canary-2")),
            "path": .string("nowhere"), "headers": .map([("Host", .secret(Secret("canary-3")))]),
        ])
        let error = #expect(throws: SettingsProblems.self) { try MerchantOMSAdapter(id: "oms", settings: settings) }
        #expect(Set(error?.problems.map(\.path) ?? []) == ["signing_key", "inbound_key", "path", "headers.Host"])
        #expect(error?.description.contains("canary") == false)
    }

    @Test("a previous inbound key without a current one is a mistake")
    func previousAlone() throws {
        let settings = try Sample.settings([
            "inbound_key": nil, "previous_inbound_key": .secret(Secret(Sample.inboundKey)),
        ])
        let error = #expect(throws: SettingsProblems.self) { try MerchantOMSAdapter(id: "oms", settings: settings) }
        #expect(error?.problems.map(\.path) == ["previous_inbound_key"])
    }

    @Test(
        "header fields that the gateway sets itself cannot be set",
        arguments: ["Content-Type", "webhook-id", "Webhook-Signature", "traceparent", "not a name", ""])
    func reservedHeaders(name: String) throws {
        let settings = try Sample.settings(["headers": .map([(name, .secret(Secret("x")))])])
        #expect(throws: SettingsProblems.self) { try MerchantOMSAdapter(id: "oms", settings: settings) }
    }

    @Test("every fact is either told to an OMS or is for the OMS alone to say")
    func facts() {
        // What a person tells a system is a delivery of its own and no fact for others.
        let untold = FactKind.allCases.filter {
            MerchantOMSAdapter.declaration.carries[$0] == nil && $0 != .operationTold
        }
        #expect(untold == [.orderAccepted, .orderRefused])
        #expect(Set(untold).isSubset(of: MerchantOMSAdapter.declaration.emits))
    }
}
