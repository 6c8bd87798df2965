extension GlopalShippingSimulator {
    /// Moves the tracking of an order's parcels on, by way of the steps before.
    ///
    /// - Parameters:
    ///   - reference: The merchant's order reference.
    ///   - code: The harmonised code to reach, as `delivered`; the next step of the route when absent.
    ///   - login: Whose order; of the first account when absent.
    /// - Throws: `ControlError` when the parcels are not closed out, have arrived, or there are none.
    package func advance(order reference: String, to code: String? = nil, login: String? = nil) throws {
        _ = try desk.advance("orders", reference, to: try Self.step(code), of: login)
    }

    /// Moves the tracking of one parcel on, found by its shipment id or air waybill.
    ///
    /// - Throws: As ``advance(order:to:login:)``.
    package func advance(shipment name: String, to code: String? = nil, login: String? = nil) throws {
        _ = try desk.advance("shipments", name, to: try Self.step(code), of: login)
    }

    /// Moves the tracking of a return on.
    ///
    /// - Throws: As ``advance(order:to:login:)``.
    package func advance(return rmaNumber: String, to code: String? = nil, login: String? = nil) throws {
        _ = try desk.advance("returns", rmaNumber, to: try Self.step(code), of: login)
    }

    /// Sets the service's clock that many seconds beside its time.
    package func setClock(offset: Int64) {
        desk.change { $0.clockOffset = offset }
    }

    /// How often each call has come, refused ones included, by operation.
    package var calls: [String: Int] {
        desk.calls
    }

    /// How often calls had an effect, as `create_order`, `prealert`, `shipment`, `label`, `closeout`, `manifest`.
    package var effects: [String: Int] {
        desk.write { book, _ in book.effects }
    }

    /// How often calls had an effect on one order; none for an unknown one.
    package func effects(order reference: String, login: String? = nil) -> [String: Int]? {
        let login = login ?? desk.configuration.accounts.first?.login ?? ""
        return desk.write { book, _ in book.order(reference, of: login)?.effects }
    }

    private static func step(_ code: String?) throws -> ShippingStep? {
        guard let code else { return nil }
        guard let step = ShippingStep(rawValue: code) else { throw ControlError("\(code) is no code of tracking") }
        return step
    }
}
