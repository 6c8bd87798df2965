/// Why a route took a fact, or did not.
package struct RouteExplanation: Sendable, Equatable {
    /// What became of the fact at a route.
    package enum Result: Sendable, Equatable {
        /// The route leads to these adapters.
        case matched(targets: [String])
        /// The route takes nothing from that adapter.
        case otherSource
        /// The route does not take that fact.
        case otherFact
        /// A condition does not hold.
        case conditionFailed
        /// The conditions hold, but nobody gets the fact; the text says why.
        case noTarget(reason: String)
        /// The route of that name stopped the search before.
        case stopped(by: String)
    }

    /// The route's name.
    package var route: String
    /// Where the route stands in the file.
    package var place: Place
    /// Each condition with its value; empty when source or fact already decided.
    package var conditions: [PredicateExplanation]
    /// What became of the fact.
    package var result: Result
    /// Targets that an earlier route had already given the fact.
    package var repeated: [String] = []
}
