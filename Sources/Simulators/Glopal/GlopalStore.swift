/// A store that the simulated API serves.
package struct GlopalStore: Sendable {
    /// The store's identifier, a path segment.
    package var id: String
    /// The key that opens it, as `GL.…`.
    package var apiKey: String
    /// Where its events are pushed; none to be pulled only.
    package var webhook: GlopalWebhook?

    /// Describes a store.
    package init(id: String, apiKey: String, webhook: GlopalWebhook? = nil) {
        self.id = id
        self.apiKey = apiKey
        self.webhook = webhook
    }
}
