/// Where and how a store's events are pushed.
///
/// Source: contract A5 (assumed, by analogy with the checkout callbacks).
package struct GlopalWebhook: Sendable {
    /// The receiver's URL.
    package var url: String
    /// The event names that are pushed; none for all.
    package var events: Set<String>?
    /// How the receiver knows the sender.
    package var credential: Credential
    /// How many tries follow the first.
    package var retries: Int
    /// The wait before each further try, and the limit of each try.
    package var retryDelay, limit: Duration

    /// How a push proves where it comes from.
    package enum Credential: Sendable {
        /// Not at all.
        case none
        /// HTTP Basic.
        case basic(user: String, password: String)
        /// A secret in the query.
        case query(name: String, secret: String)
    }

    /// Describes a receiver; three further tries, five seconds apart.
    package init(
        url: String, events: Set<String>? = nil, credential: Credential = .none, retries: Int = 3,
        retryDelay: Duration = .seconds(5), limit: Duration = .seconds(5)
    ) {
        self.url = url
        self.events = events
        self.credential = credential
        self.retries = retries
        self.retryDelay = retryDelay
        self.limit = limit
    }
}
