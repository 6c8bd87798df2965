import Simulators
import Testing

@Suite("Glopal Order API simulator: events")
struct GlopalEventsTests {
    private func names(_ reply: Caller.Reply) -> [String] {
        reply.json["events"]?.elements?.compactMap { $0["event_name"]?.text } ?? []
    }

    private func ids(_ reply: Caller.Reply) -> [String] {
        reply.json["events"]?.elements?.compactMap { $0["event_id"]?.text } ?? []
    }

    @Test("a pull gives the events of every repeated filter in the sequence they happened")
    func filters() async throws {
        try await withGlopal { glopal, call in
            let orders = try glopal.createOrders(count: 2, ready: true)
            try glopal.cancel(orders[0])

            let reply = try await call.get("/v2/events/demo?event=order.ready&event=order.cancelled")

            #expect(reply.status == 200)
            #expect(names(reply) == ["order.ready", "order.ready", "order.cancelled"])
            #expect(names(try await call.get("/v2/events/demo?event=order.ready,order.cancelled")).isEmpty)
        }
    }

    @Test("an event has the documented members, its time in UTC with milliseconds, and no body of the order")
    func members() async throws {
        try await withGlopal { glopal, call in
            let orders = try glopal.createOrders()

            let event = try await call.get("/v2/events/demo?event=order.received&after_event_id=").json["events"]?[0]

            let names = ["event_id", "event_name", "event_at", "order_id", "external", "entity_id"]
            #expect(event?.members?.map(\.name) == names)
            #expect(event?["event_at"]?.text == "2026-02-02T02:40:00.120Z")
            #expect(event?["order_id"]?.text == orders[0])
            #expect(event?["external"] == ["order_id": nil, "order_number": nil])
            #expect(event?["event_id"]?.text?.count == 16)
            #expect(event?["entity_id"] == .null)
        }
    }

    @Test("the cursor is exclusive, twenty events are a page, and an empty page ends the walk")
    func cursor() async throws {
        try await withGlopal { glopal, call in
            try glopal.createOrders(count: 45)
            var cursor = ""
            var sizes: [Int] = []
            var seen: [String] = []

            repeat {
                let page = try await call.get("/v2/events/demo?event=order.received&after_event_id=\(cursor)")
                sizes.append(ids(page).count)
                seen += ids(page)
                cursor = ids(page).last ?? cursor
            } while sizes.last != 0

            #expect(sizes == [20, 20, 5, 0])
            #expect(Set(seen).count == 45)
            #expect(seen == glopal.events().map(\.id))
            #expect(seen != seen.sorted())
        }
    }

    @Test("links lead to the next and the previous page and are null at the ends")
    func links() async throws {
        try await withGlopal { glopal, call in
            try glopal.createOrders(count: 5)

            let first = try await call.get("/v2/events/demo?event=order.received&limit=3")
            let next = try #require(first.json["links"]?["next"]?.text)
            let second = try await call.get(next)
            let previous = try #require(second.json["links"]?["previous"]?.text)
            let back = try await call.get(previous)

            #expect(first.json["links"]?["previous"] == .null)
            #expect(ids(second).count == 2)
            #expect(second.json["links"]?["next"] == .null)
            #expect(ids(back) == ids(first))
        }
    }

    @Test(
        "a query that breaks a rule is answered 400",
        arguments: [
            "", "?event=", "?event=order.ready&after_event_id=0000000000000000", "?event=order.ready&limit=0",
            "?event=order.ready&limit=101", "?event=order.ready&limit=many",
            "?event=order.ready&before_event_id=nothing", "?event%5B%5D=order.ready",
        ])
    func refused(query: String) async throws {
        try await withGlopal { glopal, call in
            try glopal.createOrders()

            let reply = try await call.get("/v2/events/demo\(query)")

            #expect(reply.status == 400)
            #expect(reply.message != nil)
        }
    }

    @Test("a cursor of another store is not valid")
    func foreignCursor() async throws {
        let stores = [GlopalStore(id: "demo", apiKey: "GL.demo-key"), GlopalStore(id: "other", apiKey: "GL.other")]
        try await withGlopal(.init(stores: stores)) { glopal, call in
            try glopal.createOrders(store: "other")
            let foreign = try #require(glopal.events(store: "other").first?.id)

            let reply = try await call.get("/v2/events/demo?event=order.received&after_event_id=\(foreign)")

            #expect(reply.status == 400)
        }
    }

    @Test("a missing or unknown key is 401, a key of another store 403, an unknown order 404")
    func authentication() async throws {
        let stores = [GlopalStore(id: "demo", apiKey: "GL.demo-key"), GlopalStore(id: "other", apiKey: "GL.other")]
        try await withGlopal(.init(stores: stores)) { glopal, call in
            let order = try glopal.createOrders()[0]
            let path = "/v2/orders/demo/\(order)"

            #expect(try await Caller(base: call.base, key: nil).get(path).status == 401)
            #expect(try await Caller(base: call.base, key: "GL.wrong").get(path).status == 401)
            #expect(try await Caller(base: call.base, key: "GL.other").get(path).status == 403)
            #expect(try await call.get(path).status == 200)
            #expect(try await Caller(base: call.base, key: "GL.other").get("/v2/orders/other/\(order)").status == 404)
            #expect(try await call.get("/v2/orders/demo/1-1").status == 404)
            #expect(try await call.get("/v2/orders/demo/not_an_id").status == 400)
        }
    }
}
