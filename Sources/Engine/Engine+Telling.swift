import AdapterKit
package import Canonical
package import Journal

/// Why an operation cannot be told.
package enum TellingFailure: Error {
    /// No adapter has the id.
    case unknownAdapter
    /// The adapter has no such operation, or none that can be told.
    case unknownOperation(known: [String])
    /// No order has the id.
    case unknownOrder
    /// It was stored and is not to be found, or was told meanwhile with the same key.
    case conflict
    /// Nothing was stored.
    case journal(JournalFailure)
}

extension Engine {
    /// A person tells one system to do something about an order, past all routes.
    ///
    /// It is stored and delivered like anything else: in its lane, with retries, looked up when in doubt.
    /// - Parameters:
    ///   - adapterID: The installed adapter.
    ///   - name: The operation's declared name.
    ///   - order: The order that it is about.
    ///   - request: The operation's own members, if it has any.
    ///   - actor: Who tells it; stands as the fact's source.
    ///   - keyed: The keyed request that tells it, when its caller may send it again; without one each call tells anew.
    /// - Throws: ``TellingFailure``; nothing was stored then.
    /// - Returns: The delivery as it is once the system has answered, or after the engine's time limit.
    package func tell(
        _ adapterID: String, _ name: String, about order: OrderID, request: JSONText?, by actor: String,
        once keyed: KeyedRequest<StoredFacts>? = nil
    ) async throws(TellingFailure) -> DeliveryRecord {
        let installation = self.installation
        guard let adapter = installation.adapters[adapterID] else { throw .unknownAdapter }
        let operations = installation.declarations[adapterID]?.toldOperations ?? []
        guard adapter is any Delivering, let operation = operations.first(where: { $0.name == name }) else {
            throw .unknownOperation(known: operations.map(\.name))
        }
        guard try await self.orJournal({ () throws(JournalFailure) in try await known(order) }) != nil else {
            throw .unknownOrder
        }
        var content = FactContent()
        content.status = name
        content.request = request
        let key = environment.identifiers.next(at: environment.time.now)
        let fact = IncomingFact(kind: .operationTold, orderID: order, subject: [], duplicateKey: key, content: content)
        let message = Batch.Message(
            key: key, raw: Array("\(adapterID) \(name) \(order.value) ".utf8) + (request?.bytes ?? []),
            comparesBytes: true, content: .success([fact]))
        let told = IntakeDraft.Told(target: adapterID, operation: operation, wait: installation.timeLimit)
        let taken = try await self.orJournal { () throws(JournalFailure) in
            var batch = Batch(source: actor, messages: [message], told: told)
            batch.request = keyed
            return try await take(batch)
        }
        switch taken.results.first {
        case .accepted(let facts, _), .duplicate(let facts, _):
            let deliveries = try await self.orJournal { () throws(JournalFailure) in
                try await journal.deliveries(of: order)
            }
            if let delivery = deliveries.first(where: { facts.contains($0.factID) }) { return delivery }
            throw .conflict
        default: throw .conflict
        }
    }

    private func orJournal<Value>(
        _ step: () async throws(JournalFailure) -> Value
    ) async throws(TellingFailure) -> Value {
        do throws(JournalFailure) {
            return try await step()
        } catch {
            throw .journal(error)
        }
    }
}
