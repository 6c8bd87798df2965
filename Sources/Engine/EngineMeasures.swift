import Canonical
import Metrics

/// The engine's counters and timers; labels name adapters and outcomes, never an order or a person.
struct EngineMeasures: Sendable {
    private let factory: any MetricsFactory

    init(factory: any MetricsFactory) { self.factory = factory }

    func factsStored(_ count: Int, from source: String) {
        counter("crossdock_orders_accepted_total", ("source", source)).increment(by: count)
    }

    func messageHeld(from source: String) { counter("crossdock_messages_held_total", ("source", source)).increment() }

    func unauthenticated(at adapter: String) {
        counter("crossdock_unauthenticated_total", ("adapter", adapter)).increment()
    }

    func residue(_ count: Int, from source: String) {
        guard count > 0 else { return }
        counter("crossdock_residue_members_total", ("source", source)).increment(by: count)
    }

    func attempt(at target: String, outcome: String, took: Duration) {
        counter("crossdock_attempts_total", ("target", target), ("outcome", outcome)).increment()
        timer("crossdock_attempt_seconds", ("target", target)).record(duration: took)
    }

    func commit(took: Duration) { timer("crossdock_commit_seconds").record(duration: took) }

    func pollFailed(_ adapter: String) { counter("crossdock_poll_failures_total", ("adapter", adapter)).increment() }

    private func counter(_ name: String, _ labels: (String, String)...) -> Counter {
        Counter(label: name, dimensions: labels, factory: factory)
    }

    private func timer(_ name: String, _ labels: (String, String)...) -> Timer {
        Timer(label: name, dimensions: labels, preferredDisplayUnit: .seconds, factory: factory)
    }
}
