/// The orders of the OMS and what every delivery did; pure state, no input or output.
struct OMSLedger: Sendable {
    private(set) var orders: [String: OMSOrder] = [:]
    private(set) var deliveries: [String: Delivery] = [:]
    /// The canonical order ids by the OMS's running number, counted from `firstNumber`.
    private(set) var sequence: [String] = []
    private(set) var repeats = 0
    /// Facts about orders that the OMS was never given, if bodies are kept.
    private(set) var strays: [OMSFact] = []
    private let firstNumber: Int
    private var events = 0

    /// What one delivery did; a repeat of it is answered the same and does nothing.
    struct Delivery: Sendable, Equatable {
        let answer: Reply
        /// 1 if it had an effect, never more.
        let effects: Int
    }

    /// What the OMS says to a fact.
    enum Reply: Sendable, Equatable {
        /// The order is known under that running number.
        case known(number: Int)
        /// The order is not taken.
        case refused(OMSRefusal)
        /// Taken note of.
        case noted
    }

    /// A fact's few fields that matter here.
    struct Entry: Sendable {
        let delivery: String
        let type: String
        let subject: String
        var refusal: OMSRefusal?
        var fact: OMSFact?
        var lines: [OMSParcel.Line] = []
    }

    init(firstNumber: Int) {
        self.firstNumber = firstNumber
    }

    /// Applies a fact once per delivery id.
    ///
    /// - Returns: The answer, and whether this very fact created the order.
    mutating func apply(_ entry: Entry) -> (reply: Reply, isNew: Bool) {
        if let earlier = deliveries[entry.delivery] {
            repeats += 1
            return (earlier.answer, false)
        }
        let creating = OMSOrder.CreatingType(rawValue: entry.type)
        if creating == nil, orders[entry.subject] == nil {
            deliveries[entry.delivery] = Delivery(answer: .noted, effects: 0)
            if let fact = entry.fact { strays.append(fact) }
            return (.noted, false)
        }
        var order = orders.removeValue(forKey: entry.subject) ?? OMSOrder(id: entry.subject)
        let hadNoNumber = order.number == 0
        let effects = creating.map { create(&order, $0, entry) } ?? change(&order, entry.type)
        if let fact = entry.fact { order.facts.append(fact) }
        let reply: Reply =
            if let refusal = entry.refusal, creating != nil, order.creates == 0 {
                .refused(refusal)
            } else {
                creating == nil ? .noted : .known(number: order.number)
            }
        let isNew = hadNoNumber && order.number > 0
        orders[entry.subject] = order
        deliveries[entry.delivery] = Delivery(answer: reply, effects: effects)
        return (reply, isNew)
    }

    /// Creates the order, or applies what is new about it.
    ///
    /// A second delivery of the same type creates it again, as an OMS without a look at the order id would:
    /// that is the doubled effect the counters are here to show. `order.received` and `order.ready` together are one.
    private mutating func create(_ order: inout OMSOrder, _ type: OMSOrder.CreatingType, _ entry: Entry) -> Int {
        if !entry.lines.isEmpty { order.lines = entry.lines }
        if entry.refusal != nil, order.creates == 0 {
            order.state = .refused
            return 0
        }
        let isRepeated = type != .changed && !order.seen.insert(type).inserted
        guard order.creates == 0 || isRepeated else { return 0 }
        if order.creates == 0 {
            order.state = .open
            order.number = firstNumber + sequence.count
            sequence.append(order.id)
        }
        order.creates += 1
        return 1
    }

    private func change(_ order: inout OMSOrder, _ type: String) -> Int {
        switch type {
        case "order.cancelled":
            order.cancels += 1
            order.state = .cancelled
            return 1
        case "refund.requested", "refund.issued", "order.refunded":
            order.refunds += 1
            return 1
        case "documents.required": order.awaitsDocuments = true
        case "documents.available": order.awaitsDocuments = false
        default: break
        }
        return 0
    }

    /// Notes where an order stands now.
    mutating func mark(_ id: String, _ state: OMSOrder.State) {
        orders[id]?.state = state
    }

    /// An order by the gateway's id or the OMS's own.
    func order(_ id: String) -> OMSOrder? {
        if let order = orders[id] { return order }
        guard id.hasPrefix("SO-"), let number = Int(id.dropFirst(3)), sequence.indices.contains(number - firstNumber)
        else { return nil }
        return orders[sequence[number - firstNumber]]
    }

    /// A number that no event has yet.
    mutating func nextEvent() -> Int {
        events += 1
        return events
    }
}
