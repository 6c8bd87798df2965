import AdapterKit
import Canonical
import HTTPTypes
import Journal
import Testing

@testable import Engine

@Suite("Polling")
struct PollingTests {
    private static let page = "order.ready A1 k1\norder.ready A2 k2"

    @Test("a page's facts and its cursor are stored together, and the next poll goes on from there")
    func cursor() async throws {
        let rig = try Rig()
        rig.wire.answer { request, number throws(ExchangeFailure) in
            guard request.method == .get, request.url.hasPrefix("http://shop") else { return WireResponse(status: 200) }
            guard request.url.hasSuffix("events-") else { return WireResponse(status: 200) }
            return WireResponse(status: 206, headers: [.eTag: "e2"], body: Array(Self.page.utf8))
        }
        try await rig.run {
            try await rig.until("both orders crossed") { rig.wire.sent.contains("oms/create A2") }
            #expect(try await rig.journal.cursor(of: "shop") == "e2")
            try await rig.until("the next page was asked for") { rig.wire.polls.contains("shop/events-e2") }
        }
    }

    @Test("a poll that fails is repeated from the stored cursor; nothing is skipped")
    func failure() async throws {
        let rig = try Rig()
        rig.wire.answer { request, number throws(ExchangeFailure) in
            guard request.url == "http://shop.test/events-" else { return WireResponse(status: 200) }
            if number == 1 { throw ExchangeFailure(effect: .none, message: "the connection was refused") }
            return WireResponse(status: 200, headers: [.eTag: "e2"], body: Array(Self.page.utf8))
        }
        try await rig.run {
            try await rig.until("the failure shows") { rig.engine.failingPolls["shop"] == 1 }
            try await rig.until("both orders crossed") {
                rig.time.advance(by: .seconds(61))
                return rig.wire.sent.contains("oms/create A1") && rig.wire.sent.contains("oms/create A2")
            }
            try await rig.until("the failure is over") { rig.engine.failingPolls.isEmpty }
        }
    }

    @Test("a system without a stream of news is asked about each order under way, until the order ended")
    func following() async throws {
        let rig = try Rig()
        rig.wire.answer { request, _ throws(ExchangeFailure) in
            WireResponse(status: request.url.hasSuffix("events-about-A2") ? 404 : 200)
        }
        try await rig.run {
            try await rig.hear("order.ready A1 k1")
            try await rig.hear("order.ready A2 k2")
            try await rig.untilDeliveries("oms create confirmed", "oms create confirmed")
            let installation = rig.engine.installation
            let adapters = installation.adapters.values.filter { $0.id != "shop" } + [FollowingSystem(id: "shop")]
            rig.engine.reload(
                Installation(adapters: adapters, routes: installation.routes, revision: "r2"))
            try await rig.untilDeliveries("oms create confirmed", "oms create confirmed", "oms cancel confirmed")
            try await rig.until("the other order is asked about again") {
                rig.time.advance(by: .seconds(61))
                return rig.wire.polls.count { $0 == "shop/events-about-A2" } > 1
            }
        }
        #expect(rig.wire.polls.count { $0 == "shop/events-about-A1" } == 1)
    }

    @Test("a round ends when the system asks to be left alone or does not let us in", arguments: [true, false])
    func roundEnds(isAsked: Bool) async throws {
        let rig = try Rig()
        rig.wire.answer { request, _ throws(ExchangeFailure) in
            guard request.url.contains("/events-about-") else { return WireResponse(status: 200) }
            guard isAsked else { return WireResponse(status: 401) }
            throw ExchangeFailure(effect: .none, message: "429", retryAfter: .seconds(600))
        }
        try await rig.run {
            // More orders than are asked about at once.
            for number in 1...60 { try await rig.hear("order.ready A\(number) k\(number)") }
            let installation = rig.engine.installation
            let adapters = installation.adapters.values.filter { $0.id != "shop" } + [FollowingSystem(id: "shop")]
            rig.engine.reload(Installation(adapters: adapters, routes: installation.routes, revision: "r2"))
            func asked() -> Int { rig.wire.polls.count { $0.hasPrefix("shop/events-about-") } }
            try await rig.until("the failure shows") { rig.engine.failingPolls["shop"] == 1 && asked() > 0 }
            #expect(asked() == 1)
            guard isAsked else { return }
            rig.time.advance(by: .seconds(599))
            try await Task.sleep(for: .milliseconds(20))
            #expect(asked() == 1)
            try await rig.until("it is asked again") {
                rig.time.advance(by: .seconds(1))
                return asked() > 1
            }
        }
    }

    @Test("a page whose known message and new message bring one fact is stored")
    func commonFact() async throws {
        let rig = try Rig()
        let pages = [
            "order.ready A1 k1\norder.changed A1 k2", "order.changed A1 k2 and=k3\norder.changed A1 k4 and=k3 and=k5",
        ]
        rig.wire.answer { request, _ throws(ExchangeFailure) in
            switch request.url {
            case "http://shop.test/events-":
                WireResponse(status: 206, headers: [.eTag: "e2"], body: Array(pages[0].utf8))
            case "http://shop.test/events-e2":
                WireResponse(status: 206, headers: [.eTag: "e3"], body: Array(pages[1].utf8))
            default: WireResponse(status: 200)
            }
        }
        try await rig.run {
            try await rig.until("the page is stored") { try await rig.journal.cursor(of: "shop") == "e3" }
            let order = try #require(try await rig.journal.orders(named: "A1", limit: 1).first).id
            #expect(try await rig.journal.facts(of: order).map(\.duplicateKey) == ["k1", "k2", "k4", "k3", "k5"])
            #expect(try await rig.journal.books().isBalanced)
        }
    }

    @Test("a fact that another order has already does not keep the others from being stored")
    func factOfAnotherOrder() async throws {
        let rig = try Rig()
        rig.wire.answer { request, number throws(ExchangeFailure) in
            guard request.url == "http://shop.test/events-", number > 1 else { return WireResponse(status: 200) }
            return WireResponse(
                status: 200, headers: [.eTag: "e2"], body: Array("order.changed A2 k1 and=k4 and=k5".utf8))
        }
        try await rig.run {
            try await rig.until("the first poll is over") { rig.wire.polls.contains("shop/events-") }
            try await rig.hear("order.ready A1 k1")
            try await rig.hear("order.ready A2 k2")
            try await rig.hear("wake")
            try await rig.until("the page is stored") { try await rig.journal.cursor(of: "shop") == "e2" }
            let order = try #require(try await rig.journal.orders(named: "A2", limit: 1).first).id
            #expect(try await rig.journal.facts(of: order).map(\.duplicateKey) == ["k2", "k4", "k5"])
        }
    }

    @Test("a system that asks to be left alone for a while is")
    func askedToWait() async throws {
        let rig = try Rig()
        rig.wire.answer { request, number throws(ExchangeFailure) in
            guard request.url == "http://shop.test/events-", number == 1 else { return WireResponse(status: 200) }
            throw ExchangeFailure(effect: .none, message: "429", retryAfter: .seconds(600))
        }
        try await rig.run {
            try await rig.until("the failure shows") { rig.engine.failingPolls["shop"] == 1 }
            rig.time.advance(by: .seconds(599))
            try await Task.sleep(for: .milliseconds(20))
            #expect(rig.wire.polls.count { $0.hasPrefix("shop/") } == 1)
            try await rig.until("it is asked again") {
                rig.time.advance(by: .seconds(1))
                return rig.wire.polls.count { $0.hasPrefix("shop/") } > 1
            }
        }
    }

    @Test("a wake-up does not shorten the wait that a failing system asked for; another configuration does")
    func wakeUpWhileBackingOff() async throws {
        let rig = try Rig()
        rig.wire.answer { request, number throws(ExchangeFailure) in
            guard request.url == "http://shop.test/events-", number == 1 else { return WireResponse(status: 200) }
            throw ExchangeFailure(effect: .none, message: "429", retryAfter: .seconds(600))
        }
        try await rig.run {
            try await rig.until("the failure shows") { rig.engine.failingPolls["shop"] == 1 }
            for _ in 0..<3 {
                try await rig.hear("wake")
                rig.time.advance(by: .seconds(100))
                try await Task.sleep(for: .milliseconds(10))
            }
            #expect(rig.wire.polls.count { $0.hasPrefix("shop/") } == 1)
            rig.engine.reload(try Rig.installation(Rig.routes.replacing("name: back", with: "name: returns")))
            try await rig.until("it is asked again") { rig.wire.polls.count { $0.hasPrefix("shop/") } > 1 }
        }
    }

    @Test("a message of a page that cannot be read is held, and the page goes on")
    func poison() async throws {
        let rig = try Rig()
        rig.wire.answer { request, _ throws(ExchangeFailure) in
            guard request.url == "http://shop.test/events-" else { return WireResponse(status: 200) }
            return WireResponse(
                status: 200, headers: [.eTag: "e3"], body: Array("order.ready A1 k1\nrubbish\norder.ready A2 k2".utf8))
        }
        try await rig.run {
            try await rig.until("the good ones crossed") { rig.wire.sent.contains("oms/create A2") }
            #expect(try await rig.journal.messagesNeedingAttention(limit: 9).map(\.size) == ["rubbish".utf8.count])
        }
    }

    @Test("a wake-up polls at once")
    func wakeUp() async throws {
        let rig = try Rig()
        try await rig.run {
            try await rig.until("the first poll is over") { rig.wire.polls.contains("shop/events-") }
            try await rig.hear("wake")
            try await rig.until("it polled again") { rig.wire.polls.count { $0 == "shop/events-" } >= 2 }
        }
    }
}
