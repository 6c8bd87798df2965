import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import Simulators

@Suite("Global-e simulator: who may call")
struct GlobalEAccessTests {
    private let filter: Document = ["OrderIds": []]

    @Test("the GUID opens a call from the header, the query in any case, and the body, in any case")
    func places() async throws {
        try await withGlobalE { _, call in
            let path = "/Order/GetOrdersDetails"
            let shouted = merchantGUID.uppercased()
            let header = try await call.plain.send(.POST, path, filter.bytes, headers: [("merchantguid", shouted)])
            let query = try await call.plain.post(path + "?MERCHANTGUID=\(merchantGUID)", filter)
            let body = try await call.plain.post(path, ["OrderIds": [], "merchantGuid": .text(shouted)])
            #expect([header.status, query.status, body.status] == [200, 200, 200])
        }
    }

    @Test("a wrong or missing GUID is 401 with an ErrorInfo, at every call", arguments: GlobalEEndpoint.allCases)
    func refused(endpoint: GlobalEEndpoint) async throws {
        try await withGlobalE { _, call in
            for path in [endpoint.rawValue, endpoint.rawValue + "?merchantGUID=0000"] {
                let reply = try await call.plain.post(path, [:])
                #expect(reply.status == 401)
                #expect(reply.json["Code"] == "401")
                #expect(reply.json["Error"]?.text != nil)
            }
        }
    }

    @Test("one wrong GUID beside a right one is refused")
    func contradiction() async throws {
        try await withGlobalE { _, call in
            let reply = try await call.post("/Order/GetOrdersDetails?merchantGUID=0000", filter)
            #expect(reply.status == 401)
        }
    }

    @Test("unknown paths are 404, other methods 405, and broken JSON 400 in the endpoint's envelope")
    func shapes() async throws {
        try await withGlobalE { _, call in
            let guid = [("MerchantGUID", merchantGUID)]
            #expect(try await call.post("/Order/Fly").status == 404)
            #expect(try await call.plain.send(.GET, "/Order/GetOrdersDetails", nil, headers: guid).status == 405)
            let broken = ByteBuffer(string: "{\"OrderIds\":[")
            let cases = [
                ("/Order/GetOrdersDetails", "400"), ("/Order/GetShippingDocuments", "A100"),
                ("/api/orders/changes", "B100"), ("/additional-required-documents", "400"),
            ]
            for (path, code) in cases {
                let reply = try await call.plain.send(.POST, path, broken, headers: guid)
                #expect(reply.status == 400)
                #expect(reply.json.errorCode == code)
            }
        }
    }

    @Test("a token is handed out for user and password, and needed where it is switched on")
    func token() async throws {
        try await withGlobalE(.init(requiresToken: true, clock: standstill)) { _, call in
            let wrong: Document = ["UserName": "merchant", "Password": "no"]
            #expect(try await call.plain.post("/Authentication/GetAuthenticationToken", wrong).status == 401)
            let right: Document = ["UserName": "merchant", "Password": "simulator"]
            let reply = try await call.plain.post("/Authentication/GetAuthenticationToken", right).json
            let token = try #require(reply["Token"]?.text)
            #expect(reply["ExpiresIn"] == 900)

            let path = "/Order/GetOrdersDetails"
            let named = [("Authorization", token), ("UserName", "merchant")]
            let bearer = [("Authorization", "Bearer " + token), ("UserName", "merchant")]
            #expect(try await call.post(path, filter, headers: named).status == 200)
            #expect(try await call.post(path, filter, headers: bearer).status == 200)
            let without = try await call.post(path, filter)
            #expect(without.status == 500)
            #expect(without.json["Code"] == "500")
            #expect(try await call.post(path, filter, headers: [("Authorization", token)]).status == 500)
            // CreateOrder is opened by the GUID alone.
            #expect(try await call.post("/checkout/CreateOrder", [:]).json["Code"] == "EmptyString")
        }
    }

    @Test("a token ends after its life, and the answer can be the bare text")
    func expiry() async throws {
        let seconds = Mutex<Int64>(1_770_000_000)
        let clock = SimulatorClock(
            now: { Timestamp(milliseconds: seconds.withLock { $0 } * 1000) }, sleep: { try await Task.sleep(for: $0) })
        var assumptions = GlobalEAssumptions()
        assumptions.tokenForm = .text
        try await withGlobalE(.init(requiresToken: true, assumptions: assumptions, clock: clock)) { _, call in
            let wish: Document = ["UserName": "merchant", "Password": "simulator"]
            let token = try #require(
                try await call.plain.post("/Authentication/GetAuthenticationToken", wish).json.text)
            let headers = [("Authorization", token), ("UserName", "merchant")]
            seconds.withLock { $0 += 899 }
            #expect(try await call.post("/Order/GetOrdersDetails", filter, headers: headers).status == 200)
            seconds.withLock { $0 += 1 }
            #expect(try await call.post("/Order/GetOrdersDetails", filter, headers: headers).status == 500)
        }
    }
}
