/// An expectation that `crossdock test` checks: this message takes these routes.
package struct TestConfiguration: Sendable, Equatable {
    /// The sentence that is promised.
    package var name: String
    /// The installed adapter that receives the message.
    package var adapter: String
    /// The path of the message, relative to the file.
    package var fact: String
    /// The routes that match, by name.
    package var routes: [String]
    /// The installed adapters that get the fact.
    package var to: [String]
    /// Where the test stands in the file.
    package var place: Place

    /// Creates a test.
    package init(name: String, adapter: String, fact: String, routes: [String], to: [String], place: Place) {
        self.name = name
        self.adapter = adapter
        self.fact = fact
        self.routes = routes
        self.to = to
        self.place = place
    }
}
