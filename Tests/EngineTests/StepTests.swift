import AdapterKit
import Canonical
import Foundation
import HTTPTypes
import Journal
import Testing

@testable import Engine

@Suite("A delivery that takes several steps")
struct StepTests {
    private static let routes = Rig.routes.replacing(
        "order.cancelled, refund.requested], to: oms", with: "payment.captured], to: oms")

    /// Debits get the number 7; credits do as the test says.
    private static func book(_ rig: Rig, lookUp: Int = 404, credit: @escaping Wire.Answer) {
        rig.wire.answer { request, number throws(ExchangeFailure) in
            if request.url.contains("look-up") { return WireResponse(status: lookUp, body: Array("9".utf8)) }
            if request.url.hasSuffix("debit") { return WireResponse(status: 200, body: Array("7".utf8)) }
            return try await credit(request, number)
        }
    }

    private static func begin(_ rig: Rig) async throws {
        try await rig.hear("order.ready A1 k1")
        try await rig.untilDeliveries("oms create confirmed")
        try await rig.hear("payment.captured A1 k2")
    }

    @Test("the process dies between two steps: after the start the first one is not repeated", arguments: [404, 206])
    func died(lookUp: Int) async throws {
        // given: the first step is done and remembered, and the process ends while the second is under way
        let first = try Rig(routes: Self.routes)
        Self.book(first) { [journal = first.journal] request, _ throws(ExchangeFailure) in
            guard request.url.hasSuffix("credit") else { return WireResponse(status: 200) }
            // Nothing of this process reaches the disk from here on.
            await journal.close()
            throw ExchangeFailure(effect: .unknown, message: "the process died")
        }
        try await first.run {
            try await Self.begin(first)
            try await first.until("the second step was sent") { first.wire.sent.contains("oms/book-credit 7") }
        }
        // when
        let second = try Rig(routes: Self.routes, in: first.folder)
        Self.book(second, lookUp: lookUp) { _, _ throws(ExchangeFailure) in WireResponse(status: 200) }
        try await second.run {
            try await second.until("it is booked") {
                second.time.advance(by: .seconds(1))
                return try await second.deliveries() == ["oms create confirmed", "oms book confirmed"]
            }
        }
        // then: the look-up comes first, and what it found out counts for more than what was remembered before
        #expect(second.wire.sent == ["oms/look-up-book", "oms/book-credit \(lookUp == 206 ? 9 : 7)"])
    }

    @Test("a step that fails is tried again alone")
    func failed() async throws {
        let rig = try Rig(routes: Self.routes)
        Self.book(rig) { request, number throws(ExchangeFailure) in
            WireResponse(status: request.url.hasSuffix("credit") && number == 1 ? 503 : 200)
        }
        try await rig.run {
            try await Self.begin(rig)
            try await rig.until("it is booked") {
                rig.time.advance(by: .seconds(1))
                return try await rig.deliveries() == ["oms create confirmed", "oms book confirmed"]
            }
        }
        #expect(rig.wire.sent == ["oms/create A1", "oms/book-debit A1", "oms/book-credit 7", "oms/book-credit 7"])
    }

    @Test("a person's retry goes on behind the steps that are remembered")
    func retried() async throws {
        let rig = try Rig(routes: Self.routes)
        Self.book(rig) { request, number throws(ExchangeFailure) in
            WireResponse(status: request.url.hasSuffix("credit") && number == 1 ? 422 : 200)
        }
        try await rig.run {
            try await Self.begin(rig)
            let record = try await rig.attention()
            _ = try await rig.engine.retry(record.id, by: "ops", because: "the account is open again")
            try await rig.untilDeliveries("oms create confirmed", "oms book confirmed")
        }
        #expect(rig.wire.sent.count { $0.hasPrefix("oms/book-debit") } == 1)
    }

    @Test("the timeline names every call of a delivery that takes several")
    func calls() async throws {
        let rig = try Rig(routes: Self.routes)
        Self.book(rig) { request, number throws(ExchangeFailure) in
            if number == 1, request.url.hasSuffix("credit") {
                throw ExchangeFailure(effect: .none, message: "the connection was refused")
            }
            return WireResponse(status: 200)
        }
        try await rig.run {
            try await Self.begin(rig)
            try await rig.until("it is booked") {
                rig.time.advance(by: .seconds(1))
                return try await rig.deliveries() == ["oms create confirmed", "oms book confirmed"]
            }
            let order = try #require(try await rig.journal.orders(before: nil, phase: nil, limit: 1).first)
            let calls = try await rig.journal.notes(of: order.id).filter { $0.code == "calls" }
            // The second attempt took one call, which its own record names.
            #expect(calls.count == 1)
            #expect(
                calls.first?.message.replacing(/\d+ ms/, with: "0 ms")
                    == "POST /book-debit 200 in 0 ms, POST /book-credit not sent in 0 ms")
        }
    }
}
