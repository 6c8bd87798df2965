/// One target of a fact, with the route that leads there.
package struct RouteMatch: Sendable, Equatable {
    /// The first route that leads to the target.
    package var route: String
    /// The installed adapter that gets the fact.
    package var target: String
    /// How long the source waits for this delivery; nil when it does not.
    package var reply: RouteConfiguration.Reply?

    /// Creates a match.
    package init(route: String, target: String, reply: RouteConfiguration.Reply? = nil) {
        self.route = route
        self.target = target
        self.reply = reply
    }
}
