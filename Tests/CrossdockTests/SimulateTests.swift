import ArgumentParser
import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Simulators
import Testing

@testable import crossdock

@Suite("The simulators of a command line")
struct SimulateTests {
    @Test("each simulator can be named, several too, and none means all")
    func choices() throws {
        func parsed(_ arguments: String...) throws -> [Simulate.Choice] {
            let command = try Crossdock.parseAsRoot(["simulate"] + arguments)
            return try #require(command as? Simulate).choices
        }
        #expect(try parsed() == [])
        #expect(try parsed("globale-checkout") == [.globaleCheckout])
        #expect(try parsed("globale-checkout", "merchant-oms") == [.globaleCheckout, .merchantOMS])
        #expect(try parsed("glopal-shipping", "--shipping-port", "0") == [.glopalShipping])
        #expect(throws: (any Error).self) { try parsed("global-e") }
        #expect(throws: (any Error).self) { try parsed("glopal-shipping", "--tracking-pace", "-1") }
    }

    @Test("the simulated Global-e takes the GUID that its environment names, and tells the gateway")
    func globale() async throws {
        let globale = try await SimulatedGlobalE.start(gateway: "http://127.0.0.1:9")
        let endpoint = try #require(globale.environment["GLOBALE_ENDPOINT"])
        let guid = try #require(globale.environment["GLOBALE_MERCHANT_GUID"])
        var request = HTTPClientRequest(url: "\(endpoint)/Order/GetOrdersDetails?merchantGUID=\(guid)")
        request.method = .POST
        request.body = .bytes(ByteBuffer(string: "{\"OrderIds\":[]}"))
        let answer = try await HTTPClient.shared.execute(request, timeout: .minutes(2))
        #expect(answer.status.code == 200)
        await globale.platform.stop()
    }

    @Test("the simulated shipping service listens where its environment says, and turns strangers away")
    func shipping() async throws {
        let shipping = try await SimulatedGlopalShipping.start()
        let endpoint = try #require(shipping.environment["GLOPAL_SHIPPING_ENDPOINT"])
        var request = HTTPClientRequest(url: "\(endpoint)/shipment/tracking")
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(string: "{}"))
        let answer = try await HTTPClient.shared.execute(request, timeout: .minutes(2))
        #expect(answer.status.code == 401)
        await shipping.service.stop()
    }
}
