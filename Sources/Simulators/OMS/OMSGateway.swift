/// The gateway's inbound webhook, as the OMS knows it.
package struct OMSGateway: Sendable {
    /// The webhook's URL, as `http://127.0.0.1:8080/in/oms/facts`.
    package var url: String
    /// The secret to sign with, `whsec_…`.
    package var secret: String
    /// How often one notification is tried, at least once.
    package var attempts: Int
    /// The wait before the second try; it doubles each time.
    package var pause: Duration
    /// The longest wait between tries, also when `Retry-After` asks for more.
    package var longestPause: Duration
    /// The limit of each try.
    package var limit: Duration
    /// How notifications name the order.
    package var naming: Naming

    /// How a notification names its order.
    package enum Naming: String, Sendable, CaseIterable {
        /// By the gateway's order id in `subject`.
        case subject
        /// By the OMS's own order id in `data.reference`.
        case reference
        /// By both.
        case both
    }

    /// Describes a gateway; five tries, 100 ms apart at first.
    package init(
        url: String, secret: String, attempts: Int = 5, pause: Duration = .milliseconds(100),
        longestPause: Duration = .seconds(5), limit: Duration = .seconds(10), naming: Naming = .both
    ) {
        self.url = url
        self.secret = secret
        self.attempts = attempts
        self.pause = pause
        self.longestPause = longestPause
        self.limit = limit
        self.naming = naming
    }
}
