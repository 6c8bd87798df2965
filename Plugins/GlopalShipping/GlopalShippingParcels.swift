import AdapterKit
import Canonical

/// A fulfilment as it is announced: which pieces of which line are in which parcel.
///
/// Source: labels (found: an order may be split over fulfilments and parcels); that a fulfilment ships no more of a line
/// than is left is assumed.
struct GlopalShippingParcels {
    /// One parcel.
    struct Parcel {
        /// The warehouse's id of the parcel, ours where it has none.
        var wmsID: String
        /// The canonical parcel.
        var source: Shipment.Parcel
        /// Whole pieces by line.
        var contents: [(line: Line, quantity: Int)]
    }

    /// The OMS's id of the fulfilment, ours where it has none.
    let fulfillmentID: String
    /// The shipment that the parcels belong to; nil when nothing was said about parcels.
    let shipment: Shipment?
    let parcels: [Parcel]

    /// Works the parcels out, those only that have no label of ours yet.
    ///
    /// - Parameters:
    ///   - shipment: What was said to be in which parcel; nil means all that is left in one.
    ///   - order: The order that the pieces are of.
    ///   - key: What makes an id of our own, the same at every attempt.
    ///   - labelled: The warehouse ids and air waybills of parcels that have their label.
    /// - Throws: `TranslationProblem` with the pointer of the quantity or parcel that cannot be.
    init(
        _ shipment: Shipment?, of order: Order, key: String, labelled: Set<String>
    ) throws(TranslationProblem) {
        fulfillmentID = Self.fulfillmentID(of: shipment, key: key)
        self.shipment = shipment
        var left = try Self.left(of: order, without: shipment, fulfillmentID)
        guard let shipment, !shipment.parcels.isEmpty else {
            var parcel = Parcel(wmsID: "\(fulfillmentID)-P1", source: Shipment.Parcel(), contents: [])
            parcel.contents = order.lines.indices.compactMap { left[$0] > 0 ? (order.lines[$0], left[$0]) : nil }
            guard !labelled.contains(parcel.wmsID) else {
                parcels = []
                return
            }
            try Self.check(parcel, at: "/shipment/parcels/0")
            parcels = [parcel]
            return
        }
        var parcels: [Parcel] = []
        for (position, source) in shipment.parcels.enumerated() {
            let wmsID = Self.wmsID(of: source, at: position, in: fulfillmentID)
            let pointer = "/shipment/parcels/\(position)"
            var parcel = Parcel(wmsID: wmsID, source: source, contents: [])
            if source.lines.isEmpty, shipment.parcels.count == 1 {
                parcel.contents = order.lines.indices.compactMap { left[$0] > 0 ? (order.lines[$0], left[$0]) : nil }
            } else {
                parcel.contents = try Self.contents(source, of: order, &left, at: pointer)
            }
            if labelled.contains(wmsID) || source.trackingNumber.map(labelled.contains) ?? false { continue }
            try Self.check(parcel, at: pointer)
            parcels.append(parcel)
        }
        self.parcels = parcels
    }

    /// The id of a fulfilment, at most as long as the service allows.
    static func fulfillmentID(of shipment: Shipment?, key: String) -> String {
        let id = shipment?.id.flatMap { $0.isEmpty ? nil : $0 } ?? "F-\(key)"
        return String(id.prefix(GlopalShippingAssumptions.longestFulfillmentID))
    }

    /// The id that a parcel goes by: the warehouse's, else its number, else its place in the fulfilment.
    static func wmsID(of parcel: Shipment.Parcel, at position: Int, in fulfillmentID: String) -> String {
        let own = [parcel.id, parcel.trackingNumber].compactMap { $0 }.first { !$0.isEmpty }
        return String((own ?? "\(fulfillmentID)-P\(position + 1)").prefix(GlopalShippingAssumptions.longestParcelID))
    }

    /// Pieces of each line that are neither cancelled nor in another shipment.
    private static func left(
        of order: Order, without shipment: Shipment?, _ fulfillment: String
    ) throws(TranslationProblem) -> [Int] {
        var left: [Int] = []
        for (position, line) in order.lines.enumerated() {
            // The difference of two quantities fits wherever both do.
            let rest = (try? line.quantity.subtracting(line.counters.cancelled)) ?? line.quantity
            guard let whole = rest.integerValue else {
                throw TranslationProblem(
                    code: "field.value", pointer: "/lines/\(position)/quantity",
                    message: "only whole pieces can be shipped")
            }
            left.append(max(whole, 0))
        }
        for other in order.shipments where other.direction != .known(.inbound) {
            // A fulfilment that was announced under an id of ours is in the order under that id.
            if other.id == fulfillment || isSame(other, shipment) { continue }
            for (position, quantity) in tally(other, of: order) { left[position] = max(left[position] - quantity, 0) }
        }
        return left
    }

    /// Whether a shipment of the order is the one that a fact speaks of.
    static func isSame(_ known: Shipment, _ shipment: Shipment?) -> Bool {
        guard let shipment else { return false }
        if let id = shipment.id, !id.isEmpty { return known.id == id }
        let numbers = Set(shipment.parcels.compactMap(\.trackingNumber) + [shipment.trackingNumber].compactMap { $0 })
        guard numbers.isEmpty else {
            return known.parcels.contains { $0.trackingNumber.map(numbers.contains) ?? false }
                || known.trackingNumber.map(numbers.contains) ?? false
        }
        return known.id == nil && known.parcels.map(\.lines) == shipment.parcels.map(\.lines)
    }

    private static func tally(_ shipment: Shipment, of order: Order) -> [(Int, Int)] {
        shipment.parcels.flatMap(\.lines).compactMap { item in
            guard let position = position(of: item, in: order), let quantity = item.quantity.integerValue else {
                return nil
            }
            return (position, quantity)
        }
    }

    private static func position(of item: Shipment.LineQuantity, in order: Order) -> Int? {
        if let line = item.line {
            return order.lines.firstIndex { $0.id == line }
                ?? order.lines.firstIndex { $0.references.contains { $0.value == line } }
        }
        return order.lines.firstIndex { $0.sku != nil && $0.sku == item.sku }
    }

    /// The pieces in one parcel, taken from what is left.
    private static func contents(
        _ parcel: Shipment.Parcel, of order: Order, _ left: inout [Int], at pointer: String
    ) throws(TranslationProblem) -> [(line: Line, quantity: Int)] {
        var contents: [(line: Line, quantity: Int)] = []
        for (number, item) in parcel.lines.enumerated() {
            let place = "\(pointer)/lines/\(number)"
            guard let whole = item.quantity.integerValue, whole > 0 else {
                throw TranslationProblem(
                    code: "field.value", pointer: "\(place)/quantity", message: "whole pieces above zero are needed")
            }
            for (position, quantity) in try places(of: item, whole, in: order, left, at: place) {
                guard quantity <= left[position] else {
                    throw TranslationProblem(
                        code: "shipment.exceeds", pointer: "\(place)/quantity",
                        message: "the parcels hold more of the line than is left to ship")
                }
                left[position] -= quantity
                contents.append((order.lines[position], quantity))
            }
        }
        return contents
    }

    /// The lines that a quantity is taken from; one that names an article alone may take from several.
    private static func places(
        of item: Shipment.LineQuantity, _ whole: Int, in order: Order, _ left: [Int], at place: String
    ) throws(TranslationProblem) -> [(Int, Int)] {
        if item.line != nil {
            guard let position = position(of: item, in: order) else {
                throw TranslationProblem(
                    code: "line.unknown", pointer: "\(place)/line", message: "the order has no such line")
            }
            return [(position, whole)]
        }
        let candidates = order.lines.indices.filter { order.lines[$0].sku != nil && order.lines[$0].sku == item.sku }
        guard let last = candidates.last else {
            throw TranslationProblem(
                code: "line.unknown", pointer: "\(place)/sku", message: "the order has no line of this article")
        }
        var rest = whole
        var places: [(Int, Int)] = []
        for position in candidates where rest > 0 {
            let part = position == last ? rest : min(left[position], rest)
            if part > 0 { places.append((position, part)) }
            rest -= part
        }
        return places
    }

    private static func check(_ parcel: Parcel, at pointer: String) throws(TranslationProblem) {
        guard parcel.contents.isEmpty else { return }
        throw TranslationProblem(
            code: "parcel.empty", pointer: "\(pointer)/lines",
            message: "the parcel has no contents, or nothing of the order is left to ship")
    }

    /// Writes the parcels.
    func write(to writer: inout JSONWriter) {
        typealias Name = GlopalShippingAssumptions.Name
        writer.key(Name.parcels)
        writer.array { writer in
            for parcel in parcels {
                writer.object { writer in
                    writer.field(Name.parcelReference, parcel.wmsID)
                    writer.field(Name.wmsID, parcel.wmsID)
                    writer.weight(parcel.source.weight)
                    writer.dimensions(parcel.source.dimensions)
                    writer.key(Name.contents)
                    writer.array { writer in
                        for content in parcel.contents {
                            writer.object { writer in
                                writer.field(Name.lineID, content.line.id)
                                writer.field(Name.quantity, whole: content.quantity)
                            }
                        }
                    }
                }
            }
        }
    }
}
