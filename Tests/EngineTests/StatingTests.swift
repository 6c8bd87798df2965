import AdapterKit
import Canonical
import Foundation
import Journal
import Testing

@testable import Engine

@Suite("Facts that somebody states in a system's name")
struct StatingTests {
    /// States one fact as the API does.
    private func state(
        _ rig: Rig, _ kind: FactKind = .orderReady, key: String, content: FactContent, once request: String? = nil
    ) async throws -> Statement {
        let fact = IncomingFact(kind: kind, subject: content.references, duplicateKey: key, content: content)
        let message = Batch.Message(
            key: key, raw: Array(key.utf8), comparesBytes: true, content: .success([fact]))
        return try await rig.engine.state(
            message, from: "shop", traceparent: nil, by: "operator:kim",
            once: request.map { key in
                KeyedRequest(caller: "kim", key: key, fingerprint: key) { (stored: StoredFacts) in
                    KeptAnswer(status: stored.isNew ? 202 : 200, body: Array((stored.order?.value ?? "").utf8))
                }
            })
    }

    private func nameless() -> FactContent {
        var content = FactContent()
        content.order = Order(id: OrderID(""), origin: Origin(adapter: "shop"))
        return content
    }

    @Test("that it is on disk is all that is promised: a route that waits for its target keeps nobody waiting")
    func promised() async throws {
        let rig = try Rig(
            routes: """
                version: 1
                adapters:
                  shop: { type: test-system }
                  oms: { type: test-system }
                routes:
                  - { name: in, from: shop, on: [order.ready], to: oms, reply: { wait: 4s, on_timeout: refuse } }
                """)
        // Nothing runs that could deliver, and no time passes: whoever waited would wait for ever.
        let first = try await state(rig, key: "k1", content: nameless(), once: "once")
        guard case .stored(let stored) = first else {
            Issue.record("answered \(first)")
            return
        }
        #expect(stored.isNew && stored.facts.count == 1 && stored.deliveries.count == 1)
        let order = try #require(stored.order)
        #expect(try await rig.journal.facts(of: order).map(\.id) == stored.facts)
        #expect(
            try await rig.journal.keptRequest("once", of: "kim")?.answer
                == KeptAnswer(status: 202, body: Array(order.value.utf8)))
        #expect(
            try await state(rig, key: "k1", content: nameless())
                == .stored(StoredFacts(facts: stored.facts, order: order)))
        await rig.journal.close()
    }

    @Test("a fact that the system told before under another message is named with its order", arguments: [true, false])
    func toldBefore(isRemembered: Bool) async throws {
        let first = try Rig()
        #expect(try await first.hear("order.ready A1 k1 and=k2").status == 200)
        if !isRemembered { await first.journal.close() }
        let rig = isRemembered ? first : try Rig(in: first.folder)
        let order = try #require(try await rig.journal.orders(named: "A1", limit: 1).first).id
        let known = try #require(try await rig.journal.facts(of: order).last).id

        var named = nameless()
        named.references = [Reference(system: "shop", kind: .order, value: "A1")]
        for (key, content) in [("k2", named), ("k2", named)] {
            #expect(
                try await state(rig, key: key, content: content) == .stored(StoredFacts(facts: [known], order: order)))
        }
        await rig.journal.close()
    }

    @Test("a repeated fact that names no order is not taken for the beginning of another one")
    func toldBeforeNameless() async throws {
        let rig = try Rig()
        #expect(try await rig.hear("order.ready A1 k1 and=k2").status == 200)
        let order = try #require(try await rig.journal.orders(named: "A1", limit: 1).first).id
        let known = try #require(try await rig.journal.facts(of: order).last).id
        #expect(
            try await state(rig, key: "k2", content: nameless(), once: "once")
                == .stored(StoredFacts(facts: [known], order: order)))
        #expect(
            try await rig.journal.keptRequest("once", of: "kim")?.answer
                == KeptAnswer(status: 200, body: Array(order.value.utf8)))
        #expect(try await rig.journal.books().orders == 1)
        await rig.journal.close()
    }

    @Test("the same key with other bytes is a conflict, and a fact about nobody is held")
    func kept() async throws {
        let rig = try Rig()
        _ = try await rig.hear("order.ready A1 k1")
        #expect(try await state(rig, key: "k1", content: nameless()) == .conflict)
        var content = FactContent()
        content.references = [Reference(system: "shop", kind: .order, value: "nobody")]
        guard case .held(let problem) = try await state(rig, .orderStatus, key: "k9", content: content) else {
            Issue.record("it was not held")
            return
        }
        #expect(problem.code == "order.unknown")
        await rig.journal.close()
    }
}
