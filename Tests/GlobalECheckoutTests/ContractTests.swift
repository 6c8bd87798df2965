import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import JWTKit
import Testing

@testable import GlobalECheckout

@Suite("Contract of all adapters")
struct ContractTests {
    @Test("the adapter keeps the contract of all adapters")
    func contract() async throws {
        let key = try Token.key()
        let settings = try GlobalE.settings([
            "notifications_jwt_public_key": .string(key.publicKey.pemRepresentation),
            "api_user": .string("acme"), "api_password": .secret(Secret("correct horse")),
        ])
        let headers: HTTPFields = [.authorization: "Bearer \(try await Token.signed(by: key))"]
        let webhooks = try TranslationTests.samples.filter { $0.path != "restricted-products" }.map { sample in
            GlobalE.request(
                sample.path, try GlobalE.bytes("\(sample.fixture).json"), headers: headers,
                query: "?merchantGUID=\(GlobalE.guid)")
        }
        // The GUID in a body would be a proof of its own; the replacement's is another merchant's.
        let genuine = webhooks.filter { !String(decoding: $0.body, as: UTF8.self).contains("5c8df18d") }
        let contract = AdapterContract(
            GlobalECheckoutAdapter.self, settings: settings, webhooks: genuine,
            documents: try TranslationTests.samples.map { try GlobalE.bytes("\($0.fixture).json") })

        let violations = await contract.violations()

        #expect(violations == [], "\(violations.map(\.description).joined(separator: "\n"))")
    }
}
