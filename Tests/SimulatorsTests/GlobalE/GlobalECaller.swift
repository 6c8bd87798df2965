import NIOCore
import NIOHTTP1
import Synchronization
import Testing

@testable import Simulators

let merchantGUID = "abcdabcd-abcd-abcd-abcd-abcdabcdabcd"

/// A merchant that calls Global-e over real sockets.
struct GlobalECaller: Sendable {
    let plain: Caller

    init(_ endpoint: String) {
        plain = Caller(base: endpoint, key: nil)
    }

    @discardableResult
    func post(_ path: String, _ body: Document? = nil, headers: [(String, String)] = []) async throws -> Caller.Reply {
        try await plain.send(.POST, path, body?.bytes, headers: [("MerchantGUID", merchantGUID)] + headers)
    }

    /// Calls the merchant status API as the vendor does: the argument in the query, no body.
    @discardableResult
    func status(_ id: String, _ code: String, reason: String? = nil) async throws -> Caller.Reply {
        var details: [Document.Member] = [
            .init("OrderId", .text(id)), .init("OrderStatus", ["OrderStatusCode": .text(code), "Name": .text(code)]),
        ]
        if let reason {
            details.append(.init("OrderStatusReason", ["OrderStatusReasonCode": .text(reason), "Name": .text(reason)]))
        }
        let text = PercentText.encoded(Document.object(details).json)
        return try await plain.send(
            .POST, "/Order/UpdateOrderStatus?merchantGUID=\(merchantGUID)&orderStatus=\(text)", nil)
    }

    /// Refunds as the vendor does: details in the query, products as a bare list.
    @discardableResult
    func refund(_ details: Document, _ products: [Document]? = nil) async throws -> Caller.Reply {
        let text = PercentText.encoded(details.json)
        return try await plain.send(
            .POST, "/Order/CreateOrderRefund?merchantGUID=\(merchantGUID)&orderRefund=\(text)",
            products.map { Document.list($0).bytes })
    }

    func details(_ id: String) async throws -> Document {
        try await post("/Order/GetOrdersDetails", ["OrderIds": [.text(id)]]).json[0] ?? nil
    }
}

/// Runs a test against a Global-e simulator that ends with it.
func withGlobalE(
    _ configuration: GlobalESimulatorConfiguration = .init(clock: standstill),
    _ body: (GlobalESimulator, GlobalECaller) async throws -> Void
) async throws {
    let globale = try await GlobalESimulator.start(configuration: configuration)
    do {
        try await body(globale, GlobalECaller(globale.endpoint))
    } catch {
        await globale.stop()
        throw error
    }
    await globale.stop()
}

/// What an order in a test should look like: nothing by chance that the test would have to know.
func wish(
    _ currency: String = "USD", _ merchantCurrency: String = "GBP", lines: Int = 2, quantity: Int64 = 2,
    id: String? = nil
) -> GlobalESampleOrder.Wish {
    var wish = GlobalESampleOrder.Wish()
    wish.currency = currency
    wish.merchantCurrency = merchantCurrency
    wish.lines = lines
    wish.quantity = quantity
    wish.needsDocuments = false
    wish.id = id
    return wish
}

extension GlobalESimulator {
    /// A paid order of known shape; nobody is told.
    func paidOrder(_ wish: GlobalESampleOrder.Wish = wish()) throws -> GlobalEOrder {
        let id = try createOrders(wish: wish, paid: true, announced: false)[0]
        return try #require(order(id))
    }

    func lines(_ id: String) throws -> [GlobalESampleOrder.Line] {
        try #require(order(id)).sample.lines
    }
}

/// A merchant's webhooks: takes what comes and answers with its ids.
final class Merchant: Simulation {
    let faults = Faults()
    let clock = SimulatorClock.system
    let bodyLimit = 64 << 20
    private let state = Mutex(State())

    struct State: Sendable {
        var requests: [IncomingRequest] = []
        var inside = 0
        var most = 0
        var together = 1
        var answer: Document?
    }

    var requests: [IncomingRequest] { state.withLock { $0.requests } }
    /// The most requests that were inside at once.
    var most: Int { state.withLock { $0.most } }

    func kinds() -> [String] { requests.map { String($0.path.split(separator: "/").last ?? "") } }
    func bodies(_ kind: String) throws -> [Document] {
        try requests.filter { $0.path.hasSuffix("/" + kind) }.map { try $0.document() }
    }
    /// Answers nobody until so many are inside, or a minute is over.
    func hold(until together: Int) { state.withLock { $0.together = together } }
    func reply(_ answer: Document) { state.withLock { $0.answer = answer } }

    /// Names are asked for on every request as long as there is a rule, so a rule that never applies sees them all.
    init() {
        faults.add(FaultRule("none", count: nil, .dropBefore))
    }

    func operations(_ request: IncomingRequest) -> [String] {
        state.withLock { $0.requests.append(request) }
        return ["receive"]
    }

    func answer(_ request: IncomingRequest) async -> Answer {
        let fixed = state.withLock { state in
            state.inside += 1
            state.most = max(state.most, state.inside)
            return state.answer
        }
        _ = try? await eventually { self.state.withLock { $0.most >= $0.together } }
        state.withLock { $0.inside -= 1 }
        if let fixed { return Answer(document: fixed) }
        let id = (try? request.document())?.any("OrderId")?.text ?? ""
        return Answer(
            document: [
                "Success": true, "InternalOrderId": .text("internal-\(id)"), "OrderId": .text("M\(id)"),
                "StatusCode": "NEW",
            ])
    }

    func control(_ request: IncomingRequest, _ parts: [String]) async throws -> Answer { Answer(status: 404) }
    func runInBackground() async {}
}

/// Runs a test with a merchant whose webhooks the platform knows.
func withMerchant(
    _ configuration: GlobalESimulatorConfiguration = .init(), issuer: String? = nil, retries: Int = 3,
    _ body: (GlobalESimulator, GlobalECaller, Merchant) async throws -> Void
) async throws {
    let merchant = Merchant()
    let server = try await SimulatorServer.start(merchant, host: "127.0.0.1", port: 0, logger: nil)
    var configuration = configuration
    configuration.receiver = GlobalEReceiver(
        base: server.endpoint + "/in/globale", retries: retries, retryDelay: .milliseconds(1),
        longestDelay: .milliseconds(20), issuer: issuer)
    do {
        try await withGlobalE(configuration) { try await body($0, $1, merchant) }
    } catch {
        await server.stop()
        throw error
    }
    await server.stop()
}

extension Document {
    /// The code of an error in any of the envelopes.
    var errorCode: String? {
        (self["Code"] ?? self["Errors"]?[0]?["Code"] ?? self["Errors"]?[0]?["ErrorCode"])?.text
    }

    /// An amount as minor units of a currency.
    func minor(_ currency: String) throws -> Int64 {
        try #require(MinorUnits(major: number ?? "", currency)).count
    }
}
