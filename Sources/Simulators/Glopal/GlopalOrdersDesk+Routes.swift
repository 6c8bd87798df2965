extension GlopalOrdersDesk: Simulation {
    var clock: SimulatorClock { configuration.clock }
    var bodyLimit: Int { configuration.bodyLimit }

    /// What a path of the API means.
    private enum Target {
        case events(store: String)
        case order(store: String, id: String, operation: String)

        var store: String {
            switch self {
            case .events(let store), .order(let store, _, _): store
            }
        }

        var operation: String {
            switch self {
            case .events: "events"
            case .order(_, _, let operation): operation
            }
        }
    }

    func operations(_ request: IncomingRequest) -> [String] {
        [target(request)?.operation ?? "unknown"]
    }

    func answer(_ request: IncomingRequest) async -> Answer {
        do throws(GlopalRefusal) {
            guard let target = target(request) else { throw GlopalRefusal(status: 404, "there is no such path") }
            count(target.operation)
            try authenticate(request, for: target.store)
            return try answer(request, target)
        } catch {
            return errorShape.answer(status: error.status, message: error.message, field: error.field)
        }
    }

    private func answer(_ request: IncomingRequest, _ target: Target) throws(GlopalRefusal) -> Answer {
        switch target {
        case .events(let store): return try pull(request, store)
        case .order(let store, let id, let operation):
            try checkPattern(id)
            switch operation {
            case "accept": return try accept(request, store, id)
            case "cancel": return try cancel(request, store, id)
            case "quote_refund": return try quote(request, store, id)
            case "refund": return try refund(request, store, id)
            default:
                let order = try read { book throws(GlopalRefusal) in try book.order(id, in: store) }
                return Answer(document: order.details(spelling))
            }
        }
    }

    /// Reads path and method.
    ///
    /// Source: contract A1 (pull and details found: F1; the four others assumed).
    private func target(_ request: IncomingRequest) -> Target? {
        let parts = request.segments
        guard parts.first == "v2", parts.count >= 3 else { return nil }
        switch (request.method, parts[1], parts.count) {
        case ("GET", "events", 3): return .events(store: parts[2])
        case ("GET", "orders", 4): return .order(store: parts[2], id: parts[3], operation: "details")
        case ("POST", "orders", 5) where ["accept", "cancel", "quote_refund", "refund"].contains(parts[4]):
            return .order(store: parts[2], id: parts[3], operation: parts[4])
        default: return nil
        }
    }

    /// Source: contract A2 (header found: F1; the two codes assumed).
    private func authenticate(_ request: IncomingRequest, for store: String) throws(GlopalRefusal) {
        let parts = (request.header("authorization") ?? "").split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else {
            throw GlopalRefusal(status: 401, "a bearer key is required")
        }
        let owners = configuration.stores.filter { $0.apiKey == parts[1] }
        guard !owners.isEmpty else { throw GlopalRefusal(status: 401, "the key is not known") }
        guard owners.contains(where: { $0.id == store }) else {
            throw GlopalRefusal(status: 403, "the key is not valid for this store")
        }
    }

    /// Letters are let through too, because a published return event carries them (contract A1, the trap).
    private func checkPattern(_ id: String) throws(GlopalRefusal) {
        let groups = id.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        let isFine =
            groups.count == 2
            && groups.allSatisfy { group in
                !group.isEmpty
                    && group.allSatisfy { byte in
                        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
                    }
            }
        guard isFine else { throw GlopalRefusal("order_id must match ^\\d+-\\d+$", field: "order_id") }
    }
}
