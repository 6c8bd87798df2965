import AdapterKit
import Canonical

extension GlobalEOrderDescription {
    /// Members that hold one component of the order as a whole, with its roles and whether a total holds it already.
    private struct Part {
        var kind: MoneyComponent.Kind
        var code: String
        /// Member at the top, in mer.
        var merchant: String?
        /// Member of `InternationalDetails`, in cust.
        var customer: String?
        var isIncluded = false
    }

    /// Source: contract 2.1 and 2.7 (stated: CCF is contained in the duties, same-day dispatch is not in the shipping).
    private static let parts = [
        Part(
            kind: .duty, code: "duties", merchant: "TotalDutiesPaidByCustomerPrice", customer: "TotalDutiesPrice"),
        Part(
            kind: .fee, code: "customs-clearance", merchant: "CCFPrice", customer: "TotalCCFPrice", isIncluded: true),
        Part(kind: .tax, code: "us-sales-tax", merchant: "USSalesTax", customer: "USSalesTax", isIncluded: true),
        Part(kind: .tax, code: "vat", customer: "TotalVATAmount", isIncluded: true),
        Part(
            kind: .fee, code: "cash-on-delivery", merchant: "CashOnDeliveryFee", customer: "CashOnDeliveryFee"),
        Part(
            kind: .fee, code: "same-day-dispatch", merchant: "SameDayDispatchCost", customer: "SameDayDispatchCost"),
    ]

    /// Fees that the shipping price contains (stated in contract 2.7).
    private static let shippingParts = [
        ("consignment", "ConsignmentFee"), ("size", "SizeOverchargeValue"), ("remote-area", "RemoteAreaSurcharge"),
    ]

    /// Reads or writes duties, taxes and fees of the order as a whole.
    func components(_ top: GlobalEScribe, _ order: inout Order) throws(JSONReadError) {
        let details = top.object("InternationalDetails")
        for part in Self.parts {
            let known = order.components.firstIndex { $0.code == part.code }
            var amounts = known.map { order.components[$0].amounts } ?? Amounts()
            if let key = part.merchant { try top.money(key, &amounts.merchant, order.currencies[.merchant]) }
            if let key = part.customer { try details?.money(key, &amounts.customer, order.currencies[.customer]) }
            guard top.isReading, !amounts.isEmpty else { continue }
            order.components.append(
                MoneyComponent(kind: part.kind, amounts: amounts, code: part.code, isIncluded: part.isIncluded))
        }
        try top.money("TotalDutiesAndTaxesPrice", &order.totals.stated.duty.merchant, order.currencies[.merchant])
        for (key, owner) in [("CustomerDTBreakdown", "customer"), ("MerchantDTBreakdown", "merchant")] {
            if let breakdown = top.object(key) {
                try shares(breakdown, .merchant, order.currencies[.merchant], owner, &order.components)
            }
            if let breakdown = details?.object(key) {
                try shares(breakdown, .customer, order.currencies[.customer], owner, &order.components)
            }
        }
    }

    /// The parts of a duties and taxes breakdown; they are contained in totals that stand elsewhere.
    func shares(
        _ breakdown: GlobalEScribe, _ role: Role, _ currency: Currency?, _ owner: String,
        _ components: inout [MoneyComponent]
    ) throws(JSONReadError) {
        let kinds: [(key: String, kind: MoneyComponent.Kind, code: String)] = [
            ("Duties", .duty, "duties"), ("SalesTaxes", .tax, "sales-taxes"), ("Other", .fee, "other"),
            ("Subsidy", .reconcileOnly, "subsidy"),
        ]
        for (key, kind, suffix) in kinds {
            let code = "\(owner)-share-\(suffix)"
            let known = components.firstIndex { $0.code == code }
            var entry = known.flatMap { components[$0].amounts[role] }
            let before = entry
            try breakdown.money(key, &entry, currency)
            guard breakdown.isReading, let entry, entry != before else { continue }
            if let known {
                components[known].amounts[role] = entry
            } else {
                var component = MoneyComponent(kind: kind, amounts: Amounts(), code: code, isIncluded: true)
                component.amounts[role] = entry
                component.isVisibleToBuyer = owner != "merchant" && kind != .reconcileOnly
                if owner == "merchant" || kind == .reconcileOnly { component.fundedBy = .known(.merchant) }
                components.append(component)
            }
        }
    }

    /// Reads or writes the one shipping charge: what the customer chose and pays for.
    func charge(_ top: GlobalEScribe, _ order: inout Order) throws(JSONReadError) {
        var charge = order.charges.first ?? Charge(kind: .known(.shipping))
        let known = charge
        try top.money("DiscountedShippingPrice", &charge.discountedPrice.merchant, order.currencies[.merchant])
        if let details = top.object("InternationalDetails") {
            let customer = order.currencies[.customer]
            try details.text("ShippingMethodCode", &charge.method, .form)
            try details.text("ShippingMethodName", &charge.carrier, .form)
            try details.text("ShippingMethodTypeCode", &charge.service, .form)
            try details.money("TotalShippingPrice", &charge.price.customer, customer)
            try details.money("DiscountedShippingPrice", &charge.discountedPrice.customer, customer)
            for (code, key) in Self.shippingParts {
                var entry = charge.components.first { $0.code == code }?.amounts.customer
                try details.money(key, &entry, customer)
                guard top.isReading, let entry else { continue }
                charge.components.append(
                    MoneyComponent(kind: .fee, amounts: Amounts(customer: entry), code: code, isIncluded: true))
            }
        }
        if top.isReading, charge != known { order.charges = [charge] }
    }

    /// Reads or writes how the customer pays; never more of a card than its last four digits.
    func payment(_ top: GlobalEScribe, _ order: inout Order) throws(JSONReadError) {
        guard let details = top.object("InternationalDetails") else { return }
        var payment = order.payments.first ?? Payment()
        let known = payment
        try details.text("PaymentMethodCode", &payment.method, .form)
        try details.text("PaymentMethodName", &payment.brand, .form, except: GlobalEAssumptions.noValue)
        try details.text("CardNumberLastFourDigits", &payment.lastFour)
        let transactions = payment.transactions
        var rest = transactions[...]
        for key in ["PaymentTransactionReference", "PaymentTransactionGUID"] {
            var value = !top.isReading && details.has(key) ? rest.popFirst() : nil
            try details.text(key, &value)
            if top.isReading, let value { payment.transactions.append(value) }
        }
        // The transaction may be in a third currency, which then is the one that is settled.
        var code = order.currencies[.settlement]
        try details.leaf(
            "TransactionCurrencyCode", &code,
            decode: { $0.looseText.flatMap { Currency($0.filter { $0 != " " }.uppercased()) } },
            spell: { [("s", GlobalEJSON.quoted($0.code))] })
        if top.isReading { order.currencies[.settlement] = code }
        try details.money("TransactionTotalPrice", &payment.amounts.settlement, code)
        if top.isReading, payment != known { order.payments = [payment] }
    }

    /// Reads or writes papers that are required before the goods may leave, and those that are there.
    func documents(_ top: GlobalEScribe, _ order: inout Order) throws(JSONReadError) {
        var position = 0
        for (key, state) in [("AdditionalRequiredDocuments", Document.State.required), ("OrderDocuments", .available)] {
            for element in top.elements(key) {
                let isKnown = !top.isReading && order.documents.indices.contains(position)
                var document = isKnown ? order.documents[position] : Document(kind: "", state: .known(state))
                try GlobalEPaper.describe(element, &document)
                if top.isReading { order.documents.append(document) }
                position += 1
            }
        }
    }
}

/// One OrderDocument of Global-e.
enum GlobalEPaper {
    /// Reads or writes kind, format, address and id of a paper; its content is the caller's.
    static func describe(_ scribe: GlobalEScribe, _ document: inout Document) throws(JSONReadError) {
        var kind: String? = document.kind.isEmpty ? nil : document.kind
        try scribe.text("DocumentTypeName", &kind)
        try scribe.text("DocumentExtension", &document.format)
        try scribe.text("URL", &document.url)
        try scribe.text("DocumentReference", &document.reference)
        guard scribe.isReading else { return }
        // The code stays in the residue: it says the same, in three spellings (contract 1.4 and 7).
        let digits = scribe.peek("DocumentTypeCode")?.looseText?.prefix { $0.isASCII && $0.isNumber } ?? ""
        document.kind = kind ?? GlobalEAssumptions.documentKinds[String(digits)] ?? "unknown"
    }
}
