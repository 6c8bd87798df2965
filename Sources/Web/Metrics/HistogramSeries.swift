import Metrics
import Synchronization

/// How often values fell below each bound; times are in seconds.
final class HistogramSeries: TimerHandler, RecorderHandler, MetricSeries {
    private struct State {
        /// One per bound, and one for values above all bounds; not yet summed up.
        var counts: [UInt64]
        var sum = 0.0
    }

    static let kind = "histogram"
    /// Upper bounds, in seconds for timers.
    static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
    private static let names = bounds.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" } + ["+Inf"]

    /// Guards counts and sum, which have to belong together.
    private let state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }
    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        let bucket = Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count
        state.withLock { state in
            state.counts[bucket] += 1
            state.sum += value
        }
    }

    func write(_ name: String, _ labels: [MetricLabel], to text: inout PrometheusText) {
        let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
        var total: UInt64 = 0
        for (bound, count) in zip(Self.names, counts) {
            total += count
            text.sample("\(name)_bucket", labels + [MetricLabel(name: "le", value: bound)], String(total))
        }
        text.sample("\(name)_sum", labels, "\(sum)")
        text.sample("\(name)_count", labels, String(total))
    }
}
