extension GlopalOrdersDesk {
    /// How many orders one call may create.
    static let creationLimit = 100_000

    func createOrders(
        count: Int, wish: GlopalSampleOrder.Wish, store: String?, ready: Bool
    ) throws(ControlError) -> [String] {
        guard (1...Self.creationLimit).contains(count), count == 1 || wish.id == nil else {
            throw ControlError("count must be 1 to \(Self.creationLimit), and 1 when an id is given")
        }
        let store = store ?? configuration.stores[0].id
        var ids: [String] = []
        for _ in 0..<count {
            // One lock per order, so that a long series does not stop the API.
            ids.append(
                try translated { () throws(GlopalRefusal) in
                    try write { book, now throws(GlopalRefusal) in
                        let sample = GlopalSampleOrder.make(
                            seed: configuration.seed, index: book.nextSample(), createdAt: now, wish: wish)
                        try book.place(sample, in: store, at: now)
                        if ready { try book.markReady(sample.id, in: store, at: now) }
                        return sample.id
                    }
                })
        }
        return ids
    }

    func create(_ sample: GlopalSampleOrder, store: String?) throws(ControlError) {
        let store = store ?? configuration.stores[0].id
        try translated { () throws(GlopalRefusal) in
            try write { book, now throws(GlopalRefusal) in try book.place(sample, in: store, at: now) }
        }
    }

    /// Changes one order, whichever store holds it.
    func change<Value: Sendable>(
        _ id: String,
        _ body: (inout GlopalOrderBook, String, Timestamp) throws(GlopalRefusal) -> sending Value
    ) throws(ControlError) -> Value {
        try translated { () throws(GlopalRefusal) in
            try write { book, now throws(GlopalRefusal) in
                guard let store = book.store(of: id) else { throw .unknownOrder }
                return try body(&book, store, now)
            }
        }
    }

    func order(_ id: String) -> GlopalOrder? {
        // Absence is the only failure here, and the answer says it.
        try? read { book throws(GlopalRefusal) in try book.order(id, in: book.store(of: id) ?? "") }
    }

    func orders(store: String?) -> [GlopalOrder] {
        let shelf = shelf(store)
        return shelf.sequence.compactMap { shelf.orders[$0] }
    }

    func events(store: String?) -> [GlopalEvent] {
        shelf(store).events
    }

    private func shelf(_ store: String?) -> GlopalOrderBook.Shelf {
        // Reading a shelf cannot be refused; an unknown store is an empty one.
        (try? read { $0.shelves[store ?? configuration.stores[0].id] ?? .init() }) ?? .init()
    }

    private func translated<Value>(_ body: () throws(GlopalRefusal) -> Value) throws(ControlError) -> Value {
        do {
            return try body()
        } catch {
            throw ControlError(status: error.status, error.message)
        }
    }
}
