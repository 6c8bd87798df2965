public import AdapterKit
public import Canonical

extension GlopalOrdersAdapter {
    /// What an event with its order's details amounts to.
    enum EventReading {
        /// Facts, with the details they were read from.
        case facts([IncomingFact], details: [UInt8])
        /// Details that cannot be translated.
        case unreadable(TranslationProblem, details: [UInt8])
        /// What the event names is not there; only asking again can help.
        case missing(TranslationProblem)
        /// The order could not be asked for, or the details are of no use for this event.
        case unasked(TranslationProblem)
    }

    /// Reads the details of an event's order.
    ///
    /// - Throws: `ExchangeFailure` when they may be readable later.
    func read(
        _ event: GlopalEvent, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> EventReading {
        guard let orderID = event.orderID else {
            return .unasked(Self.problem("field.missing", "the event names no order"))
        }
        do {
            try checkPath(orderID, at: "/order_id")
        } catch {
            return .unasked(error)
        }
        let response = try await exchange.send(detailsRequest(orderID))
        switch response.status {
        case 200: return reading(of: response.body, event)
        case 401, 403, 408, 429, 500..., ..<400:
            throw ExchangeFailure(
                effect: .none, message: "order details: \(GlopalAnswer.reason(response))",
                retryAfter: RetryAfter.duration(in: response.headers, at: exchange.now))
        case 404:
            return .missing(Self.problem("glopal.not-found", "Glopal does not know the order of its own event (404)"))
        default: return .unasked(Self.problem("glopal.refused", GlopalAnswer.reason(response).message))
        }
    }

    private func reading(of bytes: [UInt8], _ event: GlopalEvent) -> EventReading {
        let details: GlopalOrderDetails
        do {
            details = try translator.read(bytes)
        } catch {
            return .unreadable(error, details: bytes)
        }
        guard details.orderID == event.orderID else {
            return .unasked(
                TranslationProblem(
                    code: "glopal.other-order", pointer: "/id", message: "the details are of another order"))
        }
        do {
            return .facts(try details.facts(about: event), details: bytes)
        } catch {
            return .missing(error)
        }
    }

    private static func problem(_ code: String, _ message: String) -> TranslationProblem {
        TranslationProblem(code: code, pointer: "/order_id", message: message)
    }
}

extension GlopalEvent {
    /// Whether the event is so young that what it names may not be there yet; one without a time is not.
    ///
    /// A time that lies ahead counts alike, so that a wrong clock does not stop the polls.
    func isFresh(at now: Instant) -> Bool {
        guard let occurredAt else { return false }
        let limit = Duration.seconds(GlopalAssumptions.detailsDelay)
        return occurredAt.advanced(by: limit) > now && now.advanced(by: limit) > occurredAt
    }
}

/// Translates a details document without any exchange.
extension GlopalOrdersAdapter: DocumentTranslating {
    /// Reads order details into all that they say: the status, the refunds and the returns.
    ///
    /// - Throws: `TranslationProblem` with the pointer of the field that stands in the way.
    public func translate(document: [UInt8]) throws(TranslationProblem) -> [IncomingFact] {
        try translator.read(document).facts(about: nil)
    }
}

/// Reads a held message again: the event that was kept where there were no details, or the details themselves.
extension GlopalOrdersAdapter: Rereading {
    /// Reads a held event with its order's details as they are now, and held details as they are.
    ///
    /// - Throws: `TranslationProblem` when it still cannot be read, `ExchangeFailure` when Glopal cannot be asked now.
    public func reread(_ raw: [UInt8], through exchange: any Exchange) async throws -> [IncomingFact] {
        let root = try GlopalDocument.reading(raw).root
        // Details are no event: they have neither its id nor its name.
        guard let event = try? GlopalEvent(root) else { return try translate(document: raw) }
        switch try await read(event, through: exchange) {
        case .facts(let facts, _): return facts
        case .unreadable(let problem, _), .missing(let problem), .unasked(let problem): throw problem
        }
    }
}
