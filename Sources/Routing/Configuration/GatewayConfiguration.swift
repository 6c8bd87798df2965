package import AdapterKit

/// How the gateway itself runs.
package struct GatewayConfiguration: Sendable, Equatable {
    /// A bearer of rights at the canonical API and the console.
    package struct Token: Sendable, Equatable {
        /// What a bearer may do; each includes the ones before.
        package enum Role: String, Sendable, CaseIterable {
            case viewer, `operator`, admin
        }

        /// The name shown in logs and timelines.
        package var name: String
        /// What the bearer may do.
        package var role: Role
        /// What the bearer shows.
        package var secret: Secret
        /// Where the token stands in the file.
        package var place: Place

        /// Creates a token.
        package init(name: String, role: Role, secret: Secret, place: Place) {
            self.name = name
            self.role = role
            self.secret = secret
            self.place = place
        }
    }

    /// When a delivery is tried again.
    package struct Retry: Sendable, Equatable {
        /// The longest wait before the second attempt.
        package var first: Duration
        /// The longest wait between two attempts.
        package var max: Duration
        /// How many attempts are made before a person is asked.
        package var attempts: Int
        /// How long an unanswered attempt may still take effect; nil for ``GatewayConfiguration/settlingTime``'s own.
        package var settling: Duration?

        /// Creates a schedule.
        package init(first: Duration, max: Duration, attempts: Int, settling: Duration? = nil) {
            self.first = first
            self.max = max
            self.attempts = attempts
            self.settling = settling
        }
    }

    /// The host name or address to listen on; IPv6 without brackets.
    package var host: String
    /// The TCP port to listen on; 0 lets the system choose.
    package var port: Int
    /// Where the journal is kept, such as `sqlite:data/crossdock.db`.
    package var journal: String
    /// Who may use the canonical API and the console; empty means loopback only.
    package var tokens: [Token]
    /// The largest body accepted from anybody, in bytes.
    package var bodyLimit: Int
    /// How long one exchange with a system may take.
    package var timeLimit: Duration
    /// When a delivery is tried again.
    package var retry: Retry
    /// How long an unanswered attempt may still take effect: what is set, or else 60 s or three time limits, the longer.
    package var settlingTime: Duration { retry.settling ?? max(.seconds(60), timeLimit * 3) }

    /// Creates the gateway's part.
    package init(
        host: String = "127.0.0.1", port: Int = 8080, journal: String = "sqlite:data/crossdock.db",
        tokens: [Token] = [], bodyLimit: Int = 33_554_432, timeLimit: Duration = .seconds(10),
        retry: Retry = Retry(first: .seconds(1), max: .seconds(300), attempts: 600)
    ) {
        self.host = host
        self.port = port
        self.journal = journal
        self.tokens = tokens
        self.bodyLimit = bodyLimit
        self.timeLimit = timeLimit
        self.retry = retry
    }
}
