import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalOrders

@Suite("Polling")
struct PollingTests {
    static let filter = "event=order.ready&event=order.cancelled"
    static let eventsURL = "\(Glopal.base)/v2/events/acme-eu?\(filter)"

    private func events(_ json: String, after cursor: String? = nil) -> ExchangeStep {
        let suffix = cursor.map { "&after_event_id=\($0)" } ?? ""
        return ExchangeStep(
            .get, Self.eventsURL + suffix, headers: Glopal.authorization, status: 200, json: json.utf8)
    }

    private func event(
        _ id: String, _ name: String = "order.ready", order: String = Glopal.orderID, at time: String = "09:30:00"
    ) -> String {
        #"{"event_id":"\#(id)","event_name":"\#(name)","event_at":"2026-01-15T\#(time).000Z","order_id":"\#(order)"}"#
    }

    private func page(_ events: [String], next: String = "null") -> String {
        #"{"links":{"next":\#(next)},"events":[\#(events.joined(separator: ","))]}"#
    }

    @Test("the filter is repeated, the first pull has no cursor, and the cursor is the last element's id")
    func firstPull() async throws {
        let exchange = RecordedExchange([
            ExchangeStep(
                .get, Self.eventsURL, headers: Glopal.authorization, status: 200,
                json: try Glopal.bytes("events-page.json")),
            Glopal.details(try Glopal.bytes("ready-eur.json")),
            Glopal.details("410001-200004", try Glopal.bytes("cancelled.json")),
        ])

        let page = try await Glopal.adapter().poll(after: nil, through: exchange)

        #expect(exchange.deviations == [])
        #expect(page.messages.map(\.key) == ["9QK2M9XW4T0BC8RD", "1AA0BB9CC8DD7EE6"])
        #expect(page.cursor == "1AA0BB9CC8DD7EE6")
        #expect(page.hasMore)
        let kinds = try page.messages.map { try $0.content.get().map(\.kind) }
        #expect(kinds == [[.orderReady], [.orderCancelled]])
    }

    @Test("a stored cursor is sent, an empty one is not", arguments: [("C1", "C1"), ("", nil)] as [(String, String?)])
    func cursor(_ stored: String, _ sent: String?) async throws {
        let exchange = RecordedExchange([events(page([]), after: sent)])

        let page = try await Glopal.adapter().poll(after: stored, through: exchange)

        #expect(exchange.deviations == [])
        #expect(page == PollPage(messages: [], cursor: nil, hasMore: false))
    }

    @Test("a crash before the cursor is saved brings the same messages again")
    func redelivery() async throws {
        let ready = try Glopal.bytes("ready-eur.json")
        let steps = [events(page([event("E1")]), after: "C0"), Glopal.details(ready)]
        let adapter = try Glopal.adapter()

        let first = try await adapter.poll(after: "C0", through: RecordedExchange(steps))
        let second = try await adapter.poll(after: "C0", through: RecordedExchange(steps))

        #expect(first == second)
        #expect(first.messages.first?.key == "E1")
    }

    @Test("order.ready for an order that is cancelled by now says that it is cancelled, and nothing else")
    func stale() async throws {
        let cancelled = try Glopal.bytes("cancelled.json")
        let exchange = RecordedExchange([
            events(page([event("E1", order: "410001-200004")])), Glopal.details("410001-200004", cancelled),
        ])

        let page = try await Glopal.adapter().poll(after: nil, through: exchange)

        let facts = try #require(try page.messages.first?.content.get())
        #expect(facts.map(\.kind) == [.orderCancelled])
        #expect(facts.first?.content.cancellation != nil)
    }

    @Test("an order that is accepted by the time its order.ready is read was ready all the same")
    func overtaken() async throws {
        let exchange = RecordedExchange([
            events(page([event("E1")])), Glopal.details(try Glopal.bytes("accepted.json")),
        ])

        let page = try await Glopal.adapter().poll(after: nil, through: exchange)

        let facts = try #require(try page.messages.first?.content.get())
        #expect(facts.map(\.duplicateKey) == ["410001-200002:READY", "410001-200002:ACCEPTED"])
        #expect(facts.last?.content.acceptance == .init(orderID: "7051", orderNumber: "007051"))
    }

    @Test("several events about one state give one fact by its duplicate key")
    func oneFactPerState() async throws {
        let ready = try Glopal.bytes("ready-eur.json")
        let exchange = RecordedExchange([
            events(page([event("E1"), event("E2")])), Glopal.details(ready), Glopal.details(ready),
        ])

        let page = try await Glopal.adapter().poll(after: nil, through: exchange)

        let keys = try page.messages.flatMap { try $0.content.get().map(\.duplicateKey) }
        #expect(Set(keys) == ["410001-200002:READY"])
    }

    @Test("an unknown event is skipped and the cursor moves on")
    func unknownEvent() async throws {
        let exchange = RecordedExchange([events(page([event("E1", "order.reviewed")]))])

        let page = try await Glopal.adapter().poll(after: nil, through: exchange)

        #expect(page == PollPage(messages: [], cursor: "E1", hasMore: false))
    }

    @Test("the page ends before the first event whose details cannot be read now", arguments: [500, 503, 429, 401])
    func stops(_ status: Int) async throws {
        let ready = try Glopal.bytes("ready-eur.json")
        let steps = [
            events(page([event("E1"), event("E2", order: "410001-200003"), event("E3")], next: #""/more""#)),
            Glopal.details(ready), Glopal.details("410001-200003", [], status: status),
        ]
        let exchange = RecordedExchange(steps)

        let page = try await Glopal.adapter().poll(after: nil, through: exchange)

        #expect(exchange.deviations == [])
        #expect(page.messages.map(\.key) == ["E1"])
        #expect(page.cursor == "E1")
        #expect(!page.hasMore)
    }

    @Test("a page whose first event cannot be handled fails as a whole")
    func firstFails() async throws {
        let exchange = RecordedExchange([
            events(page([event("E1")])), .unanswered(.get, "\(Glopal.ordersURL)/\(Glopal.orderID)"),
        ])

        await #expect(throws: ExchangeFailure.self) { try await Glopal.adapter().poll(after: nil, through: exchange) }
    }

    @Test("details that cannot be translated are held alone, with their pointer")
    func poison() async throws {
        let broken = Array(#"{"id":"410001-200002","status":"READY","currency":"EUR","items":[{"sku":"A"}]}"#.utf8)
        let exchange = RecordedExchange([
            events(page([event("E1"), event("E2", "order.cancelled", order: "410001-200004")])), Glopal.details(broken),
            Glopal.details("410001-200004", try Glopal.bytes("cancelled.json")),
        ])

        let page = try await Glopal.adapter().poll(after: nil, through: exchange)

        #expect(page.cursor == "E2")
        guard case .failure(let problem) = page.messages.first?.content else {
            Issue.record("the first message is not held")
            return
        }
        #expect(problem.pointer == "/items/0/quantity")
        #expect(page.messages.first?.raw == broken)
        #expect(try page.messages.last?.content.get().count == 1)
    }

    @Test("an order that Glopal does not know, long after its event, is held alone with the event that names it")
    func unknownOrder() async throws {
        let old = event("E1", at: "09:20:00")
        let exchange = RecordedExchange([events(page([old])), Glopal.details([], status: 404)])

        let page = try await Glopal.adapter().poll(after: nil, through: exchange)

        #expect(page.cursor == "E1")
        let problem = #expect(throws: TranslationProblem.self) { try page.messages.first?.content.get() }
        #expect(problem?.code == "glopal.not-found")
        #expect(page.messages.first?.raw == Array(old.utf8))
    }

    @Test("an order that is not there yet, a moment after its event, is asked for again at the next poll")
    func notThereYet() async throws {
        let fresh = event("E2", order: "410001-200003", at: "09:29:00")
        let exchange = RecordedExchange([
            events(page([event("E1"), fresh])), Glopal.details(try Glopal.bytes("ready-eur.json")),
            Glopal.details("410001-200003", [], status: 404),
        ])
        let alone = RecordedExchange([
            events(page([fresh])), Glopal.details("410001-200003", [], status: 404),
        ])

        let page = try await Glopal.adapter().poll(after: nil, through: exchange)

        #expect(page.messages.map(\.key) == ["E1"])
        #expect(page.cursor == "E1")
        await #expect(throws: ExchangeFailure.self) { try await Glopal.adapter().poll(after: nil, through: alone) }
    }

    @Test("an event from the future does not stop the polls for good")
    func future() async throws {
        let exchange = RecordedExchange([
            events(page([event("E1", at: "21:00:00")])), Glopal.details([], status: 404),
        ])

        let page = try await Glopal.adapter().poll(after: nil, through: exchange)

        #expect(page.cursor == "E1")
        #expect(throws: TranslationProblem.self) { try page.messages.first?.content.get() }
    }

    @Test("what Glopal writes when a poll fails does not get into the reason, which is logged")
    func wordless() async throws {
        let answer = #"{"message":"Zoe Smith is not known"}"#
        let exchange = RecordedExchange([
            ExchangeStep(.get, Self.eventsURL, status: 503, json: answer.utf8)
        ])

        let failure = await #expect(throws: ExchangeFailure.self) {
            try await Glopal.adapter().poll(after: nil, through: exchange)
        }

        #expect(failure?.message == "http.503: Glopal answered 503")
    }

    @Test("a full page or a next link asks again at once, an unmoved cursor does not")
    func more() async throws {
        let skipped = event("E2", "order.reviewed")
        let adapter = try Glopal.adapter(["page_size": .integer(1)])
        let url = "\(Self.eventsURL)&after_event_id=E1&limit=1"

        let full = RecordedExchange([ExchangeStep(.get, url, status: 200, json: page([skipped]).utf8)])
        let stuck = RecordedExchange([
            ExchangeStep(.get, url, status: 200, json: page([event("E1", "order.reviewed")]).utf8)
        ])

        #expect(try await adapter.poll(after: "E1", through: full).hasMore)
        #expect(try await adapter.poll(after: "E1", through: stuck).hasMore == false)
    }

    @Test("a refused cursor is raised for a person and never restarted")
    func refusedCursor() async throws {
        let exchange = RecordedExchange([
            ExchangeStep(.get, "\(Self.eventsURL)&after_event_id=GONE", status: 400, json: #"{"message":"no"}"#.utf8)
        ])

        do {
            _ = try await Glopal.adapter().poll(after: "GONE", through: exchange)
            Issue.record("the poll went on without its cursor")
        } catch let problem as TranslationProblem {
            #expect(problem.code == "glopal.cursor")
            #expect(exchange.requests.count == 1)
        }
    }

    @Test("an event without an id stops the page before it")
    func eventWithoutID() async throws {
        let exchange = RecordedExchange([
            events(page([event("E1", "order.reviewed"), #"{"event_name":"order.ready"}"#]))
        ])

        let page = try await Glopal.adapter().poll(after: nil, through: exchange)

        #expect(page == PollPage(messages: [], cursor: "E1", hasMore: false))
    }
}
