import Canonical
import Engine
import Foundation
import Journal
import Simulators
import Testing

@testable import crossdock

@Suite("Orders cross between Glopal and the OMS")
struct CrossingTests {
    @Test("an order crosses, and Glopal learns the OMS's id and its number, zeros kept")
    func crosses() async throws {
        let house = try await House()
        try await house.run {
            let id = try house.order()
            try await house.untilAccepted(id)
            let oms = try #require(try await house.omsOrder(id))
            #expect(oms.creates == 1)
            #expect(
                house.systems.glopal.order(id)?.external == .init(orderID: oms.orderID, orderNumber: oms.orderNumber))
            #expect(oms.orderNumber.hasPrefix("00"))
            try await house.untilQuiet()
            #expect(try await house.journal.books().isBalanced)
            #expect(try await house.journal.messagesNeedingAttention(limit: 1).isEmpty)
            #expect(try await house.journal.orders(before: nil, phase: .accepted, limit: 9).count == 1)
        }
    }

    @Test("two refunds of one amount are both paid, although the second is turned away at first")
    func equalRefunds() async throws {
        let house = try await House()
        try await house.run {
            let id = try house.order()
            try await house.untilAccepted(id)
            try house.systems.glopal.ship(id)
            let order = try #require(try await house.omsOrder(id))
            try await house.systems.oms.refund(order.id, amount: ("1.00", "EUR"))
            try await house.until("the first is paid") { house.systems.glopal.order(id)?.refunds.count == 1 }
            try await house.untilQuiet()
            house.systems.glopal.faults.add(FaultRule("refund", .status(429, retryAfter: 1)))
            try await house.systems.oms.refund(order.id, amount: ("1.00", "EUR"))
            try await house.until("the second is paid") { house.systems.glopal.order(id)?.refunds.count == 2 }
            try await house.untilQuiet()
            #expect(try await house.journal.deliveriesNeedingAttention(limit: 9).isEmpty)
        }
    }

    @Test(
        "an answer that is lost on the way doubles nothing",
        arguments: [
            "accept", "cancel", "refund", "details", "events",
        ])
    func lostAnswers(operation: String) async throws {
        let house = try await House()
        try await house.run {
            for fault in [Fault.dropAfter, .dropBefore, .status(500), .status(429, retryAfter: 1)] {
                house.systems.glopal.faults.add(FaultRule(operation, fault))
            }
            let id = try house.order()
            try await house.untilAccepted(id)
            let order = try #require(try await house.omsOrder(id))
            switch operation {
            case "cancel":
                try await house.systems.oms.cancel(order.id)
                try await house.until("Glopal cancelled") { house.systems.glopal.order(id)?.status == .cancelled }
            case "refund":
                try house.systems.glopal.ship(id)
                try await house.systems.oms.refund(order.id, amount: ("1.00", "EUR"))
                try await house.until("Glopal refunded") { house.systems.glopal.order(id)?.refunds.isEmpty == false }
            default: break
            }
            try await house.untilQuiet()
            let effects = try #require(house.systems.glopal.order(id)).effects
            #expect(effects.values.allSatisfy { $0 == 1 }, "\(effects)")
            #expect(try await house.omsOrder(id)?.creates == 1)
            #expect(try await house.journal.deliveriesNeedingAttention(limit: 9).isEmpty)
            #expect(try await house.journal.books().isBalanced)
        }
    }

    @Test("an OMS whose answers are lost has one order")
    func lostAtTheOMS() async throws {
        let house = try await House()
        try await house.run {
            for fault in [Fault.dropAfter, .dropBefore, .dropAfter, .status(503, retryAfter: 1)] {
                house.systems.oms.faults.add(FaultRule("order.ready", fault))
            }
            let id = try house.order("JPY")
            try await house.untilAccepted(id)
            try await house.untilQuiet()
            #expect(try await house.omsOrder(id)?.creates == 1)
            #expect(house.systems.oms.repeats >= 2)
        }
    }

    @Test("an order that the OMS refuses is cancelled at Glopal with the reason")
    func refused() async throws {
        let house = try await House()
        try await house.run {
            let first = try house.order()
            try await house.untilAccepted(first)
            let sku = try #require(house.systems.glopal.order(first)?.sample.lines.first?.sku)
            house.systems.oms.refuse(OMSRefusal(sku: sku))
            var sample = try #require(house.systems.glopal.order(first)).sample
            sample.id = "990001-990002"
            try house.systems.glopal.create(sample)
            try house.systems.glopal.markReady(sample.id)
            try await house.until("Glopal cancelled") {
                house.systems.glopal.order(sample.id)?.cancellation?.reason == "out_of_stock"
            }
            try await house.untilQuiet()
        }
    }

    @Test("a full refund gives back exactly what the buyer paid", arguments: ["EUR", "JPY", "KWD"])
    func fullRefund(currency: String) async throws {
        let house = try await House()
        try await house.run {
            let id = try house.order(currency)
            try await house.untilAccepted(id)
            try house.systems.glopal.ship(id)
            let order = try #require(try await house.omsOrder(id))
            try await house.systems.oms.refund(order.id)
            try await house.until("Glopal refunded") { house.systems.glopal.order(id)?.refunds.isEmpty == false }
            try await house.untilQuiet()
            let glopal = try #require(house.systems.glopal.order(id))
            #expect(glopal.refunds.map(\.amount.count) == [glopal.sample.grandTotal])
        }
    }

    @Test("orders that go on while others fail: poison holds up nobody")
    func poison() async throws {
        let house = try await House()
        try await house.run {
            house.systems.oms.faults.add(FaultRule("order.ready", .status(422)))
            let poisoned = try house.order()
            try await house.until("the poisoned order waits for a person") {
                try await house.journal.deliveriesNeedingAttention(limit: 9).count == 1
            }
            let healthy = try (0..<5).map { _ in try house.order() }
            for id in healthy { try await house.untilAccepted(id) }
            #expect(house.systems.glopal.order(poisoned)?.status == .ready)
            let delivery = try #require(try await house.journal.deliveriesNeedingAttention(limit: 9).first)
            _ = try await house.gateway.engine.retry(delivery.id, by: "ops", because: "the OMS was mended")
            try await house.untilAccepted(poisoned)
        }
    }
}
