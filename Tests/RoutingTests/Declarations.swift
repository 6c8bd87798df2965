import AdapterKit
import Canonical
import Routing

/// Adapter types that exist in these tests only; they resemble real ones where a test needs it.
enum Declarations {
    static let all = [glopalOrders, globaleCheckout, glopalShipping, merchantOMS, reviewDesk]

    static let reviewDesk = declaration("review-desk", emits: [.orderRefused, .orderStatus], carries: [])

    static let glopalOrders = declaration(
        "glopal-orders", emits: [.orderReady, .orderCancelled, .refundIssued],
        carries: [.orderAccepted, .orderCancelled, .orderRefused, .refundRequested, .shipmentDispatched],
        settings: [
            SettingDeclaration("endpoint", .url, isRequired: true, summary: "Where the API is."),
            SettingDeclaration(
                "api_key", .secret, isRequired: true, summary: "The key of the store.",
                example: "${env:GLOPAL_API_KEY}"),
            SettingDeclaration(
                "store_id", .string, isRequired: true, summary: "The store's id.", example: "acme-eu"),
            SettingDeclaration(
                "events", .list(.choice(["order.ready", "order.cancelled"])), default: "[order.ready]",
                summary: "The events to ask for."),
            SettingDeclaration(
                "poll", .group([SettingDeclaration("every", .duration, default: "30s", summary: "How often to ask.")]),
                summary: "How to ask for news."),
            SettingDeclaration("base_currency", .string, summary: "The currency of the merchant's books."),
        ])

    static let globaleCheckout = declaration(
        "globale-checkout", emits: [.orderReady, .orderChanged, .orderCancelled, .refundIssued],
        carries: [.orderAccepted, .orderCancelled, .refundRequested, .shipmentDispatched],
        settings: [
            SettingDeclaration("endpoint", .url, isRequired: true, summary: "Where the API is."),
            SettingDeclaration("merchant_guid", .secret, isRequired: true, summary: "The merchant's key."),
            SettingDeclaration("status_map", .map(.string), summary: "Our words for the provider's."),
        ])

    static let glopalShipping = declaration(
        "glopal-shipping", emits: [], carries: [.orderAccepted],
        settings: [
            SettingDeclaration("endpoint", .url, isRequired: true, summary: "Where the API is."),
            SettingDeclaration("login", .string, isRequired: true, summary: "The login."),
            SettingDeclaration("secret", .secret, isRequired: true, summary: "The key that signs."),
            SettingDeclaration("version", .string, default: "\"0.68\"", summary: "The version of the API."),
        ])

    static let merchantOMS = declaration(
        "merchant-oms", emits: [.orderAccepted, .orderCancelled, .refundRequested, .shipmentDispatched],
        carries: [.orderReady, .orderChanged, .orderCancelled, .refundIssued],
        settings: [
            SettingDeclaration(
                "endpoint", .url, isRequired: true, summary: "Where the system is.", example: "http://127.0.0.1:9104"),
            SettingDeclaration("attempts", .integer(1...10), default: "3", summary: "How often to try."),
            SettingDeclaration("port", .integer(1...65_535), summary: "A port."),
            SettingDeclaration("strict", .boolean, default: "false", summary: "Whether to be strict."),
            SettingDeclaration("timeout", .duration, default: "5s", summary: "How long to wait.", example: "5s"),
            SettingDeclaration("mode", .choice(["full", "batch"]), default: "full", summary: "How to send."),
            SettingDeclaration(
                "batch",
                .group([
                    SettingDeclaration("size", .integer(1...100), summary: "Orders in one batch."),
                    SettingDeclaration("flush", .duration, summary: "How long a batch waits."),
                ]), summary: "How to collect orders."),
            SettingDeclaration("labels", .map(.string), summary: "Free names."),
            SettingDeclaration("regions", .list(.string), summary: "Regions served.", example: "[EU, UK]"),
            SettingDeclaration("headers", .map(.secret), summary: "Headers to send."),
            SettingDeclaration("signing_keys", .list(.secret), summary: "Keys that sign."),
        ])

    static func declaration(
        _ type: String, emits: [FactKind], carries: [FactKind], settings: [SettingDeclaration] = []
    ) -> AdapterDeclaration {
        AdapterDeclaration(
            type: type, summary: "The type \(type) of these tests.", documents: [], emits: emits,
            carries: Dictionary(uniqueKeysWithValues: carries.map { ($0, "carry") }),
            operations: [
                OperationDeclaration(name: "carry", effect: .changes, idempotency: .naturalKey, summary: "Carries.")
            ], settings: settings)
    }

    /// A contradiction that only the adapter itself can see.
    static func check(type: String, id: String, settings: Settings) -> [SettingsProblems.Problem] {
        guard type == "merchant-oms", settings.string("mode") == "batch" else { return [] }
        guard settings.duration("batch.flush") == .zero else { return [] }
        return [
            SettingsProblems.Problem(
                path: "batch.flush", message: "A batch that never waits is none.", help: "Use `mode: full`."),
            SettingsProblems.Problem(path: "", message: "The settings contradict each other."),
            SettingsProblems.Problem(path: "labels.none", message: "A label is missing."),
        ]
    }

    static let reader = ConfigurationReader(declarations: all, check: check)
}
