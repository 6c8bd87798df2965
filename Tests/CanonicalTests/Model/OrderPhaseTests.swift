import Canonical
import Testing

@Suite("The phase of an order")
struct OrderPhaseTests {
    /// What makes each phase apply, highest precedence first.
    private static let steps: [(Phase, @Sendable (inout Order) -> Void)] = [
        (.held, { $0.holds = [Hold(code: "mapping", message: "no carrier")] }),
        (.cancelled, { $0.axes.acceptance = .known(.cancelled) }),
        (.returned, { $0.axes.fulfilment = .known(.returned) }),
        (.delivered, { $0.axes.fulfilment = .known(.delivered) }),
        (.shipped, { $0.axes.fulfilment = .known(.shipped) }),
        (.completed, { $0.axes.isCompleted = true }),
        (.accepted, { $0.axes.acceptance = .known(.accepted) }),
        (.ready, { $0.axes.acceptance = .known(.ready) }),
        (.received, { $0.axes.acceptance = .known(.received) }),
    ]

    @Test("of all phases that apply the first in the sequence is shown", arguments: Phase.allCases.indices)
    func precedence(index: Int) {
        #expect(Self.steps.map(\.0) == Phase.allCases)
        var order = Order(id: OrderID("01"), origin: Origin(adapter: "a"))
        for step in Self.steps[index...].reversed() { step.1(&order) }
        #expect(order.phase == Phase.allCases[index])
    }

    @Test(
        "every state of acceptance has a phase",
        arguments: [
            (CodeValue<Axes.Acceptance>.unknown(""), Phase.received), (.unknown("REVIEW"), .received),
            (.known(.received), .received), (.known(.ready), .ready), (.known(.acceptSubmitted), .ready),
            (.known(.accepted), .accepted), (.known(.refused), .cancelled), (.known(.cancelled), .cancelled),
        ])
    func acceptance(state: CodeValue<Axes.Acceptance>, phase: Phase) {
        var order = Order(id: OrderID("01"), origin: Origin(adapter: "a"))
        order.axes.acceptance = state
        #expect(order.phase == phase)
    }

    @Test("a blocked order is held, a part-shipped one is not shipped yet")
    func edges() {
        var order = Order(id: OrderID("01"), origin: Origin(adapter: "a"))
        order.axes.acceptance = .known(.accepted)
        order.axes.fulfilment = .known(.partShipped)
        #expect(order.phase == .accepted)
        order.axes.compliance = .known(.blocked)
        #expect(order.phase == .held)
    }
}
