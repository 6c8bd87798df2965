extension GlopalOrderBook {
    /// A page of a store's stream.
    struct Page: Sendable, Equatable {
        var events: [GlopalEvent]
        var hasMoreBehind: Bool
        var hasMoreBefore: Bool
    }

    /// Reads events of the given names between two cursors, which are not part of the page.
    ///
    /// With `before` alone the page is the last one in front of it, else the first one behind `after`.
    /// Source: contract A4 (cursor stated; backward paging found: F1).
    /// - Throws: `GlopalRefusal` when a cursor is not an event of this store.
    func page(
        of store: String, names: Set<String>, after: String?, before: String?, limit: Int
    ) throws(GlopalRefusal) -> Page {
        guard let shelf = shelves[store] else { throw GlopalRefusal(status: 404, "there is no such store") }
        let lower = try after.map { id throws(GlopalRefusal) in try place(id, on: shelf, "after_event_id") + 1 } ?? 0
        let upper =
            try before.map { id throws(GlopalRefusal) in try place(id, on: shelf, "before_event_id") }
            ?? shelf.events.count
        func matches(_ place: Int) -> Bool { names.isEmpty || names.contains(shelf.events[place].name) }
        var places: [Int] = []
        let range = lower..<max(lower, upper)
        if after == nil, before != nil {
            for place in range.reversed() where matches(place) {
                places.append(place)
                if places.count == limit { break }
            }
            places.reverse()
        } else {
            for place in range where matches(place) {
                places.append(place)
                if places.count == limit { break }
            }
        }
        let first = places.first ?? lower
        let next = (places.last ?? (upper - 1)) + 1
        return Page(
            events: places.map { shelf.events[$0] },
            hasMoreBehind: (min(next, shelf.events.count)..<shelf.events.count).contains(where: matches),
            hasMoreBefore: (0..<min(first, shelf.events.count)).contains(where: matches))
    }

    private func place(_ id: String, on shelf: Shelf, _ field: String) throws(GlopalRefusal) -> Int {
        guard let place = shelf.places[id] else {
            throw GlopalRefusal("\(field) is not a valid event id", field: field)
        }
        return place
    }
}
