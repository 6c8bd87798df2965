package import Canonical

/// From which adapters, which facts, under which conditions, to where.
package struct RouteConfiguration: Sendable, Equatable {
    /// Where a route leads.
    package enum Destination: Sendable, Equatable {
        /// To these installed adapters.
        case adapters([String])
        /// To the installed adapter that the order came from first.
        case origin
    }

    /// What a source that waits for an answer is told.
    package struct Reply: Sendable, Equatable {
        /// What to answer when the delivery takes too long.
        package enum OnTimeout: String, Sendable, CaseIterable {
            /// Answer that the order was taken, with the gateway's own id.
            case accept
            /// Answer that it was not taken.
            case refuse
        }

        /// How long the source waits for the delivery.
        package var wait: Duration
        /// What it is told after that.
        package var onTimeout: OnTimeout

        /// Creates a reply.
        package init(wait: Duration, onTimeout: OnTimeout) {
            self.wait = wait
            self.onTimeout = onTimeout
        }
    }

    /// The name, unique in the file.
    package var name: String
    /// The installed adapters whose facts it takes.
    package var from: [String]
    /// The facts that it takes.
    package var on: [FactKind]
    /// The conditions; all of them must hold.
    package var when: [Predicate]
    /// Where it leads.
    package var to: Destination
    /// Whether the source waits for the delivery.
    package var reply: Reply?
    /// Whether a match ends the search for further routes.
    package var stop: Bool
    /// Where the route stands in the file.
    package var place: Place

    /// Creates a route.
    package init(
        name: String, from: [String], on: [FactKind], when: [Predicate] = [], to: Destination, reply: Reply? = nil,
        stop: Bool = false, place: Place = .start
    ) {
        self.name = name
        self.from = from
        self.on = on
        self.when = when
        self.to = to
        self.reply = reply
        self.stop = stop
        self.place = place
    }
}
