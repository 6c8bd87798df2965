extension GlobalEOrderBook {
    /// Which orders or parcels are to be put on a manifest (contract 3.4, 3.5).
    struct ManifestRequest: Sendable {
        var orderIDs: [String] = []
        var parcelCodes: [String] = []
        var trackingNumbers: [String] = []
        var hubCode: String?
        var outerBoxes: Int64?
        var isConsolidated = false
        /// Whether a list of orders was given, be it empty.
        var namesOrders = false
    }

    /// What became of one order of the request.
    struct ManifestResult: Sendable {
        var dispatched: [(order: String, parcels: [GlobalEOrder.Parcel])] = []
        var errors: [(order: String, refusal: GlobalERefusal)] = []
    }

    /// Puts parcels on a manifest; orders that cannot be are told apart, the others go.
    ///
    /// - Throws: `GlobalERefusal` with a B-code when nothing of the request can be done.
    mutating func dispatch(_ request: ManifestRequest) throws -> ManifestResult {
        let picks = try pick(request)
        var result = ManifestResult()
        for (id, codes) in picks {
            do {
                result.dispatched.append((id, try check(id, codes, request)))
            } catch let refusal as GlobalERefusal {
                result.errors.append((id, refusal))
            }
        }
        if request.isConsolidated { try checkShipment(request, result) }
        if let code = takeFailure(request.isConsolidated ? ["B500", "B600", "B400"] : ["B400"]) {
            throw GlobalERefusal(code, "The manifest could not be created.")
        }
        for (id, parcels) in result.dispatched { commit(id, parcels) }
        return result
    }

    /// The orders in their sequence, each with the parcel codes that are meant; none for all.
    private func pick(_ request: ManifestRequest) throws -> [(String, Set<String>?)] {
        guard request.namesOrders || !request.parcelCodes.isEmpty || !request.trackingNumbers.isEmpty else {
            throw GlobalERefusal("B404", "OrderIds, MerchantOrderIds, ParcelCodes or TrackingNumbers are required.")
        }
        var picks: [(String, Set<String>?)] = request.orderIDs.map { ($0, nil) }
        if !request.parcelCodes.isEmpty || !request.trackingNumbers.isEmpty {
            guard settings.assumptions.takesParcelLevelDispatch else {
                throw GlobalERefusal("B403", "Dispatch of single parcels is not enabled.")
            }
            picks += try parcels(request.parcelCodes, "B401", "Parcel codes") { $0.code }
            picks += try parcels(request.trackingNumbers, "B402", "Tracking numbers") { $0.trackingNumber }
        }
        guard !picks.isEmpty else { throw GlobalERefusal("B100", "There is no valid order in the request.") }
        return picks
    }

    private func parcels(
        _ names: [String], _ code: String, _ kind: String, _ name: (GlobalEOrder.Parcel) -> String
    ) throws -> [(String, Set<String>?)] {
        try names.map { wanted in
            for order in orders.values {
                if let parcel = order.parcels.first(where: { name($0) == wanted }) {
                    return (order.sample.id, [parcel.code])
                }
            }
            throw GlobalERefusal(code, "\(kind) not found: \(wanted).")
        }
    }

    private func check(
        _ id: String, _ codes: Set<String>?, _ request: ManifestRequest
    ) throws -> [GlobalEOrder.Parcel] {
        guard let order = find(id) else { throw GlobalERefusal("B001", "Order \(id) not found.") }
        guard order.sample.isConsolidated == request.isConsolidated else {
            throw order.sample.isConsolidated
                ? GlobalERefusal("B003", "Order \(id) must be part of a consolidated shipment.")
                : GlobalERefusal("B004", "Order \(id) must not be part of a consolidated shipment.")
        }
        let parcels = order.parcels.filter { parcel in
            guard parcel.isLabelled, !parcel.isDispatched, codes?.contains(parcel.code) ?? true else { return false }
            // Without an own hub a parcel goes to the order's.
            return request.hubCode == nil || (parcel.hubCode ?? order.sample.hub.code) == request.hubCode
        }
        guard !parcels.isEmpty else {
            throw GlobalERefusal(
                "B002", "Order \(id) has no label, was not processed by GetShippingDocuments or is dispatched already.")
        }
        return parcels
    }

    private func checkShipment(_ request: ManifestRequest, _ result: ManifestResult) throws {
        let parcels = result.dispatched.flatMap { entry in entry.parcels.map { (entry.order, $0) } }
        let hubs = Set(parcels.map { id, parcel in parcel.hubCode ?? find(id)?.sample.hub.code ?? "" })
        guard parcels.isEmpty || hubs.count == 1 else {
            throw GlobalERefusal("B200", "The parcels have none or several destination hubs.")
        }
        guard (request.outerBoxes ?? 1) <= parcels.count || parcels.isEmpty else {
            throw GlobalERefusal("B300", "There are more outer boxes than parcels.")
        }
    }

    private mutating func commit(_ id: String, _ parcels: [GlobalEOrder.Parcel]) {
        guard var order = find(id) else { return }
        for parcel in parcels {
            guard let index = order.parcels.firstIndex(where: { $0.code == parcel.code }) else { continue }
            order.parcels[index].isDispatched = true
        }
        order.countEffect("manifest")
        keep(order)
    }
}
