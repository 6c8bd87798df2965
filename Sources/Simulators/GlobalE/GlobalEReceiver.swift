/// The merchant's webhooks, as Global-e knows them.
package struct GlobalEReceiver: Sendable {
    /// What stands before `/order`, `/order-status` and the others, without a slash at the end.
    package var base: String
    /// How many tries follow the first, after no answer, a 5xx and a 429.
    ///
    /// No schedule is published (contract 1.7).
    package var retries: Int
    /// The wait before each further try, and the longest wait that a `Retry-After` may ask for.
    package var retryDelay, longestDelay: Duration
    /// The limit of each try.
    package var limit: Duration
    /// The issuer in the bearer token; none to send no token.
    package var issuer: String?

    /// Describes a receiver; three further tries, a second apart, unsigned.
    package init(
        base: String, retries: Int = 3, retryDelay: Duration = .seconds(1), longestDelay: Duration = .seconds(5),
        limit: Duration = .seconds(10), issuer: String? = nil
    ) {
        self.base = base
        self.retries = retries
        self.retryDelay = retryDelay
        self.longestDelay = longestDelay
        self.limit = limit
        self.issuer = issuer
    }
}
