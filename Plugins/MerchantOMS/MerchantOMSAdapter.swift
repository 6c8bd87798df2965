public import AdapterKit
import Canonical

/// Brings facts to a merchant's order management system, and takes its own from it.
///
/// This is the canonical form: CloudEvents with canonical JSON, signed by Standard Webhooks in both directions.
public struct MerchantOMSAdapter: Adapter {
    /// What the adapter is and can do.
    public static let declaration = AdapterDeclaration(
        type: "merchant-oms",
        summary: "A merchant's order management system that speaks signed CloudEvents.",
        documents: ["CloudEvents 1.0.2", "Standard Webhooks 1.0.0", "RFC 9457"],
        emits: FactKind.allCases.filter(OMSMessage.canBe),
        carries: Dictionary(
            uniqueKeysWithValues: FactKind.allCases.compactMap { kind in
                MerchantOMSOperation(carrying: kind).map { (kind, $0.rawValue) }
            }),
        operations: MerchantOMSOperation.allCases.map(\.declaration),
        settings: MerchantOMSConfiguration.declarations,
        rateLimit: .init(concurrency: 32),
        clockTolerance: .seconds(300))

    /// The installed adapter's id.
    public let id: String
    let configuration: MerchantOMSConfiguration

    /// Creates the adapter for one entry of `adapters.yaml`.
    ///
    /// - Throws: ``AdapterKit/SettingsProblems`` naming every setting that cannot be used; refuse the start.
    public init(id: String, settings: Settings) throws(SettingsProblems) {
        self.id = id
        configuration = try MerchantOMSConfiguration(settings)
    }
}
