public import AdapterKit
import Canonical

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
    /// An order that will never be readable is held alone; it must not stop the others. What is only not there yet is
    /// asked for again at the next poll, until its event is no longer fresh.
    /// - Throws: `ExchangeFailure` when the details may be readable later.
    private func message(
        for event: GlopalEvent, through exchange: any Exchange
    ) async throws(ExchangeFailure) -> PollPage.Message {
        let reading = try await read(event, through: exchange)
        if case .missing(let problem) = reading, event.isFresh(at: exchange.now) {
            throw ExchangeFailure(effect: .none, message: "order details of a fresh event: \(problem)")
        }
        return switch reading {
        case .facts(let facts, let details): PollPage.Message(raw: details, key: event.id, content: .success(facts))
        case .unreadable(let problem, let details):
            PollPage.Message(raw: details, key: event.id, content: .failure(problem))
        case .missing(let problem), .unasked(let problem):
            PollPage.Message(raw: event.raw, key: event.id, content: .failure(problem))
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
