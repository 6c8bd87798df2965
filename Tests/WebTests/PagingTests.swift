import Canonical
import HTTPTypes
import HummingbirdTesting
import Journal
import Testing
import Web

@Suite("Lists are read page by page")
struct PagingTests {
    /// Follows a list to its end, two entries at a time.
    private func all(
        _ client: any TestClientProtocol, _ path: String, _ list: String, _ id: String
    ) async throws -> [String] {
        var seen: [String] = []
        var next: String? = "\(path)\(path.contains("?") ? "&" : "?")limit=2"
        while let path = next {
            let page = try await client.send(.get, path)
            try #require(page.status == 200, "\(path)")
            let entries = page["/\(list)"].map { Array($0.elements) } ?? []
            #expect(entries.count <= 2)
            seen += entries.compactMap { $0[id]?.stringValue }
            next = page.text("/links/next")
        }
        return seen
    }

    /// An order that five facts are about.
    private func state(_ client: any TestClientProtocol) async throws {
        _ = try await client.webhook(#"{"number":"A-1","event":"e1"}"#)
        for number in 2...5 {
            let data =
                #"{"status":"s\#(number)","reference":{"kind":"order","value":"A-1"},"documents":[{"kind":"k\#(number)","state":"available"}]}"#
            let type = number == 5 ? "documents.available" : "order.status"
            let reply = try await client.send(
                .post, "/v1/facts", event(id: "e\(number)", type: type, data: data))
            #expect(reply.status == 202)
        }
    }

    @Test("a timeline goes on where it ended, also within one moment")
    func timeline() async throws {
        try await Bench.run { _, client in
            try await state(client)
            let whole = try await client.send(.get, "/v1/orders/A-1/timeline?limit=200")
            let texts = whole["/entries"]?.elements.compactMap { $0["text"]?.stringValue } ?? []
            #expect(texts.count > 6)
            #expect(try await all(client, "/v1/orders/A-1/timeline", "entries", "text") == texts)
        }
    }

    @Test("orders of one name go on where they ended")
    func names() async throws {
        try await Bench.run { _, client in
            for source in ["shop", "warehouse"] {
                for scope in ["a", "b"] {
                    let data =
                        #"{"order":{"references":[{"kind":"order","scope":"\#(scope)","value":"A/1 ü"}]}}"#
                    let body = event(id: "\(source) \(scope)", source: "/adapters/\(source)", data: data)
                    #expect(try await client.send(.post, "/v1/facts", body).status == 202)
                }
            }
            let ids = try await all(client, "/v1/orders?name=A%2F1%20%C3%BC", "orders", "id")
            #expect(ids.count == 4)
            #expect(Set(ids).count == 4)
        }
    }

    @Test("what waits for a person goes on where it ended, deliveries and messages apart")
    func attention() async throws {
        try await Bench.run { bench, client in
            for number in 1...5 {
                _ = try await client.webhook(#"{"number":"A-\#(number)","event":"e\#(number)"}"#)
            }
            for delivery in try await bench.journal.openDeliveries(to: "warehouse", after: 0, limit: 9) {
                _ = try await bench.journal.move(
                    DeliveryMove(
                        delivery: delivery.id, from: [.waiting], to: .held, actor: "gateway", at: bench.time.now))
            }
            for number in 1...3 { _ = try await client.webhook("no json \(number)") }
            let deliveries = try await all(client, "/v1/attention", "deliveries", "id")
            let messages = try await all(client, "/v1/attention", "messages", "id")
            #expect(deliveries.count == 5 && Set(deliveries).count == 5)
            #expect(messages.count == 3 && Set(messages).count == 3)
        }
    }

    @Test("deliveries, papers and adapters are paged too")
    func others() async throws {
        try await Bench.run { _, client in
            try await state(client)
            for number in 6...8 { _ = try await client.webhook(#"{"number":"A-1","event":"e\#(number)"}"#) }
            #expect(try await all(client, "/v1/orders/A-1/deliveries", "deliveries", "id").count == 4)
            #expect(try await all(client, "/v1/adapters?", "adapters", "id") == ["shop", "warehouse"])
            let papers = try await client.send(.get, "/v1/orders/A-1/documents")
            #expect(papers.text("/documents/0/kind") == "k5")
            let page = try await client.send(.get, "/v1/adapters?limit=1")
            let next = try #require(page.text("/links/next"))
            #expect(try await client.send(.get, next).text("/adapters/0/id") == "warehouse")
        }
    }

    @Test("papers that are added between two pages move no other paper")
    func addedPapers() async throws {
        try await Bench.run { _, client in
            let parcels = ["a", "b"].map { #"{"documents":[{"kind":"\#($0)","state":"available"}]}"# }
                .joined(separator: ",")
            let data =
                #"{"order":{"references":[{"kind":"order","value":"A-1"}],"shipments":[{"parcels":[\#(parcels)]}],"documents":[{"kind":"own","state":"available"}]}}"#
            #expect(try await client.send(.post, "/v1/facts", event(data: data)).status == 202)
            var kinds: [String] = []
            var next: String? = "/v1/orders/A-1/documents?limit=1"
            var added = 0
            while let path = next {
                let page = try await client.send(.get, path)
                try #require(page.status == 200)
                kinds += page["/documents"]?.elements.compactMap { $0["kind"]?.stringValue } ?? []
                next = page.text("/links/next")
                guard added < 3 else { continue }
                added += 1
                let paper =
                    #"{"reference":{"kind":"order","value":"A-1"},"documents":[{"kind":"late \#(added)","state":"available"}]}"#
                let reply = try await client.send(
                    .post, "/v1/facts", event(id: "d\(added)", type: "documents.available", data: paper))
                #expect(reply.status == 202)
            }
            #expect(Set(kinds).count == kinds.count, "\(kinds)")
            #expect(kinds.filter { ["own", "a", "b"].contains($0) } == ["own", "a", "b"])
        }
    }

    @Test(
        "a list that does not know a parameter lists nothing",
        arguments: [
            "/v1/orders", "/v1/attention", "/v1/adapters", "/v1/orders/A-1/timeline", "/v1/orders/A-1/deliveries",
            "/v1/orders/A-1/documents",
        ])
    func unknownParameter(path: String) async throws {
        try await Bench.run { _, client in
            try await state(client)
            let reply = try await client.send(.get, "\(path)?limit=5&pagesize=5")
            #expect(reply.status == 400)
            #expect(reply.text("/parameter") == "pagesize")
        }
    }

    @Test(
        "a cursor of another list or of nobody is refused",
        arguments: [
            "/v1/orders?cursor=d1", "/v1/orders?cursor=", "/v1/attention?cursor=n1", "/v1/adapters?cursor=a",
            "/v1/orders/A-1/timeline?cursor=t1", "/v1/orders/A-1/deliveries?cursor=d-1",
            "/v1/orders/A-1/documents?cursor=p1", "/v1/orders/A-1/documents?cursor=p1-1-9999999999",
            "/v1/orders?cursor=a1&cursor=a2",
        ])
    func wrongCursor(path: String) async throws {
        try await Bench.run { _, client in
            try await state(client)
            let reply = try await client.send(.get, path)
            #expect(reply.status == 400)
            #expect(reply.text("/parameter") == "cursor")
        }
    }
}
