import AdapterKit
import Canonical

/// Which member of a Merchant.Order is which part of an order; for both directions.
///
/// Source: contract 2.1 to 2.7. What is not described here stays in the residue. `mer` is the merchant's currency
/// (`CurrencyCode`), `cust` the end customer's (`InternationalDetails.CurrencyCode`).
struct GlobalEOrderDescription {
    /// The installed adapter, the system of every reference.
    let adapter: String
    /// The merchant's GUID, which documents carry and nobody keeps.
    let merchantGUID: Secret
    /// Which side of the document is the end customer's: `Primary` or `Secondary`.
    let side: String
    /// Where each discount and then each markup is, as pointers into the order; found out on the way in.
    var places: [String]

    init(adapter: String, merchantGUID: Secret, side: String, places: [String] = []) {
        self.adapter = adapter
        self.merchantGUID = merchantGUID
        self.side = side
        self.places = places
    }

    /// Reads the document into the order, or writes it from the order.
    ///
    /// - Throws: `JSONReadError` for an id, an amount or a quantity that cannot be read.
    mutating func describe(_ top: GlobalEScribe, _ order: inout Order) throws(JSONReadError) {
        top.secret("MerchantGUID", merchantGUID)
        try identity(top, &order)
        try currencies(top, &order)
        try origin(top, &order)
        try terms(top, &order)
        try parties(top, &order)
        try lines(top, &order)
        try charge(top, &order)
        try components(top, &order)
        try payment(top, &order)
        try documents(top, &order)
        if let details = top.object("InternationalDetails") {
            try details.money(
                "TotalPrice", &order.totals.stated.grand.customer, order.currencies[.customer])
        }
        try discounts(top, &order)
    }

    private func identity(_ top: GlobalEScribe, _ order: inout Order) throws(JSONReadError) {
        try reference(top, "OrderId", .order, nil, &order, isNeeded: true)
        // Given by the merchant, so they are not Global-e's identity of the order (contract 2.2).
        try reference(top, "MerchantOrderId", .number, "merchant", &order)
        try reference(top, "MerchantInternalOrderId", .internalOrder, "merchant", &order)
        try reference(top, "CartId", .cart, nil, &order)
        try replacement(top, &order)
    }

    private func reference(
        _ scribe: GlobalEScribe, _ key: String, _ kind: Reference.Kind, _ role: String?, _ order: inout Order,
        isNeeded: Bool = false
    ) throws(JSONReadError) {
        var value = order.references.first { $0.system == adapter && $0.kind == .known(kind) && $0.role == role }?.value
        try scribe.text(key, &value, isNeeded: isNeeded)
        guard scribe.isReading, let value else { return }
        order.references.append(Reference(system: adapter, kind: kind, value: value, role: role))
    }

    /// A replacement is linked to its original by Global-e's id of it (contract 2.1).
    private func replacement(_ top: GlobalEScribe, _ order: inout Order) throws(JSONReadError) {
        guard let original = top.object("OriginalOrder") else { return }
        var value = order.links.first { $0.kind == .known(.replaces) }?.reference.value
        try original.text("OrderId", &value)
        guard top.isReading, let value else { return }
        order.links.append(
            OrderLink(kind: .known(.replaces), reference: Reference(system: adapter, kind: .order, value: value)))
    }

    private func currencies(_ top: GlobalEScribe, _ order: inout Order) throws(JSONReadError) {
        try currency(top, "CurrencyCode", .merchant, &order, isNeeded: true)
        guard let details = top.object("InternationalDetails") else { return }
        try currency(details, "CurrencyCode", .customer, &order)
        if let merchant = order.currencies[.merchant], let customer = order.currencies[.customer] {
            try rate(top, from: customer, to: merchant, &order)
        }
    }

    private func currency(
        _ scribe: GlobalEScribe, _ key: String, _ role: Role, _ order: inout Order, isNeeded: Bool = false
    ) throws(JSONReadError) {
        var currency = order.currencies[role]
        // A code may carry stray blanks (contract 2.7).
        try scribe.leaf(
            key, &currency, isNeeded: true,
            decode: { $0.looseText.flatMap { Currency($0.filter { $0 != " " }.uppercased()) } },
            spell: { [("s", GlobalEJSON.quoted($0.code))] })
        if scribe.isReading { order.currencies[role] = currency }
    }

    /// The rounding rate turns the customer's price into the merchant's (contract 2.1; derived from the samples).
    private func rate(
        _ top: GlobalEScribe, from: Currency, to: Currency, _ order: inout Order
    ) throws(JSONReadError) {
        var rate = order.rates.first { $0.kind == "rounding" }?.rate
        try top.decimal("RoundingRate", &rate)
        guard top.isReading, let rate else { return }
        order.rates.append(ExchangeRate(from: from, to: to, rate: rate, kind: "rounding", source: adapter))
    }

    private func origin(_ top: GlobalEScribe, _ order: inout Order) throws(JSONReadError) {
        try top.text("WebStoreCode", &order.origin.store)
        try top.text("WebStoreInstanceCode", &order.origin.site)
        try top.text("CultureCode", &order.origin.locale)
        try top.moment("OrderCreationDate", &order.origin.placedAt)
        // The two never differ; the second comes from order details and is empty elsewhere.
        if !top.isReading || order.origin.placedAt == nil { try top.moment("DateCreated", &order.origin.placedAt) }
        var comment = order.notes.first { $0.author == "buyer" }?.text
        try top.text("CustomerComments", &comment)
        if top.isReading, let comment {
            order.notes.append(Note(author: "buyer", audience: .known(.merchant), text: comment))
        }
    }

    private func terms(_ top: GlobalEScribe, _ order: inout Order) throws(JSONReadError) {
        try top.flag("IsB2B", &order.commercial.isBusiness)
        try top.text("TaxCalculationRule", &order.commercial.taxCalculationRule)
        if let details = top.object("InternationalDetails") {
            try details.flag("DutiesGuaranteed", &order.commercial.dutiesGuaranteed)
        }
        if let exporter = top.object("ExporterDetails") {
            var company = order.commercial.exporterOfRecord ?? CommercialTerms.Responsible()
            try exporter.text("VATRegistrationNumber", &company.vatNumber)
            try exporter.text("EORINumber", &company.eoriNumber)
            try exporter.text("IOSSNumber", &company.iossNumber)
            if company != CommercialTerms.Responsible() { order.commercial.exporterOfRecord = company }
        }
        guard let importer = top.object("ImporterDetails") else { return }
        var company = order.commercial.importerOfRecord ?? CommercialTerms.Responsible()
        try importer.text("Company", &company.name)
        try importer.text("VATRegistrationNumber", &company.vatNumber)
        if company != CommercialTerms.Responsible() { order.commercial.importerOfRecord = company }
    }
}
