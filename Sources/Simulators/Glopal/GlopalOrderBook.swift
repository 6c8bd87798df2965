/// The stores, their orders and their streams of events; pure state, no input or output.
struct GlopalOrderBook: Sendable {
    private var chance: SplitMix
    private(set) var shelves: [String: Shelf]
    /// The events that no one has been told of yet.
    private var untold: [(store: String, event: GlopalEvent)] = []
    private var samples = 0
    private var entities = 0

    /// One store's orders and events.
    struct Shelf: Sendable {
        var orders: [String: GlopalOrder] = [:]
        var sequence: [String] = []
        var events: [GlopalEvent] = []
        /// The place of each event in `events`, because ids do not sort.
        var places: [String: Int] = [:]
    }

    init(stores: [String], seed: UInt64) {
        chance = SplitMix(seed: seed)
        shelves = Dictionary(stores.map { ($0, Shelf()) }) { first, _ in first }
    }

    /// - Throws: `GlopalRefusal.unknownOrder`.
    func order(_ id: String, in store: String) throws(GlopalRefusal) -> GlopalOrder {
        guard let order = shelves[store]?.orders[id] else { throw .unknownOrder }
        return order
    }

    /// The store that holds the order of that id.
    func store(of id: String) -> String? {
        shelves.first { $0.value.orders[id] != nil }?.key
    }

    /// The place of the next sample in its series.
    mutating func nextSample() -> Int {
        defer { samples += 1 }
        return samples
    }

    /// A number that no refund and no return has yet.
    mutating func nextEntity() -> Int {
        entities += 1
        return 5000 + entities
    }

    /// Hands over the events that have happened since the last call.
    mutating func takeUntold() -> [(store: String, event: GlopalEvent)] {
        defer { untold.removeAll(keepingCapacity: true) }
        return untold
    }

    /// Puts a new order on the shelf.
    ///
    /// - Throws: `GlopalRefusal` when the store is unknown or has that order.
    mutating func place(_ sample: GlopalSampleOrder, in store: String, at now: Timestamp) throws(GlopalRefusal) {
        // The shelf is not held in a variable, because a second owner would make each change copy it.
        guard shelves[store] != nil else { throw GlopalRefusal(status: 404, "there is no store \(store)") }
        guard shelves[store]?.orders[sample.id] == nil else {
            throw GlopalRefusal(status: 409, "\(sample.id) exists already")
        }
        shelves[store]?.sequence.append(sample.id)
        keep(GlopalOrder(sample: sample, store: store))
        tell("order.received", of: sample.id, in: store, at: now)
    }

    /// Writes back an order.
    mutating func keep(_ order: GlopalOrder) {
        shelves[order.store]?.orders[order.sample.id] = order
    }

    /// Appends an event to the store's stream.
    mutating func tell(
        _ name: String, of id: String, in store: String, entity: String? = nil, at now: Timestamp
    ) {
        guard var shelf = shelves.removeValue(forKey: store) else { return }
        var eventID = chance.code(length: 16)
        while shelf.places[eventID] != nil { eventID = chance.code(length: 16) }
        let event = GlopalEvent(
            id: eventID, name: name, at: now, orderID: id, external: shelf.orders[id]?.external, entityID: entity)
        shelf.places[eventID] = shelf.events.count
        shelf.events.append(event)
        shelves[store] = shelf
        untold.append((store, event))
    }
}
