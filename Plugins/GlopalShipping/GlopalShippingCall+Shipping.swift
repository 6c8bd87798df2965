import AdapterKit
import Canonical

extension GlopalShippingCall {
    /// Announces a fulfilment and has its labels made.
    ///
    /// Source: labels (found: what the call does); its body is assumed.
    /// - Throws: `TranslationProblem` when the reference cannot be sent.
    static func labels(
        _ parcels: GlopalShippingParcels, _ delivery: OutboundDelivery, _ names: GlopalShippingNames,
        _ configuration: GlopalShippingConfiguration
    ) throws(TranslationProblem) -> GlopalShippingCall {
        let reference = try names.reference(delivery.fact.content.acceptance)
        let wanted = delivery.fact.content.documents.first { $0.kind == GlopalShippingAssumptions.Reply.label }?.format
        let format = wanted?.uppercased() ?? configuration.labelFormat
        return GlopalShippingCall(.shipment, configuration) { writer in
            writer.field(Name.orderReference, reference)
            writer.field(Name.fulfillmentID, parcels.fulfillmentID)
            if parcels.parcels.count == 1 { writer.field(Name.wmsID, parcels.parcels[0].wmsID) }
            writer.flag(Name.processLabel, true, configuration)
            writer.field(Name.labelFormat, format)
            parcels.write(to: &writer)
        }
    }

    /// Puts parcels on the manifest: those that the request names, else those of the order that have a label.
    ///
    /// Source: manifest (found: one selector at least); that an empty one closes everything is what must never happen.
    /// - Throws: `TranslationProblem` when nothing is selected.
    static func closeOut(
        _ request: JSONNode?, _ names: GlopalShippingNames, _ configuration: GlopalShippingConfiguration
    ) throws(TranslationProblem) -> GlopalShippingCall {
        var selectors = try selectors(in: request)
        if selectors.isEmpty, !hasSelector(request) {
            selectors = [(Name.fulfillmentID, names.fulfillments)].filter { !$0.1.isEmpty }
        }
        guard !selectors.isEmpty else {
            throw TranslationProblem(
                code: "close-out.no-selector", pointer: "/request",
                message: "nothing says which parcels to close out, and an empty selector must never close everything")
        }
        let isAsynchronous = GlopalShippingEnvelope.flag(request?[Name.asyncMode]) ?? false
        let isDry = GlopalShippingEnvelope.flag(request?[Name.dryRun]) ?? false
        let group = request?[Name.podReference]?.stringValue
        return GlopalShippingCall(.closeOut, configuration) { writer in
            if isAsynchronous { writer.flag(Name.asyncMode, true, configuration) }
            if isDry { writer.flag(Name.dryRun, true, configuration) }
            for (name, values) in selectors {
                guard values.count > 1 else {
                    writer.field(name, values.first)
                    continue
                }
                writer.key(name)
                writer.array { writer in for value in values { writer.string(value) } }
            }
            writer.field(Name.podReference, group)
        }
    }

    /// Whether a request names any selector, were it an empty one.
    static func hasSelector(_ request: JSONNode?) -> Bool {
        selectorNames.contains { request?[$0] != nil }
    }

    private static let selectorNames = [
        Name.awb, Name.fulfillmentID, Name.orderReference, Name.pod, Name.reference, Name.wmsID,
    ]

    /// The selectors of a request, each with its values; empty ones count for none.
    static func selectors(in request: JSONNode?) throws(TranslationProblem) -> [(String, [String])] {
        var selectors: [(String, [String])] = []
        for name in selectorNames {
            guard let node = request?[name], !node.isNull else { continue }
            let nodes = node.kind == .array ? Array(node.elements) : [node]
            let values = nodes.compactMap(\.stringValue)
            guard values.count == nodes.count, name != Name.awb || values.count <= 1 else {
                throw TranslationProblem(
                    code: "field.type", pointer: "/request/\(name)",
                    message: "a text was wanted\(name == Name.awb ? "" : ", or a list of texts")")
            }
            let filled = values.filter { !$0.isEmpty }
            if !filled.isEmpty { selectors.append((name, filled)) }
        }
        return selectors
    }

    /// Authorises a return.
    ///
    /// Source: returns (found: all members but the products, whose names are assumed).
    /// - Throws: `TranslationProblem` with the pointer of what is missing.
    static func authorization(
        _ delivery: OutboundDelivery, _ names: GlopalShippingNames, _ configuration: GlopalShippingConfiguration
    ) throws(TranslationProblem) -> GlopalShippingCall {
        let item = try GlopalShippingReturn(delivery)
        let reference = try names.reference(nil)
        let sender = try GlopalShippingAddress(consigneeOf: delivery.order)
        let rules = configuration.returns
        return GlopalShippingCall(.authorization, configuration) { writer in
            writer.field(Name.orderReference, reference)
            writer.field(Name.hubCode, configuration.hubCode)
            writer.field(Name.email, sender.email)
            writer.field(Name.phone, sender.phone)
            writer.key(Name.payment)
            writer.object { writer in
                writer.field(Name.payer, rules.payer)
                writer.field(Name.fullPayment, whole: rules.isFullPayment ? 1 : 0)
                writer.field(Name.flatFee, whole: rules.isFlatFee ? 1 : 0)
            }
            writer.field(Name.rmaNumber, item.rma)
            writer.field(Name.notes, item.notes)
            writer.field(Name.fullReturn, whole: item.products.isEmpty ? 1 : 0)
            writer.field(Name.immediateReturn, whole: rules.isImmediate ? 1 : 0)
            writer.field(Name.pickupAddress, sender)
            guard !item.products.isEmpty else { return }
            writer.key(Name.products)
            writer.array { writer in
                for product in item.products {
                    writer.object { writer in
                        writer.field(Name.sku, product.sku)
                        writer.field(Name.quantity, whole: product.quantity)
                        writer.field(Name.reason, product.reason)
                    }
                }
            }
        }
    }

    /// Asks where one thing is.
    ///
    /// Source: tracking (found: the selectors); exactly one is assumed.
    static func tracking(
        _ selector: String, _ value: String, _ configuration: GlopalShippingConfiguration
    ) -> GlopalShippingCall {
        GlopalShippingCall(.tracking, configuration) { writer in writer.field(selector, value) }
    }

    /// Has an address checked, also against sanction lists.
    static func addressCheck(
        _ address: GlopalShippingAddress, _ configuration: GlopalShippingConfiguration
    ) -> GlopalShippingCall {
        GlopalShippingCall(.addressCheck, configuration) { writer in writer.field(Name.address, address) }
    }
}

/// A return as it is authorised.
struct GlopalShippingReturn {
    /// The return as it was asked for.
    let source: Return
    /// The number that it goes by at the service; ours, so that it can be looked up by it.
    let rma: String
    /// Whether the source gave that number, and not only an id of its own.
    let isNumbered: Bool
    let notes: String?
    /// What comes back; none means all of it.
    let products: [(sku: String, quantity: Int, reason: String?)]

    /// Works the return out from the fact, or from a told operation's members.
    ///
    /// - Throws: `TranslationProblem` with the pointer of what is missing.
    init(_ delivery: OutboundDelivery) throws(TranslationProblem) {
        source = try Self.source(delivery)
        isNumbered = !(source.rma ?? "").isEmpty
        rma = source.rma.flatMap { $0.isEmpty ? nil : $0 } ?? source.id
        notes = delivery.fact.content.request?.document.root[GlopalShippingAssumptions.Name.notes]?.stringValue
        var products: [(sku: String, quantity: Int, reason: String?)] = []
        for (position, item) in source.lines.enumerated() {
            let line = item.line.flatMap { id in delivery.order.lines.first { $0.id == id } }
            guard let sku = item.sku ?? line?.sku else {
                throw TranslationProblem(
                    code: "field.missing", pointer: "/return/lines/\(position)/sku",
                    message: "the service wants the article's number of what comes back")
            }
            guard let quantity = item.quantity.integerValue, quantity > 0 else {
                throw TranslationProblem(
                    code: "field.value", pointer: "/return/lines/\(position)/quantity",
                    message: "whole pieces above zero are needed")
            }
            products.append((sku, quantity, item.reason))
        }
        self.products = products
    }

    private static func source(_ delivery: OutboundDelivery) throws(TranslationProblem) -> Return {
        if let item = delivery.fact.content.return { return item }
        guard let request = delivery.fact.content.request else {
            throw TranslationProblem(code: "field.missing", pointer: "/return", message: "nothing says what comes back")
        }
        do {
            return try Return(reading: JSONReading(request.document).root)
        } catch {
            throw TranslationProblem(error)
        }
    }
}
