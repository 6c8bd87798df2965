public import AdapterKit
public import Canonical

/// Pulls events and reads each event's order.
///
/// Source: Order API 2.3.2 (stated: the last seen event is the cursor; derived: it is exclusive, and only the order's
/// current status counts, because an event may be stale).
extension GlopalOrdersAdapter: Polling {
    /// How often to ask while there is no news.
    public var pollInterval: Duration { configuration.pollInterval }

    /// Asks for the events after the cursor and reads their orders.
    ///
    /// Stops before the first event that could not be handled; the messages before it are given with their cursor.
    /// - Throws: `ExchangeFailure` when nothing could be asked, `TranslationProblem` when the answer is no page or the
    ///   cursor is refused.
    public func poll(after cursor: String?, through exchange: any Exchange) async throws -> PollPage {
        let response = try await exchange.send(eventsRequest(after: cursor))
        guard response.status == 200 else { throw pollProblem(response, cursor: cursor, at: exchange.now) }
        let page = try GlopalEventPage(response.body)
        var messages: [PollPage.Message] = []
        var handled: String?
        for event in page.events {
            guard configuration.events.contains(event.name) else {
                handled = event.id
                continue
            }
            do {
                messages.append(try await message(for: event, through: exchange))
            } catch {
                guard let handled else { throw error }
                return PollPage(messages: messages, cursor: handled, hasMore: false)
            }
            handled = event.id
        }
        if let problem = page.problem {
            guard let handled else { throw problem }
            return PollPage(messages: messages, cursor: handled, hasMore: false)
        }
        let isFull = page.count >= configuration.pageSize ?? GlopalAssumptions.defaultPageSize
        // A page that ends at its own cursor would be asked for without end.
        let moved = handled != nil && handled != cursor
        return PollPage(messages: messages, cursor: handled, hasMore: moved && (isFull || page.hasNext))
    }

    /// One event with the facts that its order's details give.
    ///
    /// An order that will never be readable is held alone; it must not stop the others.
    /// - Throws: `ExchangeFailure` when the details may be readable later.
    private func message(
        for event: GlopalEvent, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> PollPage.Message {
        guard let orderID = event.orderID else {
            return held(event, "field.missing", "the event names no order")
        }
        do {
            try checkPath(orderID, at: "/order_id")
        } catch {
            return PollPage.Message(raw: event.raw, key: event.id, content: .failure(error))
        }
        let response = try await exchange.send(detailsRequest(orderID))
        switch response.status {
        case 200:
            return PollPage.Message(raw: response.body, key: event.id, content: facts(response.body, event))
        case 401, 403, 408, 429, 500..., ..<400:
            throw ExchangeFailure(
                effect: .none, message: "order details: \(GlopalAnswer.reason(response))",
                retryAfter: RetryAfter.duration(in: response.headers, at: exchange.now))
        case 404:
            return held(event, "glopal.not-found", "Glopal does not know the order of its own event (404)")
        default:
            return held(event, "glopal.refused", GlopalAnswer.reason(response).message)
        }
    }

    private func held(_ event: GlopalEvent, _ code: String, _ message: String) -> PollPage.Message {
        PollPage.Message(
            raw: event.raw, key: event.id,
            content: .failure(TranslationProblem(code: code, pointer: "/order_id", message: message)))
    }

    private func facts(_ bytes: [UInt8], _ event: GlopalEvent) -> Result<[IncomingFact], TranslationProblem> {
        Result { () throws(TranslationProblem) in
            let details = try translator.read(bytes)
            guard details.orderID == event.orderID else {
                throw TranslationProblem(
                    code: "glopal.other-order", pointer: "/id", message: "the details are of another order")
            }
            return try details.facts(about: event)
        }
    }

    private func pollProblem(_ response: WireResponse, cursor: String?, at now: Instant) -> any Error {
        let reason = GlopalAnswer.reason(response)
        switch response.status {
        case 400 where cursor?.isEmpty == false:
            return TranslationProblem(
                code: "glopal.cursor", pointer: "/after_event_id",
                message: "Glopal refuses the stored event cursor (400); events may be missing, and starting again from "
                    + "the first event is for a person to decide")
        case 408, 429, 500...:
            return ExchangeFailure(
                effect: .none, message: "\(reason)", retryAfter: RetryAfter.duration(in: response.headers, at: now))
        default:
            return TranslationProblem(code: reason.code, pointer: "", message: reason.message)
        }
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
