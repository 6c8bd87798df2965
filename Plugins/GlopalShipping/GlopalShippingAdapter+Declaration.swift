public import AdapterKit
import Canonical

extension GlopalShippingAdapter {
    /// What the adapter is and can do.
    public static var declaration: AdapterDeclaration {
        AdapterDeclaration(
            type: "glopal-shipping",
            summary: "Ships orders through Glopal: quotes, orders, labels, manifests, tracking and returns.",
            documents: [
                "Glopal shipping: order creation", "Glopal shipping: labels, manifest, tracking, returns",
                "Glopal duties, taxes and compliance",
            ],
            emits: [
                .shipmentDispatched, .shipmentTracking, .shipmentDelivered, .documentsAvailable, .returnAuthorized,
            ],
            carries: [
                .orderReceived: Operation.quote.rawValue, .orderReady: Operation.quote.rawValue,
                .orderAccepted: Operation.create.rawValue,
                .shipmentDispatched: Operation.label.rawValue, .documentsRequested: Operation.label.rawValue,
                .returnRequested: Operation.authorize.rawValue,
            ],
            operations: operations, questions: Inquiry.allCases.map(\.rawValue),
            settings: connectionSettings + contentSettings + [shipperSetting, returnSetting],
            rateLimit: AdapterDeclaration.RateLimit(concurrency: GlopalShippingAssumptions.concurrency),
            clockTolerance: .seconds(GlopalShippingAssumptions.clockTolerance))
    }

    /// The operations by their names.
    enum Operation: String, CaseIterable {
        case quote = "quote-order"
        case create = "create-order"
        case label = "make-labels"
        case closeOut = "close-out"
        case authorize = "authorize-return"
    }

    /// The questions by their names.
    enum Inquiry: String, CaseIterable {
        case landedCost = "landed-cost.quote"
        case productCost = "landed-cost.estimate"
        case classification = "products.classification"
        case prohibitions = "products.prohibitions"
        case address = "address.check"
        case tracking
    }

    private static var operations: [OperationDeclaration] {
        [
            OperationDeclaration(
                name: Operation.quote.rawValue, effect: .changes, idempotency: .naturalKey,
                summary: "Has duties and taxes calculated; the order then carries the quote's id.", canBeTold: true),
            OperationDeclaration(
                name: Operation.create.rawValue, effect: .creates, idempotency: .lookup,
                summary: "Creates the order: from its quote when it carries one, else from scratch.", canBeTold: true),
            OperationDeclaration(
                name: Operation.label.rawValue, effect: .changes, idempotency: .lookup,
                summary: "Announces a fulfilment and gets a label and papers for each parcel.", canBeTold: true),
            OperationDeclaration(
                name: Operation.closeOut.rawValue, effect: .changes, idempotency: .lookup,
                summary: "Puts parcels on the carrier's manifest, which begins their tracking.", canBeTold: true),
            OperationDeclaration(
                name: Operation.authorize.rawValue, effect: .changes, idempotency: .lookup,
                summary: "Authorises a return, with label and papers when it begins at once.", canBeTold: true),
        ]
    }

    private static var connectionSettings: [SettingDeclaration] {
        typealias Endpoint = GlopalShippingAssumptions.Endpoint
        return [
            SettingDeclaration(
                "endpoint", .url, default: GlopalShippingAssumptions.defaultEndpoint,
                summary: "Base URL of the shipping web service.", example: "http://127.0.0.1:9103"),
            SettingDeclaration(
                "login", .string, isRequired: true, summary: "Client user name, set by Glopal.", example: "acme-store"),
            SettingDeclaration(
                "alias", .string, summary: "System user name with a secret of its own, set by Glopal.",
                example: "acme-gateway"),
            SettingDeclaration(
                "secret", .secret, isRequired: true, summary: "Secret access key of the alias, or of the login.",
                example: "${env:GLOPAL_SHIPPING_SECRET}"),
            SettingDeclaration(
                "version", .string, default: "\"\(GlopalShippingAssumptions.defaultVersion)\"",
                summary: "Interface version, always with two decimals.", example: "\"0.68\""),
            SettingDeclaration(
                "poll",
                .group([
                    SettingDeclaration(
                        "every", .duration, default: "15m", summary: "How often to ask where parcels are.",
                        example: "15m")
                ]), summary: "Asking for tracking."),
            SettingDeclaration(
                "wrap_args", .list(.choice(Endpoint.allCases.map(\.rawValue))),
                default: "[\(Endpoint.wrapped.map(\.rawValue).joined(separator: ", "))]",
                summary: "Calls whose body stands under `args`."),
            SettingDeclaration(
                "booleans", .choice(["json", "numeric"]), default: "json",
                summary: "Whether truth values go out as true and false, or as 1 and 0."),
        ]
    }

    private static var contentSettings: [SettingDeclaration] {
        [
            SettingDeclaration(
                "from_country", .string, isRequired: true, summary: "Country that goods leave from.", example: "GB"),
            SettingDeclaration(
                "incoterm", .choice(["DDP", "DAP"]),
                summary: "Term of orders that state none; without it such orders are held.", example: "DDP"),
            SettingDeclaration("hub_code", .string, summary: "Hub that parcels go through.", example: "LHR"),
            SettingDeclaration("service_level", .string, summary: "Service asked for.", example: "standard"),
            SettingDeclaration(
                "label_format", .choice(["PDF", "ZPL", "PNG"]), default: "PDF", summary: "Format of labels."),
            SettingDeclaration(
                "check_prohibitions", .boolean, default: "true",
                summary: "Whether quotes also check the goods against prohibitions."),
            SettingDeclaration(
                "check_addresses", .boolean, default: "false",
                summary: "Whether consignees are checked, also against sanction lists, before an order is created."),
        ]
    }

    private static var shipperSetting: SettingDeclaration {
        SettingDeclaration(
            "shipper",
            .group([
                SettingDeclaration("name", .string, summary: "Who ships."),
                SettingDeclaration("company", .string, summary: "Company."),
                SettingDeclaration("address1", .string, summary: "Street and number."),
                SettingDeclaration("address2", .string, summary: "Second line."),
                SettingDeclaration("postcode", .string, summary: "Postal code."),
                SettingDeclaration("city", .string, summary: "City."),
                SettingDeclaration("state", .string, summary: "State or region."),
                SettingDeclaration("country", .string, summary: "Country, two capitals.", example: "GB"),
                SettingDeclaration("email", .string, summary: "E-mail address."),
                SettingDeclaration("phone", .string, summary: "Telephone number."),
                SettingDeclaration("vat_number", .string, summary: "VAT registration number."),
            ]), summary: "Where goods leave from; Glopal knows it unless given.")
    }

    private static var returnSetting: SettingDeclaration {
        SettingDeclaration(
            "returns",
            .group([
                SettingDeclaration(
                    "payer", .string, default: "customer", summary: "Who pays for the way back, in Glopal's word."),
                SettingDeclaration(
                    "full_payment", .boolean, default: "false", summary: "Whether the payer bears all of it."),
                SettingDeclaration("flat_fee", .boolean, default: "false", summary: "Whether a flat fee is charged."),
                SettingDeclaration(
                    "immediate", .boolean, default: "true", summary: "Whether the label is made at once."),
            ]), summary: "How returns are authorised.")
    }
}
