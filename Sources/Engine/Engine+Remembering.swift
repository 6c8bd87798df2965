import AdapterKit
import Canonical
import Journal
import Logging

extension Engine {
    /// What earlier attempts and look-ups of a delivery kept; the first attempt has nobody before it.
    func remembered(by item: LaneItem) async throws(JournalFailure) -> [String: JSONText] {
        item.attempts == 0 ? [:] : try await journal.rememberedSteps(of: item.id)
    }

    /// The way out for an attempt, or without one for a look-up; what it remembers is on disk before it goes on.
    func exchange(for course: Course, attempt: Int?) -> EngineExchange {
        EngineExchange(
            transport: environment.transport, time: environment.time, limit: course.installation.timeLimit
        ) { [self, id = course.item.id] value, step throws(ExchangeFailure) in
            do throws(JournalFailure) {
                try await persisting(id) { () throws(JournalFailure) in
                    try await journal.remember(
                        RememberedStep(
                            delivery: id, attempt: attempt, step: step, value: value, at: environment.time.now))
                }
            } catch {
                throw ExchangeFailure(effect: .unknown, message: "the step \(step) was not recorded: \(error)")
            }
        }
    }

    /// Records something, however long the store refuses: what a target did must not be forgotten.
    func persisting(
        _ delivery: DeliveryID, _ step: () async throws(JournalFailure) -> Void
    ) async throws(JournalFailure) {
        while true {
            do throws(JournalFailure) {
                return try await step()
            } catch {
                switch error {
                case .full, .storage:
                    environment.logger.error(
                        "outcome waits for the journal",
                        metadata: [
                            "event": "settle.waiting", "delivery": "\(delivery)", "reason": "\(error)",
                        ])
                    do {
                        try await environment.time.sleep(for: .milliseconds(500))
                    } catch {
                        throw .closed
                    }
                case .stale, .conflict, .closed: throw error
                }
            }
        }
    }
}
