/// All that the service keeps; pure state, no input or output.
struct ShippingBook: Sendable {
    let settings: GlopalShippingSimulatorConfiguration
    var orders: [String: ShippingOrder] = [:]
    private(set) var sequence: [String] = []
    var shipments: [Int: ShippingShipment] = [:]
    var quotes: [String: ShippingQuote] = [:]
    var closeouts: [ShippingCloseout] = []
    var returns: [String: ShippingReturn] = [:]
    /// Saved addresses: the id by login and address.
    var addresses: [String: String] = [:]
    var deniedParties: Set<String>
    /// How often calls had an effect.
    private(set) var effects: [String: Int] = [:]
    private var index: [ShippingSelector: [Int]] = [:]
    private var numbers = 0
    private var codes: SplitMix

    init(_ settings: GlopalShippingSimulatorConfiguration) {
        self.settings = settings
        codes = SplitMix(seed: settings.seed)
        deniedParties = Set(settings.deniedParties.map { Self.folded($0) })
    }

    /// A number that nothing has yet.
    mutating func nextNumber() -> Int {
        numbers += 1
        return numbers
    }

    /// An id of a calculation, which nobody can guess.
    mutating func nextTransaction() -> String {
        "TX\(nextNumber())-" + codes.code(length: 12)
    }

    mutating func count(_ effect: String, of order: String? = nil) {
        effects[effect, default: 0] += 1
        if let order { orders[order]?.count(effect) }
    }

    static func key(_ login: String, _ name: String) -> String { login + "\n" + name }

    func order(_ reference: String, of login: String) -> ShippingOrder? {
        orders[Self.key(login, reference)]
    }

    /// An order that has to be there.
    ///
    /// - Throws: `ShippingRefusal` when it is not.
    func needOrder(_ reference: String, of login: String) throws -> ShippingOrder {
        guard let order = order(reference, of: login) else {
            throw ShippingRefusal.unknown("order", field: "order_reference")
        }
        return order
    }

    mutating func place(_ order: ShippingOrder) {
        let key = Self.key(order.login, order.reference)
        sequence.append(key)
        orders[key] = order
    }

    /// Puts a new shipment in and makes it findable.
    mutating func place(_ shipment: ShippingShipment) {
        shipments[shipment.id] = shipment
        orders[Self.key(shipment.login, shipment.reference)]?.shipments.append(shipment.id)
        let names: [(ShippingSelector.Kind, String?)] = [
            (.shipment, String(shipment.id)), (.fulfillment, shipment.fulfillmentID), (.reference, shipment.reference),
            (.pod, shipment.pod), (.wms, shipment.wmsID), (.rma, shipment.rmaNumber),
        ]
        for case (let kind, let value?) in names {
            index[ShippingSelector(kind, value, shipment.login), default: []].append(shipment.id)
        }
        learnAirWaybill(of: shipment)
    }

    /// Gives a shipment its label, and with it the carrier's number.
    mutating func label(_ id: Int, as format: ShippingLabelFormat) {
        guard let shipment = shipments[id], !shipment.isLabelled else { return }
        shipments[id]?.label = format
        shipments[id].map { learnAirWaybill(of: $0) }
    }

    private mutating func learnAirWaybill(of shipment: ShippingShipment) {
        guard let awb = shipment.awb else { return }
        index[ShippingSelector(.awb, awb, shipment.login), default: []].append(shipment.id)
    }

    /// The shipments of a name, oldest first.
    func shipments(_ selector: ShippingSelector) -> [ShippingShipment] {
        (index[selector] ?? []).compactMap { shipments[$0] }
    }

    /// The text as names are compared: without regard to case, and to blanks between words.
    static func folded(_ name: String) -> String {
        name.lowercased().split { $0 == " " || $0 == "\t" }.joined(separator: " ")
    }
}
