public import AdapterKit
import Canonical

/// Translates between the canonical order and the Glopal Order API.
///
/// Source: Order API 2.3.2 and "Order processing" (stated); what they leave open is in `GlopalAssumptions`.
public struct GlopalOrdersAdapter: Adapter {
    /// The installed adapter's id.
    public let id: String
    let configuration: GlopalOrdersConfiguration

    /// Creates the adapter for one store.
    ///
    /// - Throws: `SettingsProblems` with every setting that contradicts another.
    public init(id: String, settings: Settings) throws(SettingsProblems) {
        self.id = id
        configuration = try GlopalOrdersConfiguration(settings)
    }

    var translator: GlopalOrderTranslator {
        GlopalOrderTranslator(
            adapter: id, storeID: configuration.storeID, baseCurrency: configuration.baseCurrency,
            environments: configuration.environments)
    }
}
