import AsyncHTTPClient
import Canonical
import Engine
import Foundation
import Journal
import NIOCore
import NIOHTTP1
import Simulators
import Testing

@testable import crossdock

@Suite("Orders cross between Global-e and the OMS")
struct GlobalECrossingTests {
    /// Announces and pays an order of three lines with one piece each; gives its id once the OMS has it.
    private func placed(
        _ house: House, currency: String = "USD", needsDocuments: Bool = false
    ) async throws -> String {
        var wish = GlobalESampleOrder.Wish()
        wish.currency = currency
        wish.lines = 3
        wish.quantity = 1
        wish.needsDocuments = needsDocuments
        let id = try #require(try house.globale.createOrders(wish: wish, announced: false).first)
        try await house.globale.take(.announce, of: id)
        try await house.globale.take(.pay, of: id)
        try await house.until("the OMS has \(id)") { try await house.omsOrder(id) != nil }
        try await house.untilQuiet()
        return id
    }

    private static func dispatch(_ lines: [String]) -> String {
        let parcels = lines.enumerated().map { index, line in
            #"{"id":"P-\#(index)","trackingNumber":"T-\#(index)","lines":[{"line":"\#(line)","quantity":"1"}]}"#
        }
        return #"{"shipment":{"id":"SH-1","carrier":"DHL","parcels":[\#(parcels.joined(separator: ","))]}}"#
    }

    @Test("the answer to SendOrderToMerchant holds the OMS's ids, also when the order is announced again")
    func answered() async throws {
        let house = try await House()
        try await house.run {
            let id = try await placed(house)
            let number = try #require(try await house.omsOrder(id)).orderNumber
            #expect(house.globale.order(id)?.merchantOrderID == number)
            let again = try await house.globale.take(.announce, of: id)
            #expect(again.filter(\.isTaken).count == again.count)
            try await house.untilQuiet()
            #expect(house.globale.order(id)?.merchantOrderID == number)
            #expect(try await house.omsOrder(id)?.creates == 1)
        }
    }

    @Test("a call whose answer is lost doubles nothing", arguments: ["dispatch", "refund", "cancel", "replacement"])
    func lostAnswers(what: String) async throws {
        let house = try await House()
        try await house.run {
            let id = try await placed(house)
            let order = try #require(try await house.omsOrder(id))
            let sample = try #require(house.globale.order(id)).sample
            let lines = order.lines.compactMap(\.line)
            let line = sample.lines[0]
            let operations = [
                "dispatch": "UpdateOrderDispatchV2", "refund": "CreateOrderRefund", "cancel": "UpdateOrderStatus",
                "replacement": "CreateOrder",
            ]
            house.globale.faults.add(FaultRule(operations[what] ?? "", .dropAfter))
            switch what {
            case "dispatch":
                try await house.systems.oms.state("shipment.dispatched", of: order.id, data: Self.dispatch(lines))
            case "refund":
                let price = MinorUnits(line.discounted.customer, sample.customerCurrency)
                try await house.systems.oms.refund(order.id, amount: (price.major, price.currency))
            case "cancel": try await house.systems.oms.cancel(order.id, reason: "customer-request")
            default:
                let price = MinorUnits(line.price.customer, sample.customerCurrency).major
                try await house.systems.oms.state(
                    "replacement.requested", of: order.id,
                    data: """
                        {"request":{"orderReplacement":{"replacedProducts":[{"cartItemId":"\(line.cartItemID)",
                        "quantity":1}]},"cartData":{"products":[{"productCode":"\(line.sku)","orderedQuantity":1,
                        "salePrice":\(price)}]}}}
                        """)
            }
            try await house.untilQuiet()
            try await house.until("Global-e has told all") { house.globale.pending.open == 0 }
            let effects = try #require(house.globale.order(id))
            #expect(effects.parcels.count == (what == "dispatch" ? 3 : 0), "\(effects.effects)")
            #expect(effects.refunds.filter(\.isByMerchant).count == (what == "refund" ? 1 : 0))
            #expect(effects.status.isCancelled == (what == "cancel"))
            #expect(effects.replacements.count == (what == "replacement" ? 1 : 0))
            #expect(try await house.journal.books().isBalanced)
        }
    }

    @Test("a call that Global-e cannot take now is repeated until it can")
    func repeated() async throws {
        let house = try await House()
        try await house.run {
            let id = try await placed(house)
            for fault in [Fault.dropBefore, .status(500), .status(429, retryAfter: 1)] {
                house.globale.faults.add(FaultRule("UpdateOrderDispatchV2", fault))
            }
            let order = try #require(try await house.omsOrder(id))
            try await house.systems.oms.state(
                "shipment.dispatched", of: order.id, data: Self.dispatch(order.lines.compactMap(\.line)))
            try await house.until("the parcels are known") { house.globale.order(id)?.parcels.count == 3 }
            try await house.untilQuiet()
            #expect(try await house.journal.deliveriesNeedingAttention(limit: 9).isEmpty)
        }
    }

    @Test("two notifications of one order at the same moment are both taken")
    func atOnce() async throws {
        let house = try await House()
        try await house.run {
            let id = try await placed(house)
            let told = try await house.globale.takeAtOnce([.refund(amount: 100), .customerCancel], of: id)
            #expect(told.count == 2)
            #expect(told.filter(\.isTaken).count == 2)
            try await house.until("the OMS cancelled") { try await house.omsOrder(id)?.state == .cancelled }
            try await house.untilQuiet()
            let summary = try #require(try await house.journal.orders(named: id, limit: 1).first)
            let kinds = try await house.journal.facts(of: summary.id).map(\.kind)
            #expect(kinds.contains(.refundIssued))
            #expect(kinds.contains(.orderCancelled))
        }
    }

    @Test("an order that needs papers is held until they have come")
    func papers() async throws {
        let house = try await House()
        try await house.run {
            let id = try await placed(house, needsDocuments: true)
            let order = try #require(try await house.omsOrder(id))
            try await house.until("the OMS knows that it waits") {
                house.systems.oms.order(order.id)?.awaitsDocuments == true
            }
            let held = try #require(try await house.journal.order(OrderID(order.id)))
            #expect(held.phase == .held)
            try await house.globale.take(.documents(), of: id)
            try await house.until("the papers are at the OMS") {
                house.systems.oms.order(order.id)?.awaitsDocuments == false
            }
            let released = try #require(try await house.journal.order(OrderID(order.id)))
            #expect(released.phase != .held)
            #expect(released.documents.contains { $0.state == .known(.available) && $0.contentHash != nil })
        }
    }

    @Test("bad input gets its documented answer, and the next good message is taken")
    func badInput() async throws {
        let house = try await House()
        try await house.run {
            let id = try await placed(house)
            let guid = SimulatedGlobalE.merchantGUID
            let large = String(repeating: "QUJD", count: 5 << 20)
            let cases: [(String, String, UInt)] = [
                ("order-status", #"{"OrderId":"\#(id)","StatusCode":"canceled","MerchantGUID":"wrong"}"#, 401),
                ("order-status", #"{"OrderId":"\#(id)","StatusCode":"canceled"}"#, 401),
                ("order-status", #"{"OrderId":"GE1XX","StatusCode":"canceled","MerchantGUID":"\#(guid)"}"#, 404),
                ("order", #"{"OrderId":"GE2XX","MerchantGUID":"\#(guid)","#, 422),
                ("nothing", #"{"MerchantGUID":"\#(guid)"}"#, 404),
                (
                    "required-documents",
                    #"{"OrderId":"\#(id)","MerchantGUID":"\#(guid)","AdditionalRequiredDocuments":["#
                        + #"{"DocumentData":"\#(large)","DocumentTypeCode":"11","DocumentTypeName":"EAD"}]}"#,
                    200
                ),
            ]
            for (path, body, status) in cases {
                var request = HTTPClientRequest(url: "\(house.url)/in/globale/\(path)")
                request.method = .POST
                request.headers.add(name: "content-type", value: "application/json")
                request.body = .bytes(ByteBuffer(string: body))
                let answer = try await HTTPClient.shared.execute(request, timeout: .minutes(5))
                let text = String(buffer: try await answer.body.collect(upTo: 1 << 20))
                #expect(answer.status.code == status, "\(path): \(text.prefix(200))")
            }
            let next = try await placed(house, currency: "KWD")
            #expect(try await house.omsOrder(next)?.creates == 1)
            #expect(try await house.journal.books().isBalanced)
        }
    }
}
