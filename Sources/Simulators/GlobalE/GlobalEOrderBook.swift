/// The orders of one merchant; pure state, no input or output.
struct GlobalEOrderBook: Sendable {
    let settings: GlobalESimulatorConfiguration
    private(set) var orders: [String: GlobalEOrder] = [:]
    private(set) var sequence: [String] = []
    /// Global-e's id by the merchant's.
    private var byMerchantID: [String: String] = [:]
    /// What the merchant has to be told: each job goes out by itself, its notices one after the other.
    private var untold: [[GlobalENotice]] = []
    private var samples = 0
    private var entities = 0
    /// How often label and dispatch calls still fail, by code.
    private(set) var failures: [String: Int] = [:]
    /// The articles that Global-e knows.
    private(set) var articles: Set<String> = []
    /// How many orders CreateOrderPlatform has made, by the merchant's id.
    private(set) var platformOrders: [String: Int] = [:]

    init(_ settings: GlobalESimulatorConfiguration) {
        self.settings = settings
    }

    /// An order by Global-e's id or the merchant's.
    ///
    /// - Throws: `GlobalERefusal` when there is none.
    func order(_ id: String) throws -> GlobalEOrder {
        guard let order = find(id) else { throw GlobalERefusal.unknownOrder(id) }
        return order
    }

    func find(_ id: String) -> GlobalEOrder? {
        orders[id] ?? byMerchantID[id].flatMap { orders[$0] }
    }

    mutating func nextSample() -> Int {
        defer { samples += 1 }
        return samples
    }

    /// A number that nothing has yet.
    mutating func nextEntity() -> Int {
        entities += 1
        return 7000 + entities
    }

    mutating func tell(_ notices: [GlobalENotice]) {
        untold.append(notices)
    }

    /// Hands over what the merchant has not been told.
    mutating func takeUntold() -> [[GlobalENotice]] {
        defer { untold.removeAll(keepingCapacity: true) }
        return untold
    }

    /// Puts a new order in.
    ///
    /// - Throws: `ControlError` when the id is taken.
    mutating func place(_ sample: GlobalESampleOrder) throws {
        guard orders[sample.id] == nil else { throw ControlError(status: 409, "\(sample.id) exists already") }
        sequence.append(sample.id)
        keep(GlobalEOrder(sample))
        articles.formUnion(sample.lines.map(\.sku))
    }

    /// Writes back an order.
    mutating func keep(_ order: GlobalEOrder) {
        orders[order.sample.id] = order
        if let id = order.merchantOrderID { byMerchantID[id] = order.sample.id }
    }

    /// Keeps the ids of the merchant's answer; later messages carry them (contract 2.2).
    ///
    /// The order number `-1` says that the merchant failed to create the order (contract 1.7).
    mutating func learn(_ answer: Document, of id: String) {
        guard var order = orders[id] else { return }
        if let orderID = answer.any("OrderId")?.spelling, orderID != "-1" { order.merchantOrderID = orderID }
        if let internalID = answer.any("InternalOrderId")?.spelling { order.merchantInternalOrderID = internalID }
        keep(order)
    }

    mutating func countPlatformOrder(_ merchantOrderID: String) {
        platformOrders[merchantOrderID, default: 0] += 1
    }

    mutating func fail(_ code: String, _ count: Int) {
        failures[code] = count > 0 ? count : nil
    }

    /// Takes one of the failures asked for.
    mutating func takeFailure(_ codes: [String]) -> String? {
        guard let code = codes.first(where: { failures[$0] != nil }), let left = failures[code] else { return nil }
        failures[code] = left > 1 ? left - 1 : nil
        return code
    }

    /// The notices of a new status, if the merchant wants to be told that one.
    func statusNotice(_ order: GlobalEOrder, reason: String? = nil) -> [GlobalENotice] {
        guard let code = settings.notifiedStatuses[order.status] else { return [] }
        return [GlobalENotice(orderID: order.sample.id, content: .status(code: code, reason: reason, isFull: true))]
    }
}
