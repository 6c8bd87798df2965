import AdapterKit
import Canonical

/// The names that an order goes by at the shipping service.
struct GlopalShippingNames {
    /// The installed adapter, the system of its references.
    let adapter: String
    let order: Order

    /// What references of this adapter are used for, beside their kind.
    enum Role {
        /// The reference that we gave the order there.
        static let orderReference = "order_reference"
        /// The id of a close-out.
        static let closeOut = "close-out"
        /// A quote of duties and taxes; the adapter of the Order API uses the same word.
        static let quote = "duty-and-tax"
        /// The air waybill of a parcel on a manifest whose shipment is not there as a whole yet.
        static let closed = "closed"
        /// Something that exists at the service and that it refuses to have shipped.
        static let refused = "refused"
    }

    /// The merchant's reference of the order, the same in every call about it.
    ///
    /// The one that was used first, else the merchant's id from the acceptance, else ours.
    /// - Throws: `TranslationProblem` when it is shorter or longer than the service takes.
    func reference(_ acceptance: FactContent.Acceptance?) throws(TranslationProblem) -> String {
        let used = own(.internalOrder).first { $0.role == Role.orderReference }?.value
        let stated = acceptance.flatMap { $0.orderID.isEmpty ? nil : $0.orderID }
        let value = used ?? stated ?? merchant(.order) ?? order.id.value
        guard GlopalShippingAssumptions.referenceLength.contains(value.unicodeScalars.count), !value.contains("\n")
        else {
            throw TranslationProblem(
                code: "reference.length", pointer: "/references",
                message: "the merchant's order id has not between 3 and 255 characters, which the service wants")
        }
        return value
    }

    /// The number that people see.
    func number(_ acceptance: FactContent.Acceptance?) -> String? {
        acceptance.flatMap { $0.orderNumber.isEmpty ? nil : $0.orderNumber } ?? merchant(.number)
    }

    /// The quote that the order is created from; our own goes before one that came with the order.
    ///
    /// Source: order creation (stated): an order is created from a quote or from scratch; both is derived to be wrong.
    var quote: String? {
        if let own = own(.quote).last(where: { $0.role == Role.quote })?.value { return own }
        return order.references.last { $0.kind == .known(.quote) && $0.role == Role.quote }?.value
    }

    /// Whether the order was created at the service already, under the reference that it keeps.
    var isCreated: Bool { own(.internalOrder).contains { $0.role == Role.orderReference } }

    /// Whether a return was authorised already.
    func isAuthorized(_ rma: String) -> Bool { own(.return).contains { $0.value == rma } }

    /// Air waybills of parcels that were put on a manifest before the rest of their shipment.
    var closed: Set<String> { Set(own(.document).filter { $0.role == Role.closed }.map(\.value)) }

    /// What keeps in mind that an operation left something at the service which it refuses to have shipped.
    ///
    /// Looked up it exists, which must not be taken for a success.
    func refusal(_ operation: String, _ thing: String? = nil) -> Reference {
        let value = [operation, thing, order.id.value].compactMap { $0 }.joined(separator: ":")
        return made(.document, value, role: Role.refused)
    }

    /// Whether the service refused to have shipped what an operation left there.
    func isRefused(_ operation: String, _ thing: String? = nil) -> Bool {
        own(.document).contains(refusal(operation, thing))
    }

    /// Air waybills with the warehouse's parcel id of each.
    var parcels: [(awb: String, wmsID: String?)] { own(.parcel).map { ($0.value, $0.role) } }

    /// The ids of fulfilments that have a label.
    var fulfillments: [String] {
        var ids: [String] = []
        for id in own(.shipment).compactMap(\.role) where !ids.contains(id) { ids.append(id) }
        return ids
    }

    /// The warehouse ids and air waybills of parcels that have their label.
    var labelled: Set<String> { Set(parcels.flatMap { [$0.awb, $0.wmsID].compactMap { $0 } }) }

    /// A reference that the service gave or was given.
    func made(_ kind: Reference.Kind, _ value: String, role: String? = nil) -> Reference {
        Reference(system: adapter, kind: kind, value: value, role: role)
    }

    private func own(_ kind: Reference.Kind) -> [Reference] {
        order.references.filter { $0.system == adapter && $0.kind == .known(kind) }
    }

    /// The merchant's own name of a kind: of a system that is neither where the order came from nor this one.
    private func merchant(_ kind: Reference.Kind) -> String? {
        order.references.first {
            $0.kind == .known(kind) && $0.system != adapter && $0.system != order.origin.adapter && !$0.value.isEmpty
        }?.value
    }
}
