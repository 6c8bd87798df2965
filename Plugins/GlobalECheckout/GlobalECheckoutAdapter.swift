public import AdapterKit
import Canonical

/// Connects a merchant to Global-e Checkout: takes its notifications and brings it what the merchant did.
///
/// Source: the order API of Global-e (provider pages "Order Methods" and "CreateOrder"); what they leave open stands in
/// `GlobalEAssumptions`.
public struct GlobalECheckoutAdapter: Adapter {
    /// The installed adapter's id.
    public let id: String
    /// The checked settings.
    let configuration: GlobalEConfiguration
    /// The token that calls to Global-e carry where a user is set.
    let tokens = GlobalETokens()

    /// Creates the adapter for one entry of `adapters.yaml`.
    ///
    /// - Throws: ``AdapterKit/SettingsProblems`` naming every setting that cannot be used; refuse the start.
    public init(id: String, settings: Settings) throws(SettingsProblems) {
        self.id = id
        configuration = try GlobalEConfiguration(settings)
    }
}
