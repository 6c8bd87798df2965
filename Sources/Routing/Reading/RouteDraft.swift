import Canonical

/// A route as far as it could be read, with the places that later checks name.
struct RouteDraft {
    /// The path of the route in the file.
    var path: String
    /// The route's key or first character.
    var spot: Spot
    var name: Named?
    var from: [Named] = []
    var on: [(kind: FactKind, spot: Spot)] = []
    var to: [Named] = []
    var isToOrigin = false
    var when: [Predicate] = []
    var reply: RouteConfiguration.Reply?
    var stop = false
    /// Whether everything in the route could be read; only then further checks are of use.
    var isComplete = false

    /// The name for messages.
    var title: String { name.map { "\"\($0.name)\"" } ?? path }

    /// The route; nil when it could not be read whole.
    var configuration: RouteConfiguration? {
        guard isComplete, let name else { return nil }
        return RouteConfiguration(
            name: name.name, from: from.map(\.name), on: on.map(\.kind), when: when,
            to: isToOrigin ? .origin : .adapters(to.map(\.name)), reply: reply, stop: stop, place: spot.place)
    }
}
