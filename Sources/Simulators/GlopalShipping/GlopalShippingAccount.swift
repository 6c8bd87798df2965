/// One client of the shipping service.
package struct GlopalShippingAccount: Sendable, Equatable {
    /// The client's user name, which `x-login` carries.
    package var login: String
    /// The client's secret access key.
    package var secret: String
    /// The secrets of the client's systems, by what `x-alias` carries.
    package var aliases: [String: String]
    /// Whether calls are turned away with 403.
    package var isBlocked = false

    /// Describes a client.
    package init(login: String, secret: String, aliases: [String: String] = [:]) {
        self.login = login
        self.secret = secret
        self.aliases = aliases
    }
}
