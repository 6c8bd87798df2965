import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalOrders

@Suite("Returns")
struct ReturnTests {
    private let order = "A1B2C3D4-E5F6G7H8"

    private func poll(
        _ entity: String, name: String = "return.authorized", relaxed: Bool = true, at time: String = "09:00:00"
    ) async throws -> PollPage {
        let event =
            #"{"event_id":"E1","event_name":"\#(name)","event_at":"2026-01-15T\#(time).000Z","#
            + #""order_id":"\#(order)","entity_id":"\#(entity)"}"#
        var steps = [
            ExchangeStep(
                .get, "\(Glopal.base)/v2/events/acme-eu?event=\(name)", status: 200,
                json: #"{"events":[\#(event)]}"#.utf8)
        ]
        if relaxed { steps.append(Glopal.details(order, try Glopal.bytes("returned-alphanumeric.json"))) }
        let exchange = RecordedExchange(steps)
        let adapter = try Glopal.adapter([
            "events": .list([.string(name)]), "relaxed_order_ids": .boolean(relaxed),
        ])
        let page = try await adapter.poll(after: nil, through: exchange)
        #expect(exchange.deviations == [])
        return page
    }

    @Test("a return is found by its id as text, be it a number in the details")
    func joined() async throws {
        let facts = try #require(try await poll("512").messages.first?.content.get())

        #expect(facts.map(\.kind) == [.returnAuthorized])
        #expect(facts.first?.duplicateKey == "\(order):return:512:authorised")
        let item = try #require(facts.first?.content.return)
        #expect(item.rma == "RMA_512")
        #expect(item.trackingNumber == "RT5120001")
        #expect(item.lines.first?.reason == "too_small")
    }

    @Test("the return's current state decides, not the event's name")
    func currentState() async throws {
        let facts = try #require(try await poll("511", name: "return.requested").messages.first?.content.get())

        #expect(facts.map(\.kind) == [.returnCancelled])
    }

    @Test("0512 is another return than 512", arguments: ["0512", "512.0", "513"])
    func textComparison(_ entity: String) async throws {
        let page = try await poll(entity)

        guard case .failure(let problem) = page.messages.first?.content else {
            Issue.record("a foreign return was taken")
            return
        }
        #expect(problem.pointer == "/returns")
        #expect(page.cursor == "E1")
        let raw = String(decoding: page.messages.first?.raw ?? [], as: UTF8.self)
        #expect(raw.hasPrefix(#"{"event_id":"E1""#))
    }

    @Test("a return that is not in the details yet, a moment after its event, is asked for again at the next poll")
    func notThereYet() async throws {
        await #expect(throws: ExchangeFailure.self) { try await poll("513", at: "09:29:30") }
    }

    @Test("an order id of letters and digits is held, not dropped, unless it is allowed in paths")
    func strictOrderID() async throws {
        let page = try await poll("512", relaxed: false)

        guard case .failure(let problem) = page.messages.first?.content else {
            Issue.record("the event was not held")
            return
        }
        #expect(problem.code == "glopal.order-id")
        #expect(page.cursor == "E1")
    }
}
