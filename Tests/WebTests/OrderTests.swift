import Canonical
import Engine
import HTTPTypes
import HummingbirdTesting
import Journal
import Testing
import Web

@Suite("Reading orders")
struct OrderTests {
    @Test("any system's id finds the order", arguments: ["A-1", "ours"])
    func anyName(name: String) async throws {
        try await Bench.run { bench, client in
            _ = try await client.webhook(#"{"number":"A-1","event":"e1"}"#)
            let id = try #require(try await bench.journal.orders(named: "A-1", limit: 1).first?.id.value)

            let reply = try await client.send(.get, "/v1/orders/\(name == "ours" ? id : name)")

            #expect(reply.status == 200)
            #expect(reply.text("/id") == id)
            #expect(reply.text("/version") == "1")
            #expect(reply.text("/phase") == "ready")
            #expect(reply.text("/deliveries/waiting") == "1")
            #expect(reply.text("/order/references/0/value") == "A-1")
            #expect(reply.headers[.eTag] == "\"1.waiting-1\"")
        }
    }

    @Test(
        "an id with signs of its own is found when it is encoded",
        arguments: [
            ("a/b", "a%2Fb"), ("a+b", "a+b"), ("a b", "a%20b"), ("ä", "%C3%A4"),
        ])
    func encodedName(name: String, path: String) async throws {
        try await Bench.run { _, client in
            _ = try await client.webhook(#"{"number":"\#(name)","event":"e1"}"#)

            #expect(try await client.send(.get, "/v1/orders/\(path)").status == 200)
        }
    }

    @Test("an order that the caller has already is answered 304")
    func notModified() async throws {
        try await Bench.run { _, client in
            _ = try await client.webhook(#"{"number":"A-1","event":"e1"}"#)
            let tag = try #require(try await client.send(.get, "/v1/orders/A-1").headers[.eTag])
            var headers = HTTPFields()
            headers[.ifNoneMatch] = tag

            let reply = try await client.send(.get, "/v1/orders/A-1", headers: headers)

            #expect(reply.status == 304)
            #expect(reply.text.isEmpty)
        }
    }

    @Test(
        "the tag is compared as caches change it: weakly, in lists, and with *",
        arguments: [
            ("W/\"1.waiting-1\"", 304), ("\"0\", \"1.waiting-1\"", 304), ("\"0\",W/\"1.waiting-1\" ", 304), ("*", 304),
            ("\"0\"", 200), ("W/\"0\"", 200), ("1.waiting-1", 200),
        ])
    func weakTag(value: String, status: Int) async throws {
        try await Bench.run { _, client in
            _ = try await client.webhook(#"{"number":"A-1","event":"e1"}"#)
            var headers = HTTPFields()
            headers[.ifNoneMatch] = value
            #expect(try await client.send(.get, "/v1/orders/A-1", headers: headers).status == status)
        }
    }

    @Test("what nobody read of an order is shown to who may see whole facts, and to no viewer")
    func residue() async throws {
        try await Bench.run { _, client in
            _ = try await client.webhook(#"{"number":"A-1","event":"e1","remark":"pays late"}"#)
            let mine = try await client.send(.get, "/v1/orders/A-1")
            let viewers = try await client.send(.get, "/v1/orders/A-1", token: Bench.viewerToken)
            #expect(mine.text.contains("pays late"))
            #expect(viewers.status == 200)
            #expect(viewers.text("/order/references/0/value") == "A-1")
            #expect(!viewers.text.contains("pays late"))
        }
    }

    @Test("the system and the kind of an id tell orders apart that have the same one")
    func systems() async throws {
        try await Bench.run { _, client in
            _ = try await client.webhook(#"{"number":"A-1","event":"e1"}"#)
            let data = #"{"order":{"references":[{"kind":"number","value":"A-1"}]}}"#
            _ = try await client.send(.post, "/v1/facts", event(source: "/adapters/warehouse", data: data))
            func origins(_ query: String) async throws -> [String] {
                let reply = try await client.send(.get, "/v1/orders?\(query)")
                return reply["/orders"]?.elements.compactMap { $0["origin"]?.stringValue } ?? []
            }
            #expect(try await origins("name=A-1").count == 2)
            #expect(try await origins("name=A-1&system=shop") == ["shop"])
            #expect(try await origins("name=A-1&kind=number") == ["warehouse"])
            #expect(try await origins("name=A-1&system=shop&kind=number") == [])
            #expect(try await origins("system=warehouse") == ["warehouse"])
            let page = try await client.send(.get, "/v1/orders?name=A-1&kind=order&limit=1")
            #expect(page["/orders"]?.count == 1)
        }
    }

    @Test(
        "an id that nobody has is answered 404",
        arguments: [
            "/v1/orders/nobody", "/v1/orders/nobody/timeline", "/v1/orders/nobody/deliveries",
            "/v1/orders/01ARZ3NDEKTSV4RRFFQ69G5FAV",
        ])
    func unknown(path: String) async throws {
        try await Bench.run { _, client in
            let reply = try await client.send(.get, path)

            #expect(reply.status == 404)
            #expect(reply.text("/type") == "/problems/not-found")
        }
    }

    @Test("an id that several orders have is answered with the choices")
    func several() async throws {
        try await Bench.run { _, client in
            _ = try await client.webhook(#"{"number":"A-1","event":"e1"}"#)
            let data = #"{"order":{"references":[{"kind":"order","value":"A-1"}]}}"#
            _ = try await client.send(.post, "/v1/facts", event(source: "/adapters/warehouse", data: data))

            let reply = try await client.send(.get, "/v1/orders/A-1")

            #expect(reply.status == 300)
            #expect(reply["/choices"]?.count == 2)
            let path = try #require(reply.text("/choices/0/links/self"))
            #expect(try await client.send(.get, path).status == 200)
        }
    }

    @Test("pages follow each other until the oldest order, each order once")
    func pages() async throws {
        try await Bench.run { _, client in
            for number in 1...5 { _ = try await client.webhook(#"{"number":"A-\#(number)","event":"e\#(number)"}"#) }
            var seen: [String] = []
            var next: String? = "/v1/orders?limit=2"
            while let path = next {
                let page = try await client.send(.get, path)
                #expect(page.status == 200)
                seen += page["/orders"]?.elements.compactMap { $0["id"]?.stringValue } ?? []
                next = page.text("/links/next")
            }

            #expect(seen.count == 5)
            #expect(seen == seen.sorted(by: >))
            #expect(Set(seen).count == 5)
        }
    }

    @Test("name and phase narrow the list")
    func filters() async throws {
        try await Bench.run { _, client in
            for number in 1...3 { _ = try await client.webhook(#"{"number":"A-\#(number)","event":"e\#(number)"}"#) }

            #expect(try await client.send(.get, "/v1/orders?name=A-2")["/orders"]?.count == 1)
            #expect(try await client.send(.get, "/v1/orders?phase=ready")["/orders"]?.count == 3)
            #expect(try await client.send(.get, "/v1/orders?phase=shipped")["/orders"]?.count == 0)
            #expect(try await client.send(.get, "/v1/orders?name=A-2&phase=shipped")["/orders"]?.count == 0)
        }
    }

    @Test(
        "a wrong parameter is named",
        arguments: [
            ("limit=0", "limit"), ("limit=x", "limit"), ("phase=lost", "phase"), ("cursor=7", "cursor"),
            ("cursor=a%00", "cursor"), ("limit=", "limit"), ("limit=%2B5", "limit"), ("name=", "name"),
            ("phase=ready&phase=held", "phase"), ("reference=A-1", "reference"), ("Name=A-1", "Name"),
            ("state=", "state"), ("%6Eame=A-1&a%20b=1", "a b"), ("system=", "system"),
        ])
    func wrongParameter(query: String, name: String) async throws {
        try await Bench.run { _, client in
            let reply = try await client.send(.get, "/v1/orders?\(query)")

            #expect(reply.status == 400)
            #expect(reply.text("/parameter") == name)
        }
    }

    @Test("the timeline tells facts and deliveries in the sequence of time")
    func timeline() async throws {
        try await Bench.run { bench, client in
            let delivery = try #require(try await bench.deliveryNeedingAttention(client))

            let reply = try await client.send(.get, "/v1/orders/A-1/timeline")

            #expect(reply.text("/entries/0/what") == "order.ready")
            #expect(reply.text("/entries/0/who") == "shop")
            let what = reply["/entries"]?.elements.compactMap { $0["what"]?.stringValue } ?? []
            #expect(what.contains("delivery.created"))
            #expect(what.contains("delivery.needs-attention"))
            let deliveries = try await client.send(.get, "/v1/orders/A-1/deliveries")
            #expect(deliveries.text("/deliveries/0/id") == delivery.id.value)
            #expect(deliveries.text("/deliveries/0/state") == "needs-attention")
        }
    }

    @Test("the books show what was accepted and that they balance")
    func books() async throws {
        try await Bench.run { _, client in
            _ = try await client.webhook(#"{"number":"A-1","event":"e1"}"#)

            let reply = try await client.send(.get, "/v1/books")

            #expect(reply["/balanced"]?.boolValue == true)
            #expect(reply.text("/messages/accepted") == "1")
            #expect(reply.text("/deliveries/states/waiting") == "1")
        }
    }
}
