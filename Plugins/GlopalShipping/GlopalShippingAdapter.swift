public import AdapterKit
import Canonical

/// Translates between the canonical order and Glopal's shipping web service.
///
/// Source: the provider's page on order creation (stated) and its public pages on labels, manifest, tracking, returns,
/// duties and compliance (found); what they leave open is in `GlopalShippingAssumptions`.
public struct GlopalShippingAdapter: Adapter {
    /// The installed adapter's id.
    public let id: String
    let configuration: GlopalShippingConfiguration
    let signer: GlopalShippingSigner

    /// Creates the adapter for one login.
    ///
    /// - Throws: `SettingsProblems` with every setting that contradicts another or breaks a pattern of the service.
    public init(id: String, settings: Settings) throws(SettingsProblems) {
        self.id = id
        configuration = try GlopalShippingConfiguration(settings)
        signer = GlopalShippingSigner(configuration)
    }
}
