extension OrderField {
    static let identity: [OrderField] = [
        .text("id", "The order's id in this gateway.", .public) { $0.id.value },
        .text("environment", "live, test, or the provider's own word.", .public) { $0.environment.raw },
        .flag("is_replacement", "Whether the order replaces another one.") { order in
            order.links.contains { $0.kind == .known(.replaces) }
        },
    ]

    static let origin: [OrderField] = [
        .text("origin.adapter", "The installed adapter that the order came from first.", .public) { $0.origin.adapter },
        .text("origin.store", "The store at that system.") { $0.origin.store },
        .text("origin.site", "The shop's site, when the store has several.") { $0.origin.site },
        .text("origin.locale", "The buyer's language, a BCP 47 tag as stated.") { $0.origin.locale },
    ]

    static let places: [OrderField] = [
        .text("ship_to.country", "Where the goods go, ISO 3166-1 alpha-2.") { $0.parties.shipTo?.anyAddress?.country },
        .text("ship_to.region", "The state, province or region that the goods go to.") {
            $0.parties.shipTo?.anyAddress?.region
        },
        .text("ship_to.city", "The city that the goods go to.", .personal) { $0.parties.shipTo?.anyAddress?.city },
        .text("ship_to.postal_code", "The postal code that the goods go to.", .personal) {
            $0.parties.shipTo?.anyAddress?.postalCode
        },
        .text("bill_to.country", "Where the bill goes, ISO 3166-1 alpha-2.") { $0.parties.billTo?.anyAddress?.country },
        .text("buyer.country", "The buyer's country, ISO 3166-1 alpha-2.") { $0.parties.buyer?.anyAddress?.country },
        .text("hub.country", "The hub's country, ISO 3166-1 alpha-2.") { $0.parties.hub?.anyAddress?.country },
        .flag("has_hub", "Whether the goods go to a hub or forwarder first.") { $0.parties.hub != nil },
        .flag("has_romanized_address", "Whether the provider gives the address in Latin letters too.") {
            $0.parties.shipTo?.romanizedAddress != nil
        },
    ]

    static let trade: [OrderField] = [
        .text("seller_of_record", "The company that sells to the buyer.") { $0.commercial.sellerOfRecord?.name },
        .text("importer_of_record", "Who imports the goods.", .personal) { $0.commercial.importerOfRecord?.name },
        .text("exporter_of_record", "The company that exports the goods.") { $0.commercial.exporterOfRecord?.name },
        .text("incoterm", "DDP when duties are paid before, DAP when the receiver pays them.") {
            $0.commercial.incoterm?.raw
        },
        .flag("duties_guaranteed", "Whether the provider guarantees the duties that the buyer paid.") {
            $0.commercial.dutiesGuaranteed
        },
        .flag("tax_included", "Whether the stated prices include tax.") { $0.commercial.taxIncluded },
        .flag("duty_included", "Whether the stated prices include duty.") { $0.commercial.dutyIncluded },
        .flag("is_business", "Whether a business buys.") { $0.commercial.isBusiness },
    ]

    static let money: [OrderField] = [
        .text("currency.merchant", "The currency of the merchant's books, ISO 4217.") { $0.currency(.merchant) },
        .text("currency.customer", "The currency that the buyer pays in, ISO 4217.") { $0.currency(.customer) },
        .text("currency.settlement", "The currency of the settlement, ISO 4217.") { $0.currency(.settlement) },
        .text("currency.customs", "The currency declared at the border, ISO 4217.") { $0.currency(.customs) },
        .money("total.merchant", "The grand total in the merchant's books, as stated.") {
            $0.totals.stated.grand.merchant
        },
        .money("total.customer", "The grand total that the buyer pays, as stated.") { $0.totals.stated.grand.customer },
        .money("total.settlement", "The grand total of the settlement, as stated.") {
            $0.totals.stated.grand.settlement
        },
        .money("total.customs", "The grand total declared at the border, as stated.") {
            $0.totals.stated.grand.customs
        },
        .text("payment.method", "How the buyer pays first, the source's code or name.") { order in
            order.payments.lazy.compactMap(\.method).first
        },
    ]

    static let goods: [OrderField] = [
        .number("lines.count", "The number of order lines.") { ExactDecimal($0.lines.count) },
        .number("lines.quantity", "All ordered quantities together, in pieces.") { order in
            // A sum beyond 38 digits is no quantity.
            try? ExactDecimal.sum(order.lines.map(\.quantity))
        },
        .text("shipping.method", "The method of the first shipping charge.") { $0.shipping(\.method) },
        .text("shipping.carrier", "The carrier of the first shipping charge.") { $0.shipping(\.carrier) },
        .text("shipping.service", "The carrier's service of the first shipping charge.") { $0.shipping(\.service) },
        .flag("has_back_order", "Whether a line is not in stock yet.") { order in
            order.lines.contains { $0.isBackOrdered == true }
        },
        .flag("has_gift_message", "Whether a line is to be packed with a message.") { order in
            order.lines.contains { $0.giftMessage != nil }
        },
    ]

    static let state: [OrderField] = [
        .text("phase", "Where the order is, in one word.", .public) { $0.phase.rawValue },
        .text("acceptance", "Whether provider and merchant agree that the order stands.", .public) { order in
            order.axes.acceptance.raw.isEmpty ? nil : order.axes.acceptance.raw
        },
        .text("payment.state", "How far the money is.", .public) { $0.axes.payment.raw },
        .text("fulfilment", "How far the goods are.", .public) { $0.axes.fulfilment.raw },
        .text("return", "How far a return is.", .public) { $0.axes.return.raw },
        .text("compliance", "Whether a paper or a check is missing.", .public) { $0.axes.compliance.raw },
        .flag("is_completed", "Whether the provider declared the order's processing finished.", .public) {
            $0.axes.isCompleted
        },
        .flag("is_held", "Whether the order waits for something.", .public) { !$0.holds.isEmpty },
    ]
}

extension Order {
    /// The currency of a role: the stated one, or else that of the stated total.
    fileprivate func currency(_ role: Role) -> String? {
        (currencies[role] ?? totals.stated.grand[role]?.money.currency)?.code
    }

    /// A member of the first shipping charge that has it.
    fileprivate func shipping(_ member: (Charge) -> String?) -> String? {
        charges.lazy.filter { $0.kind == .known(.shipping) }.compactMap(member).first
    }
}

extension Party {
    /// The address as stated, or else its romanised form.
    fileprivate var anyAddress: Address? { address ?? romanizedAddress }
}
