import Metrics
import Synchronization

/// One series as the exposition shows it.
protocol MetricSeries: AnyObject, Sendable {
    /// `counter`, `gauge` or `histogram`.
    static var kind: String { get }

    /// Adds the series' samples.
    func write(_ name: String, _ labels: [MetricLabel], to text: inout PrometheusText)
}

/// A whole number that only rises.
final class CounterSeries: CounterHandler, MetricSeries {
    static let kind = "counter"
    private let value = Atomic<Int64>(0)

    func increment(by amount: Int64) { value.add(amount, ordering: .relaxed) }
    func reset() { value.store(0, ordering: .relaxed) }

    func write(_ name: String, _ labels: [MetricLabel], to text: inout PrometheusText) {
        text.sample(name, labels, String(value.load(ordering: .relaxed)))
    }
}

/// A number with a fraction that only rises.
final class FloatingCounterSeries: FloatingPointCounterHandler, MetricSeries {
    static let kind = "counter"
    /// Guards the sum.
    private let value = Mutex(0.0)

    func increment(by amount: Double) {
        // Counters never fall, and one bad number must not spoil all that came before.
        guard amount.isFinite, amount >= 0 else { return }
        value.withLock { $0 += amount }
    }

    func reset() { value.withLock { $0 = 0 } }

    func write(_ name: String, _ labels: [MetricLabel], to text: inout PrometheusText) {
        text.sample(name, labels, "\(value.withLock { $0 })")
    }
}

/// A number that rises and falls.
final class GaugeSeries: MeterHandler, RecorderHandler, MetricSeries {
    static let kind = "gauge"
    /// Guards the number.
    private let value = Mutex(0.0)

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }

    func write(_ name: String, _ labels: [MetricLabel], to text: inout PrometheusText) {
        text.sample(name, labels, "\(value.withLock { $0 })")
    }
}
