import Canonical
import Journal
import Testing

@testable import Engine

@Suite("The orders in memory")
struct OrderMemoryTests {
    private static func known(version: Int) -> KnownOrder {
        let moment = Instant(microseconds: 0)
        var known = KnownOrder(id: OrderID("A1"), origin: "shop", at: moment)
        for number in 0..<version {
            known.order.apply(
                Fact(
                    id: FactID("F\(number)"), orderID: known.order.id, kind: .orderChanged, source: "shop",
                    origin: "shop", occurredAt: nil, receivedAt: moment, duplicateKey: "k\(number)", cause: nil,
                    revision: nil, traceparent: nil, content: FactContent()))
        }
        return known
    }

    @Test("a note that an attempt has begun survives a newer version of the order at the same moment")
    func noteWhileAdvancing() async {
        let delivery = DeliveryID("D1")
        let sent = KnownOrder.Sent(
            id: delivery, target: "oms", operation: "create", factSource: "shop", factKind: .orderReady,
            hasBegun: false, state: .waiting)
        let (first, second) = (Self.known(version: 1), Self.known(version: 2))
        for _ in 0..<2_000 {
            let memory = OrderMemory(limit: 10)
            memory.advance(first, adding: [sent])
            await withTaskGroup(of: Void.self) { group in
                group.addTask { memory.advance(second, adding: []) }
                group.addTask { memory.note(delivery, of: OrderID("A1"), state: .sending, hasBegun: true) }
            }
            guard memory[OrderID("A1")]?.sent.map(\.hasBegun) == [true] else {
                Issue.record("the note is lost")
                return
            }
        }
    }
}
