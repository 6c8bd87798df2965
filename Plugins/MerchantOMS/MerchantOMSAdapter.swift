public import AdapterKit
import Canonical

/// Brings facts to a merchant's order management system, and takes its own from it.
///
/// In its canonical form it speaks CloudEvents with canonical JSON, signed by Standard Webhooks in both directions. With
/// a `mapping` it speaks to an OMS with an interface of its own, by requests and programs from the settings.
public struct MerchantOMSAdapter: Adapter {
    /// What the adapter is and can do.
    public static let declaration = AdapterDeclaration(
        type: "merchant-oms",
        summary: "A merchant's order management system: signed CloudEvents, or its own HTTP interface by a mapping.",
        documents: ["CloudEvents 1.0.2", "Standard Webhooks 1.0.0", "RFC 9457"],
        emits: FactKind.allCases.filter(OMSMessage.canBe),
        carries: Dictionary(
            uniqueKeysWithValues: FactKind.allCases.compactMap { kind in
                MerchantOMSOperation(carrying: kind).map { (kind, $0.rawValue) }
            }),
        operations: MerchantOMSOperation.allCases.map(\.declaration),
        settings: MerchantOMSConfiguration.declarations + MappedConfiguration.declarations,
        rateLimit: .init(concurrency: 32),
        clockTolerance: .seconds(300))

    /// The installed adapter's id.
    public let id: String
    let form: Form

    /// How the OMS is spoken to.
    enum Form: Sendable {
        case canonical(CanonicalOMS)
        case mapped(MappedOMS)
    }

    /// What an adapter with these settings carries: without a mapping everything, else what the mapping has.
    public static func declaration(for settings: Settings) -> AdapterDeclaration {
        MappedConfiguration.isChosen(by: settings) ? MappedDeclaration.declaration(for: settings) : declaration
    }

    /// Creates the adapter for one entry of `adapters.yaml`.
    ///
    /// - Throws: ``AdapterKit/SettingsProblems`` naming every setting that cannot be used; refuse the start.
    public init(id: String, settings: Settings) throws(SettingsProblems) {
        self.id = id
        form =
            MappedConfiguration.isChosen(by: settings)
            ? .mapped(try MappedOMS(id: id, settings: settings))
            : .canonical(CanonicalOMS(id: id, configuration: try MerchantOMSConfiguration(settings)))
    }
}
