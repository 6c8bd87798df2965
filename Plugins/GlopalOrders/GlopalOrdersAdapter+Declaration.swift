public import AdapterKit
import Canonical

extension GlopalOrdersAdapter {
    /// What the adapter is and can do.
    public static var declaration: AdapterDeclaration {
        AdapterDeclaration(
            type: "glopal-orders",
            summary: "Takes orders from a Glopal store and brings acceptances, cancellations and refunds back.",
            documents: ["Glopal Order API 2.3.2", "Glopal Order processing", "Glopal Returns"],
            emits: [
                .orderReceived, .orderReady, .orderAccepted, .orderCompleted, .orderCancelled, .orderStatus,
                .refundIssued, .returnRequested, .returnAuthorized, .returnCancelled, .returnReceived,
            ],
            carries: [
                .orderAccepted: Operation.accept.rawValue, .orderCancelled: Operation.cancel.rawValue,
                .orderRefused: Operation.cancel.rawValue, .refundRequested: Operation.refund.rawValue,
            ],
            operations: [
                OperationDeclaration(
                    name: Operation.accept.rawValue, effect: .changes, idempotency: .naturalKey,
                    summary: "Tells Glopal the merchant's order id and number; the same ids again are a success."),
                OperationDeclaration(
                    name: Operation.cancel.rawValue, effect: .ends, idempotency: .lookup,
                    summary: "Cancels an order that was not shipped; the buyer gets everything back."),
                OperationDeclaration(
                    name: Operation.refund.rawValue, effect: .changes, idempotency: .lookup,
                    summary: "Gives money of a shipped order back, with the split that Glopal quotes."),
            ],
            questions: [Inquiry.details.rawValue, Inquiry.quote.rawValue],
            settings: connectionSettings + translationSettings + [webhookSetting],
            rateLimit: AdapterDeclaration.RateLimit(concurrency: 8))
    }

    /// The operations by their names.
    enum Operation: String { case accept, cancel, refund }

    /// The questions by their names.
    enum Inquiry: String {
        case details = "order.details"
        case quote = "refund.quote"
    }

    private static var connectionSettings: [SettingDeclaration] {
        typealias Event = GlopalAssumptions.Event
        return [
            SettingDeclaration(
                "endpoint", .url, isRequired: true, summary: "Base URL from your account manager, without /v2.",
                example: "https://orders.example.com"),
            SettingDeclaration(
                "api_key", .secret, isRequired: true, summary: "API key from your account manager.",
                example: "${env:GLOPAL_API_KEY}"),
            SettingDeclaration(
                "store_id", .string, isRequired: true, summary: "The store's id at Glopal.", example: "acme-eu"),
            SettingDeclaration(
                "events", .list(.choice(Event.all)), default: "[\(Event.ready), \(Event.cancelled)]",
                summary: "Events to ask for; widening the list later does not bring back older events."),
            SettingDeclaration(
                "poll",
                .group([
                    SettingDeclaration(
                        "every", .duration, default: "1m",
                        summary: "How often to ask for events; a live store wants a minute at least.", example: "1m")
                ]), summary: "Asking for events."),
            SettingDeclaration(
                "page_size", .integer(1...GlopalAssumptions.largestPageSize),
                summary: "Events per page; Glopal gives \(GlopalAssumptions.defaultPageSize) unless asked otherwise."),
            SettingDeclaration(
                "plug_and_play", .boolean, default: "false",
                summary: "Glopal inserts orders into the shop itself, so acceptances are not sent."),
            SettingDeclaration(
                "relaxed_order_ids", .boolean, default: "false",
                summary: "Also use order ids of letters and digits in calls, not only digits."),
            SettingDeclaration(
                "external_ids", .choice(["nested", "flat"]), default: "nested",
                summary: "Whether the merchant's ids stand under `external` in the accept call."),
        ]
    }

    private static var translationSettings: [SettingDeclaration] {
        [
            SettingDeclaration(
                "base_currency", .string,
                summary: "Also import every amount in this currency, by the rate in the order.", example: "GBP"),
            SettingDeclaration(
                "environment", .choice(["live", "test", "both"]), default: "live",
                summary: "Which orders the store takes; others are held."),
            SettingDeclaration(
                "cancel_reasons", .map(.string), default: "{default: \(GlopalAssumptions.otherReason)}",
                summary: "Our reasons and Glopal's for them; `default` where none is given, others go as they are.",
                example: "{sold_out: out_of_stock, default: other}"),
            SettingDeclaration(
                "refund_reasons", .map(.string), default: "{default: \(GlopalAssumptions.otherReason)}",
                summary: "Our reasons and Glopal's for them; `default` where none is given, others go as they are.",
                example: "{broken: damaged_in_transit, default: other}"),
        ]
    }

    private static var webhookSetting: SettingDeclaration {
        SettingDeclaration(
            "webhook",
            .group([
                SettingDeclaration("user", .string, summary: "User of HTTP Basic."),
                SettingDeclaration("password", .secret, summary: "Password of HTTP Basic."),
                SettingDeclaration("query_secret", .secret, summary: "Shared secret in the webhook URL's query."),
                SettingDeclaration(
                    "query_parameter", .string, default: GlopalAssumptions.defaultSecretParameter,
                    summary: "The query parameter that carries the shared secret."),
            ]), summary: "What an event webhook has to bring; without it webhooks are refused.")
    }
}
