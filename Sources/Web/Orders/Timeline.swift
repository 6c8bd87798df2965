package import Canonical
package import Journal

/// Everything that happened to one order, in the sequence of time.
package struct Timeline: Sendable, Equatable {
    /// One thing that happened.
    package struct Entry: Sendable, Equatable {
        /// When.
        package var at: Instant
        /// A stable code: a fact's kind, `delivery.<state>`, `attempt.<outcome>` or a note's code.
        package var what: String
        /// Who: an adapter, a person's or token's name, or `gateway`.
        package var who: String
        /// One sentence; no personal data.
        package var text: String
        /// The fact, for facts.
        package var fact: FactID?
        /// The delivery, for deliveries and attempts.
        package var delivery: DeliveryID?
    }

    /// A delivery with its attempts.
    package struct Trip: Sendable, Equatable {
        /// The delivery.
        package var delivery: DeliveryRecord
        /// Its attempts in sequence.
        package var attempts: [AttemptRecord]

        /// Creates a trip.
        package init(_ delivery: DeliveryRecord, attempts: [AttemptRecord]) {
            self.delivery = delivery
            self.attempts = attempts
        }
    }

    /// What happened, earliest first.
    package let entries: [Entry]

    /// Merges what the journal has about an order; things of the same moment stay in the sequence of cause and effect.
    package init(facts: [Fact], trips: [Trip], notes: [TimelineNote]) {
        var entries = facts.map(Self.entry) + notes.map(Self.entry)
        for trip in trips { entries += Self.entries(of: trip) }
        self.entries = entries.enumerated().sorted {
            ($0.element.at, $0.offset) < ($1.element.at, $1.offset)
        }.map(\.element)
    }

    /// Reads what the journal has about an order.
    ///
    /// - Throws: ``JournalFailure`` when the journal cannot be read.
    package static func read(of order: OrderID, from journal: any Journal) async throws(JournalFailure) -> Timeline {
        Timeline(
            facts: try await journal.facts(of: order), trips: try await trips(of: order, from: journal),
            notes: try await journal.notes(of: order))
    }

    /// Reads an order's deliveries with their attempts.
    ///
    /// - Throws: ``JournalFailure`` when the journal cannot be read.
    package static func trips(of order: OrderID, from journal: any Journal) async throws(JournalFailure) -> [Trip] {
        var trips: [Trip] = []
        for delivery in try await journal.deliveries(of: order) {
            trips.append(try await trip(delivery, from: journal))
        }
        return trips
    }

    /// Reads a delivery's attempts.
    ///
    /// - Throws: ``JournalFailure`` when the journal cannot be read.
    static func trip(_ delivery: DeliveryRecord, from journal: any Journal) async throws(JournalFailure) -> Trip {
        Trip(delivery, attempts: delivery.attempts == 0 ? [] : try await journal.attempts(of: delivery.id))
    }

    /// The entries after a place: behind so many of its moment.
    static func rest(of entries: [Entry], after place: (at: Instant, count: Int)?) -> ArraySlice<Entry> {
        guard let place else { return entries[...] }
        let first = entries.firstIndex { $0.at >= place.at } ?? entries.endIndex
        let same = entries[first...].prefix { $0.at == place.at }.count
        return entries[(first + min(same, place.count))...]
    }
}
