package import AdapterKit

/// How the HTTP face listens, whom it lets in and how much it takes.
package struct WebConfiguration: Sendable {
    /// A bearer of rights at the canonical API.
    package struct Token: Sendable {
        /// Who decided, as timelines and logs show it.
        package var name: String
        /// What the bearer may do.
        package var role: AccessRole
        /// What the bearer shows; an empty one lets nobody in.
        package var secret: Secret

        /// Creates a token.
        package init(name: String, role: AccessRole, secret: Secret) {
            self.name = name
            self.role = role
            self.secret = secret
        }
    }

    /// The host name or address to listen on; IPv6 without brackets.
    package var host: String
    /// The TCP port to listen on; 0 lets the system choose.
    package var port: Int
    /// The largest body of a webhook or fact, in bytes.
    package var bodyLimit: Int
    /// Who may use the canonical API; empty lets peers on this machine in and nobody else.
    package var tokens: [Token]
    /// Bytes of bodies that may be in memory at once; further bodies are asked to come back.
    package var bodyBudget = 256 << 20
    /// Connections open at once; further ones wait in the system's queue.
    package var connectionLimit = 4_096
    /// How long a connection may stay silent between requests or within one.
    package var idleLimit: Duration = .seconds(60)
    /// How long the body of one request may take to arrive.
    package var bodyTimeLimit: Duration = .seconds(120)
    /// How long an oversized body is still read and forgotten, so that its sender sees the answer.
    package var lingerLimit: Duration = .seconds(5)

    /// Creates a configuration; everything else has a default that suits one gateway on one machine.
    package init(
        host: String = "127.0.0.1", port: Int = 8080, bodyLimit: Int = 32 << 20, tokens: [Token] = []
    ) {
        self.host = host
        self.port = port
        self.bodyLimit = bodyLimit
        self.tokens = tokens
    }

    /// Whether only this machine can reach the address.
    package var isLoopback: Bool { LoopbackAddress.contains(host) }
}
