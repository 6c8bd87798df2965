import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalOrders

@Suite("Reading a held message again")
struct RereadingTests {
    private func kept(
        _ order: String? = Glopal.orderID, _ name: String = "order.ready", entity: String = "512"
    ) -> [UInt8] {
        let id = order.map { #","order_id":"\#($0)""# } ?? ""
        return Array(#"{"event_id":"E1","event_name":"\#(name)","entity_id":"\#(entity)"\#(id)}"#.utf8)
    }

    private func reread(
        _ raw: [UInt8], _ steps: [ExchangeStep] = [], _ changes: [String: Settings.Value] = [:]
    ) async throws -> [IncomingFact] {
        let exchange = RecordedExchange(steps)
        defer { #expect(exchange.deviations == []) }
        let adapter = try #require(try Glopal.adapter(changes) as (any Adapter) as? any Rereading)
        return try await adapter.reread(raw, through: exchange)
    }

    @Test("an event is read with its order's details, as the poll would have")
    func event() async throws {
        let facts = try await reread(kept(), [Glopal.details(try Glopal.bytes("accepted.json"))])

        #expect(facts.map(\.duplicateKey) == ["410001-200002:READY", "410001-200002:ACCEPTED"])
    }

    @Test("an order id of letters can be read once the settings allow it")
    func relaxed() async throws {
        let order = "A1B2C3D4-E5F6G7H8"
        let raw = kept(order, "return.authorized")

        await #expect(throws: TranslationProblem.self) { try await reread(raw) }
        let facts = try await reread(
            raw, [Glopal.details(order, try Glopal.bytes("returned-alphanumeric.json"))],
            ["relaxed_order_ids": .boolean(true)])

        #expect(facts.map(\.duplicateKey) == ["\(order):return:512:authorised"])
    }

    @Test("what is still not there stays held", arguments: [("order.ready", 404), ("return.authorized", 200)])
    func stillMissing(_ name: String, _ status: Int) async throws {
        let details = status == 200 ? try Glopal.bytes("accepted.json") : []

        await #expect(throws: TranslationProblem.self) {
            try await reread(kept(Glopal.orderID, name), [Glopal.details(details, status: status)])
        }
    }

    @Test("a system that cannot be asked now says so", arguments: [401, 429, 503])
    func notNow(_ status: Int) async throws {
        await #expect(throws: ExchangeFailure.self) { try await reread(kept(), [Glopal.details([], status: status)]) }
    }

    @Test("an event that names no order stays held")
    func withoutOrder() async throws {
        await #expect(throws: TranslationProblem.self) { try await reread(kept(nil)) }
    }

    @Test("stored order details are read as they are, without asking")
    func document() async throws {
        let bytes = try Glopal.bytes("accepted.json")

        #expect(try await reread(bytes) == (try Glopal.adapter().translate(document: bytes)))
        await #expect(throws: TranslationProblem.self) { try await reread(Array("{".utf8)) }
    }
}
