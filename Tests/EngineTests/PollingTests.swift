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
            #expect(rig.engine.failingPolls.isEmpty)
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
            #expect(try await rig.journal.messagesNeedingAttention(limit: 9).map(\.raw) == [Array("rubbish".utf8)])
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
