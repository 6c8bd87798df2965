import AdapterKit
import Canonical

extension GlopalShippingCall {
    /// Creates the order: from its quote when it carries one, else from scratch; never both.
    ///
    /// Source: order creation (stated: two ways; the bodies are assumed).
    /// - Throws: `TranslationProblem` with the pointer of what is missing.
    static func create(
        _ delivery: OutboundDelivery, _ names: GlopalShippingNames, _ configuration: GlopalShippingConfiguration
    ) throws(TranslationProblem) -> GlopalShippingCall {
        let acceptance = delivery.fact.content.acceptance
        let reference = try names.reference(acceptance)
        let number = names.number(acceptance)
        let consignee = try GlopalShippingAddress(consigneeOf: delivery.order)
        guard let quote = names.quote else {
            return try fromScratch(delivery.order, reference, number, consignee, configuration)
        }
        // The quote has products, values, currency, term and route; repeating them is assumed to be refused.
        let ledger = GlopalShippingGoods.silentLedger(of: delivery.order)
        return GlopalShippingCall(.prealert, configuration, ledger: ledger) { writer in
            writer.field(Name.transactionID, quote)
            writer.field(Name.orderReference, reference)
            writer.field(Name.orderNumber, number)
            writer.field(Name.consignee, consignee)
            writer.field(Name.billingAddress, GlopalShippingAddress(billingOf: delivery.order))
            writer.field(Name.email, consignee.email)
            writer.field(Name.phone, consignee.phone)
        }
    }

    private static func fromScratch(
        _ order: Order, _ reference: String, _ number: String?, _ consignee: GlopalShippingAddress,
        _ configuration: GlopalShippingConfiguration
    ) throws(TranslationProblem) -> GlopalShippingCall {
        let goods = try GlopalShippingGoods(order)
        let incoterm = try incoterm(of: order, configuration)
        let parcels = announced(order)
        return GlopalShippingCall(.createOrder, configuration, ledger: goods.ledger(of: order)) { writer in
            writer.field(Name.orderReference, reference)
            writer.field(Name.orderNumber, number)
            writer.field(Name.fromCountry, configuration.fromCountry)
            writer.field(Name.toCountry, consignee.country)
            writer.field(Name.currency, goods.currency.code)
            writer.field(Name.incoterm, incoterm.rawValue)
            writer.field(Name.serviceLevel, configuration.serviceLevel)
            writer.field(Name.hubCode, configuration.hubCode)
            writer.field(Name.createdAt, (order.origin.placedAt ?? order.origin.receivedAt)?.rfc3339)
            writer.field(Name.shipper, configuration.shipper)
            writer.field(Name.consignee, consignee)
            writer.field(Name.billingAddress, GlopalShippingAddress(billingOf: order))
            goods.writeProducts(to: &writer)
            parcels?.write(to: &writer)
            goods.writeAmounts(of: order, to: &writer)
            writeTaxIDs(of: order.commercial, to: &writer)
        }
    }

    /// Has duties and taxes calculated.
    ///
    /// - Throws: `TranslationProblem` with the pointer of what is missing.
    static func quote(
        _ order: Order, _ configuration: GlopalShippingConfiguration, options: GlopalShippingQuoteOptions,
        at endpoint: Endpoint = .calculateOrder
    ) throws(TranslationProblem) -> GlopalShippingCall {
        let consignee = try GlopalShippingAddress(consigneeOf: order)
        let goods = try GlopalShippingGoods(order)
        let incoterm = try incoterm(of: order, configuration)
        let shipping = goods.amount(order.totals.stated.shipping) ?? goods.amount(order.totals.computed.shipping)
        return GlopalShippingCall(endpoint, configuration, ledger: goods.quoteLedger(of: order)) { writer in
            writer.field(Name.fromCountry, configuration.fromCountry)
            writer.field(Name.toCountry, consignee.country)
            writer.field(Name.currency, goods.currency.code)
            writer.field(Name.mode, options.isReverse ? "reverse" : "forward")
            writer.field(Name.incoterm, incoterm.rawValue)
            writer.field(Name.shippingAmount, options.shipping ?? shipping)
            writer.key(Name.address)
            writer.object { writer in
                writer.field(Name.postcode, consignee.postcode)
                writer.field(Name.state, consignee.state)
                writer.field(Name.country, consignee.country)
            }
            goods.writeQuotedProducts(to: &writer)
            writer.flag(Name.checkProhibitions, options.checksProhibitions, configuration)
        }
    }

    /// Who pays at the border: as the order states, as its guarantee implies, else as the settings say.
    ///
    /// Source: order creation (assumed): DDP or DAP, and DDU is read as DAP.
    static func incoterm(
        of order: Order, _ configuration: GlopalShippingConfiguration
    ) throws(TranslationProblem) -> CommercialTerms.Incoterm {
        switch order.commercial.incoterm {
        case .known(let stated)?: return stated
        case .unknown("DDU")?: return .dap
        case .unknown?:
            throw TranslationProblem(
                code: "field.value", pointer: "/commercial/incoterm", message: "the service knows DDP and DAP only")
        case nil: break
        }
        if order.commercial.dutiesGuaranteed == true { return .ddp }
        guard let incoterm = configuration.incoterm else {
            throw TranslationProblem(
                code: "field.missing", pointer: "/commercial/incoterm",
                message: "neither the order nor the setting `incoterm` says who pays at the border")
        }
        return incoterm
    }

    /// The parcels that are known already, if they hold each line exactly; else they are announced with their labels.
    private static func announced(_ order: Order) -> GlopalShippingParcels? {
        let outbound = order.shipments.filter { $0.direction != .known(.inbound) && !$0.parcels.isEmpty }
        guard var whole = outbound.first else { return nil }
        whole.parcels = outbound.flatMap(\.parcels)
        var bare = order
        bare.shipments = []
        // Parcels that do not fit the order are not announced; the label call names what is wrong with them.
        guard let parcels = try? GlopalShippingParcels(whole, of: bare, key: order.id.value, labelled: []),
            parcels.covers(bare)
        else { return nil }
        return parcels
    }

    /// A number that marks the goods for a tax scheme goes with the orders that carry it and no others (found).
    private static func writeTaxIDs(of terms: CommercialTerms, to writer: inout JSONWriter) {
        let ioss = terms.sellerOfRecord?.iossNumber ?? terms.importerOfRecord?.iossNumber
        let vat = terms.exporterOfRecord?.vatNumber ?? terms.sellerOfRecord?.vatNumber
        let eori = terms.exporterOfRecord?.eoriNumber ?? terms.sellerOfRecord?.eoriNumber
        guard ioss != nil || vat != nil || eori != nil else { return }
        writer.key(Name.taxIDs)
        writer.object { writer in
            writer.field(Name.ioss, ioss)
            writer.field(Name.vat, vat)
            writer.field(Name.eori, eori)
        }
    }
}

/// What a quote is asked for beside the goods.
struct GlopalShippingQuoteOptions {
    /// Whether prices include duties and taxes, which are then taken out of them.
    var isReverse = false
    /// What the buyer pays for shipping, major units; nil takes the order's own.
    var shipping: ExactDecimal?
    var checksProhibitions: Bool

    /// Reads a question's or an operation's own members.
    ///
    /// - Throws: `TranslationProblem` with the pointer of a member that is not what it has to be.
    init(_ parameters: JSONNode?, _ configuration: GlopalShippingConfiguration) throws(TranslationProblem) {
        typealias Name = GlopalShippingAssumptions.Name
        checksProhibitions = parameters?[Name.checkProhibitions]?.boolValue ?? configuration.checksProhibitions
        if let mode = parameters?[Name.mode]?.stringValue {
            guard mode == "forward" || mode == "reverse" else {
                throw TranslationProblem(
                    code: "field.value", pointer: "/\(Name.mode)", message: "mode is forward or reverse")
            }
            isReverse = mode == "reverse"
        }
        if let node = parameters?[Name.shippingAmount], !node.isNull {
            // A spelling that is no number is named below.
            let plain = node.kind == .object ? node["amount"] : node
            guard let spelling = plain?.stringValue ?? plain?.numberSpelling, let amount = try? ExactDecimal(spelling),
                !amount.isNegative
            else {
                throw TranslationProblem(
                    code: "field.number", pointer: "/\(Name.shippingAmount)",
                    message: "a number that is not below zero was wanted")
            }
            shipping = amount
        }
    }
}

extension GlopalShippingParcels {
    /// Whether the parcels hold every piece that is left of the order, no more and no less.
    func covers(_ order: Order) -> Bool {
        order.lines.allSatisfy { line in
            // The difference of two quantities fits wherever both do.
            guard let left = try? line.quantity.subtracting(line.counters.cancelled).integerValue else { return false }
            let held = parcels.flatMap(\.contents).filter { $0.line.id == line.id }.map(\.quantity).reduce(0, +)
            return held == max(left, 0)
        }
    }
}
