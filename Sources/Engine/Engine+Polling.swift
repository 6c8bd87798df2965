import AdapterKit
import Canonical
import Journal
import Logging
import Synchronization

extension Engine {
    /// Asks an adapter's system for news, again and again, until the engine stops.
    func poll(_ id: String) async {
        var failures = 0
        var asked: Duration?
        // Taken before the first look at whether the engine stops: a stop that is not seen then rings it.
        let bell = bell(of: id)
        while !isStopping.load(ordering: .acquiring) {
            let installation = installation
            // A reload may have taken the adapter away; it may also bring it back.
            guard let adapter = installation.adapters[id] as? any Polling, adapter.isPolled else {
                await bell.wait(atMost: nil, by: environment.time)
                continue
            }
            asked = nil
            do {
                while try await pollOnce(adapter), !isStopping.load(ordering: .acquiring) {}
                failures = 0
            } catch {
                failures += 1
                asked = (error as? ExchangeFailure)?.retryAfter
                measures.pollFailed(id)
                environment.logger.warning(
                    "poll failed",
                    metadata: ["event": "poll.failed", "adapter": "\(id)", "reason": "\(Self.pollReason(error))"])
            }
            pollHealth.withLock { $0[id] = failures }
            let pause =
                failures == 0
                ? adapter.pollInterval
                : max(
                    adapter.pollInterval,
                    RetrySchedule(first: .seconds(1), longest: .seconds(60))
                        .wait(after: failures, asked: asked, chance: environment.chance()))
            await rest(pause, backingOffFrom: failures > 0 ? installation.revision : nil, bell)
        }
    }

    /// Waits for the next poll; a wake-up ends the wait, but not that after a failure.
    ///
    /// A system that fails, or asked to be left alone, must not be asked sooner because it has news. A stop or another
    /// configuration ends any wait.
    ///
    /// - Parameters:
    ///   - pause: How long to wait.
    ///   - revision: The configuration under which the system failed; nil when it did not.
    ///   - bell: What wakes the poller.
    private func rest(_ pause: Duration, backingOffFrom revision: String?, _ bell: Bell) async {
        let end = environment.time.uptime + pause
        repeat {
            await bell.wait(atMost: end - environment.time.uptime, by: environment.time)
        } while environment.time.uptime < end && installation.revision == revision
            && !isStopping.load(ordering: .acquiring)
    }

    /// One page: cursor, messages and facts are stored in one transaction; true when there is more.
    private func pollOnce(_ adapter: any Polling) async throws -> Bool {
        let installation = self.installation
        let exchange = EngineExchange(
            transport: environment.transport, time: environment.time, limit: installation.timeLimit)
        let cursor = try await journal.cursor(of: adapter.id)
        if let adapter = adapter as? any Following {
            try await follow(adapter, cursor, through: exchange)
            return false
        }
        let page = try await running(adapter) { try await adapter.poll(after: cursor, through: exchange) }
        return try await take(page, of: adapter, after: cursor)
    }

    /// Asks about all orders that are under way at a system, page by page.
    private func follow(_ adapter: any Following, _ cursor: String?, through exchange: EngineExchange) async throws {
        var last: OrderID?
        var failure: (any Error)?
        repeat {
            let summaries = try await journal.ordersUnderWay(
                with: adapter.followedKind, of: adapter.id, after: last, limit: Self.followedPage)
            last = summaries.count == Self.followedPage ? summaries.last?.id : nil
            var orders: [Order] = []
            for summary in summaries {
                if let order = try await known(summary.id)?.order { orders.append(order) }
            }
            guard !orders.isEmpty else { continue }
            do {
                let page = try await running(adapter) { [orders] in
                    try await adapter.poll(after: cursor, about: orders, through: exchange)
                }
                _ = try await take(page, of: adapter, after: cursor)
            } catch {
                if Self.endsRound(error) { throw error }
                // Orders that could not be asked about must not keep those behind them from being asked about.
                failure = failure ?? error
            }
        } while last != nil && !isStopping.load(ordering: .acquiring)
        if let failure { throw failure }
    }

    /// Whether the system would say the same about all other orders: it does not let us in, or asked to be left alone.
    private static func endsRound(_ error: any Error) -> Bool {
        error is TranslationProblem || (error as? ExchangeFailure)?.retryAfter != nil
    }

    /// Orders that an adapter is asked about at once.
    private static let followedPage = 50

    /// Stores a page; true when there is more.
    private func take(_ page: PollPage, of adapter: any Polling, after cursor: String?) async throws -> Bool {
        guard !page.messages.isEmpty || page.cursor != nil else { return false }
        let messages = page.messages.map {
            Batch.Message(key: $0.key, raw: $0.raw, comparesBytes: false, content: $0.content)
        }
        _ = try await take(
            Batch(source: adapter.id, messages: messages, cursor: page.cursor == cursor ? nil : page.cursor))
        return page.hasMore
    }

    /// What went wrong with a poll, in words that hold no data of an order.
    private static func pollReason(_ error: any Error) -> String {
        switch error {
        case let error as ExchangeFailure: error.message
        case let error as TranslationProblem: error.description
        case let error as JournalFailure: error.description
        default: "\(type(of: error))"
        }
    }
}
