import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import MerchantOMS
import Testing

@Suite("Polling a mapped OMS")
struct PollTests {
    private static let facts = """
        if .item.order then [{type: "order.status", data: {reference: {kind: "order", value: .item.order}, status: .item.s}}]
        else error("no order") end
        """

    private static func adapter(
        _ paging: Settings.Value, _ path: Settings.Value, _ more: (String, Settings.Value)...
    ) throws -> MerchantOMSAdapter {
        let fixed: [(name: String, value: Settings.Value)] = [
            ("every", .duration(.seconds(30))), ("paging", paging), ("path", path), ("items", ".answer.body.items"),
            ("key", "\"\\(.item.order):\\(.item.s)\""), ("facts", .string(facts)),
        ]
        return try Mapped.adapter(["inbound": ["poll": .map(fixed + more.map { (name: $0.0, value: $0.1) })]])
    }

    /// Pages by their paths; each page's orders, what `next` says, and a `Link` header.
    private static func pages(
        _ pages: [(path: String, orders: [Int], next: String, link: String)]
    ) throws
        -> RecordedExchange
    {
        RecordedExchange(
            pages.map { page in
                let items = page.orders.map { #"{"order":\#($0),"s":"sent"}"# }.joined(separator: ",")
                var headers: HTTPFields = [.contentType: "application/json"]
                if let link = HTTPField.Name("Link"), !page.link.isEmpty { headers[link] = page.link }
                let body = #"{"items":[\#(items)],"next":\#(page.next)}"#
                return ExchangeStep(
                    .get, Mapped.endpoint + page.path,
                    reply: .success(WireResponse(status: 200, headers: headers, body: Array(body.utf8))))
            })
    }

    /// One round: pages until there is no more.
    private static func round(
        _ adapter: MerchantOMSAdapter, from cursor: String?, _ exchange: RecordedExchange
    ) async throws -> (cursor: String?, keys: [String]) {
        var cursor = cursor
        var keys: [String] = []
        for _ in 0..<10 {
            let page = try await adapter.poll(after: cursor, through: exchange)
            cursor = page.cursor ?? cursor
            keys += page.messages.map(\.key)
            if !page.hasMore { break }
        }
        return (cursor, keys)
    }

    @Test("by cursor: goes on where the last page ended, and stays there when there is no more")
    func cursor() async throws {
        let adapter = try Self.adapter(
            "cursor", "/events\\(if .cursor then \"/after/\" + .cursor else \"\" end)", ("next", ".answer.body.next"))
        let exchange = try Self.pages([
            ("/events", [1, 2], #""c/1""#, ""), ("/events%2Fafter%2Fc%2F1", [3], #""c2""#, ""),
            ("/events%2Fafter%2Fc2", [], "null", ""), ("/events%2Fafter%2Fc2", [4], #""c3""#, ""),
            ("/events%2Fafter%2Fc3", [], #""c3""#, ""),
        ])
        let first = try await Self.round(adapter, from: nil, exchange)
        #expect(first.cursor == "c2" && first.keys == ["1:sent", "2:sent", "3:sent"])
        let second = try await Self.round(adapter, from: first.cursor, exchange)
        #expect(second.cursor == "c3" && second.keys == ["4:sent"])
        #expect(exchange.deviations == [])
    }

    @Test("by page: every round begins at the first page and ends at an empty one", arguments: [false, true])
    func page(hasNext: Bool) async throws {
        let adapter =
            hasNext
            ? try Self.adapter("page", "/events?page=\\(.page)", ("next", ".answer.body.next"))
            : try Self.adapter("page", "/events?page=\\(.page)")
        let pages: [(path: String, orders: [Int], next: String, link: String)] = [
            ("/events?page=1", [1, 2], "true", ""), ("/events?page=2", [3], "null", ""),
            ("/events?page=3", [], "null", ""),
        ]
        let round = hasNext ? Array(pages.prefix(2)) : pages
        let exchange = try Self.pages(round + round)
        var cursor: String?
        for _ in 0..<2 {
            let result = try await Self.round(adapter, from: cursor, exchange)
            #expect(result.keys == ["1:sent", "2:sent", "3:sent"])
            cursor = result.cursor
        }
        #expect(exchange.deviations == [])
    }

    @Test("by link: follows the next page's link within the endpoint's origin, each round from the path")
    func link() async throws {
        let adapter = try Self.adapter("link", "/events?open=1")
        let round: [(path: String, orders: [Int], next: String, link: String)] = [
            ("/events?open=1", [1], "null", #"<https://OMS.example/api/events?p=a,b>; rel="next", <x>; rel=last"#),
            ("/events?p=a,b", [2], "null", #"</api/events?p=c>; rel=next"#),
            ("/events?p=c", [3], "null", #"<?p=d>; title="x"; rel="next""#),
            ("/events?p=d", [], "null", #"</api/events>; rel="prev""#),
        ]
        let exchange = try Self.pages(round + round.prefix(1))
        let result = try await Self.round(adapter, from: nil, exchange)
        #expect(result.keys == ["1:sent", "2:sent", "3:sent"])
        _ = try await adapter.poll(after: result.cursor, through: exchange)
        #expect(exchange.deviations == [])
    }

    @Test(
        "a link may be relative, and may spell the port that everybody takes",
        arguments: [
            ("events?p=2", "/events?p=2"), ("./p2", "/p2"), ("more/p2?a=../b", "/more/p2?a=../b"),
            ("https://oms.example:443/api/p2", "/p2"), ("/api/x/../p2", "/p2"),
        ])
    func relativeLink(target: String, path: String) async throws {
        let adapter = try Self.adapter("link", "/events?open=1")
        let exchange = try Self.pages([
            ("/events?open=1", [1], "null", "<\(target)>; rel=next"), (path, [2], "null", ""),
        ])
        #expect(try await Self.round(adapter, from: nil, exchange).keys == ["1:sent", "2:sent"])
        #expect(exchange.deviations == [])
    }

    @Test("links that lead in a circle end the round", arguments: [1, 2, 5])
    func circle(length: Int) async throws {
        let adapter = try Self.adapter("link", "/events")
        var pages: [(path: String, orders: [Int], next: String, link: String)] = [
            ("/events", [0], "null", "</api/p0>; rel=next")
        ]
        for number in 0..<40 {
            pages.append(
                ("/p\(number % length)", [number % length], "null", "</api/p\((number + 1) % length)>; rel=next"))
        }
        let exchange = try Self.pages(pages)
        var cursor: String?
        var hasMore = true
        var asked = 0
        while hasMore, asked < 40 {
            let page = try await adapter.poll(after: cursor, through: exchange)
            (cursor, hasMore) = (page.cursor ?? cursor, page.hasMore)
            asked += 1
        }
        #expect(asked > length && asked <= 4 * length + 1)
        #expect(cursor == "")
    }

    @Test("a round whose link has run out begins anew at the path", arguments: [400, 404, 410, 422])
    func linkRanOut(status: Int) async throws {
        let adapter = try Self.adapter("link", "/events")
        let exchange = try Self.pages([("/events", [1], "null", "</api/p2>; rel=next")])
        let first = try await adapter.poll(after: nil, through: exchange)
        #expect(first.hasMore)
        let second = try await adapter.poll(after: first.cursor, through: UniformExchange(Mapped.answer(status)))
        #expect(second == PollPage(messages: [], cursor: "", hasMore: false))
        await #expect(throws: ExchangeFailure.self) {
            try await adapter.poll(after: second.cursor, through: UniformExchange(Mapped.answer(status)))
        }
    }

    @Test("a round ends when the OMS overlooks the page's number and gives the same page again")
    func samePage() async throws {
        let adapter = try Self.adapter("page", "/events?page=\\(.page)")
        let exchange = try Self.pages([
            ("/events?page=1", [1], "null", ""), ("/events?page=2", [2], "null", ""),
            ("/events?page=3", [2], "null", ""), ("/events?page=1", [1], "null", ""),
        ])
        let round = try await Self.round(adapter, from: nil, exchange)
        #expect(round.keys == ["1:sent", "2:sent", "2:sent"])
        _ = try await adapter.poll(after: round.cursor, through: exchange)
        #expect(exchange.deviations == [])
    }

    @Test("a link that leads away is not followed", arguments: ["https://evil.example/x", "//evil.example/x"])
    func foreignLink(target: String) async throws {
        let adapter = try Self.adapter("link", "/events")
        let exchange = try Self.pages([("/events", [1], "null", "<\(target)>; rel=next")])
        let problem = await #expect(throws: TranslationProblem.self) {
            try await adapter.poll(after: nil, through: exchange)
        }
        #expect(problem?.code == "oms.link")
    }

    @Test("by time: every round goes back a little before the latest time seen, and reads all pages from there")
    func timestamp() async throws {
        let adapter = try Self.adapter(
            "timestamp", "/events?since=\\(.cursor // \"\")&page=\\(.page)", ("next", ".answer.body.next"),
            ("overlap", .duration(.seconds(90))))
        let exchange = try Self.pages([
            ("/events?since=&page=1", [1], #""2026-01-15T09:00:00Z""#, ""),
            ("/events?since=&page=2", [], "null", ""),
            // More than one page lies within the span that is gone back.
            ("/events?since=2026-01-15T08%3A58%3A30Z&page=1", [1, 2], #""2026-01-15T09:00:00Z""#, ""),
            ("/events?since=2026-01-15T08%3A58%3A30Z&page=2", [3], #""2026-01-15T09:00:10Z""#, ""),
            ("/events?since=2026-01-15T08%3A58%3A30Z&page=3", [], "null", ""),
            ("/events?since=2026-01-15T08%3A58%3A40Z&page=1", [], "null", ""),
        ])
        let first = try await Self.round(adapter, from: nil, exchange)
        #expect(first.cursor == "2026-01-15T09:00:00Z" && first.keys == ["1:sent"])
        let second = try await Self.round(adapter, from: first.cursor, exchange)
        #expect(second.cursor == "2026-01-15T09:00:10Z" && second.keys == ["1:sent", "2:sent", "3:sent"])
        let third = try await Self.round(adapter, from: second.cursor, exchange)
        #expect(third.cursor == second.cursor && third.keys == [])
        #expect(exchange.deviations == [])
    }

    @Test("by time without pages: goes on from the latest time until it stands still")
    func timestampAlone() async throws {
        let adapter = try Self.adapter(
            "timestamp", "/events?since=\\(.cursor // \"\")", ("next", ".answer.body.next"),
            ("overlap", .duration(.zero)))
        let exchange = try Self.pages([
            ("/events?since=", [1], #""2026-01-15T09:00:00Z""#, ""),
            ("/events?since=2026-01-15T09%3A00%3A00Z", [1, 2], #""2026-01-15T09:10:00Z""#, ""),
            ("/events?since=2026-01-15T09%3A10%3A00Z", [2], #""2026-01-15T09:10:00Z""#, ""),
        ])
        let round = try await Self.round(adapter, from: nil, exchange)
        #expect(round.cursor == "2026-01-15T09:10:00Z" && round.keys == ["1:sent", "1:sent", "2:sent", "2:sent"])
        #expect(exchange.deviations == [])
    }

    @Test("by time and page: the time stands still while the pages of a round are read")
    func timestampAndPages() async throws {
        let adapter = try Self.adapter(
            "timestamp", "/events?since=\\(.cursor // \"\")&page=\\(.page)", ("next", ".answer.body.next"),
            ("overlap", .duration(.zero)))
        let exchange = try Self.pages([
            ("/events?since=&page=1", [2], #""2026-01-15T09:10:00Z""#, ""),
            ("/events?since=&page=2", [1], #""2026-01-15T09:00:00Z""#, ""),
            ("/events?since=&page=3", [], "null", ""),
            ("/events?since=2026-01-15T09%3A10%3A00Z&page=1", [], "null", ""),
        ])
        let first = try await Self.round(adapter, from: nil, exchange)
        #expect(first.cursor == "2026-01-15T09:10:00Z" && first.keys == ["2:sent", "1:sent"])
        _ = try await Self.round(adapter, from: first.cursor, exchange)
        #expect(exchange.deviations == [])
    }

    @Test("an item that cannot be read is held alone")
    func heldItem() async throws {
        let adapter = try Self.adapter("page", "/events?page=\\(.page)")
        let body = #"{"items":[{"s":"lost"},{"order":"2","s":"sent"}]}"#
        let page = try await adapter.poll(after: nil, through: UniformExchange(Mapped.answer(200, body)))
        #expect(page.messages.map(\.key) == ["null:lost", "2:sent"])
        #expect(throws: TranslationProblem.self) { try page.messages[0].content.get() }
        #expect(try page.messages[1].content.get().map(\.duplicateKey) == ["2:sent"])
        #expect(Sample.text(page.messages[1].raw) == #"{"order":"2","s":"sent"}"#)
    }

    @Test("a page that failed leaves the cursor", arguments: [401, 404, 429, 503])
    func failed(status: Int) async throws {
        let adapter = try Self.adapter("page", "/events?page=\\(.page)")
        let response = WireResponse(status: status, headers: [.retryAfter: "9"])
        let failure = await #expect(throws: ExchangeFailure.self) {
            try await adapter.poll(after: "C", through: UniformExchange(response))
        }
        #expect(failure?.effect == ExchangeFailure.Effect.none && failure?.retryAfter == .seconds(9))
    }

    @Test("only an OMS whose mapping says how is asked")
    func isPolled() throws {
        #expect(try Self.adapter("page", "/events?page=\\(.page)").isPolled)
        #expect(try Self.adapter("page", "/events?page=\\(.page)").pollInterval == .seconds(30))
        #expect(try !Mapped.adapter().isPolled)
        #expect(try !Sample.adapter().isPolled)
    }
}
