package import Metrics
import Synchronization

/// The gateway's counters, gauges and histograms, as Prometheus reads them.
///
/// A handler is made once per name and labels and lives as long as the process. Bounded: beyond the limit of series,
/// new ones are counted as dropped and shown nowhere.
package final class PrometheusRegistry: MetricsFactory {
    private struct Key: Hashable {
        var name: String
        var labels: [MetricLabel]
    }

    private struct State {
        var series: [Key: any MetricSeries] = [:]
        /// A name has one kind; the first one wins.
        var kinds: [String: String] = [:]
        var dropped: Int64 = 0
    }

    private let limit: Int
    private let help: [String: String]
    /// Guards which series there are.
    private let state = Mutex(State())

    /// Creates an empty registry.
    ///
    /// - Parameters:
    ///   - limit: Series kept, at most.
    ///   - help: One sentence by name, beside those that the gateway's own names have.
    package init(limit: Int = 5_000, help: [String: String] = [:]) {
        self.limit = limit
        self.help = help.merging(MetricHelp.sentences) { given, _ in given }
    }

    // MARK: Handlers

    package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions) { CounterSeries() }
    }

    package func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series(label, dimensions) { FloatingCounterSeries() }
    }

    package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions) { GaugeSeries() }
    }

    package func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else { return series(label, dimensions) { GaugeSeries() } }
        return series(label, dimensions) { HistogramSeries() }
    }

    package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions) { HistogramSeries() }
    }

    // What was counted stays counted: a series that went away and came back would look like a restart.
    package func destroyCounter(_ handler: any CounterHandler) {}
    package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    package func destroyMeter(_ handler: any MeterHandler) {}
    package func destroyRecorder(_ handler: any RecorderHandler) {}
    package func destroyTimer(_ handler: any TimerHandler) {}

    private func series<Series: MetricSeries>(
        _ name: String, _ dimensions: [(String, String)], _ make: () -> Series
    ) -> Series {
        let key = Key(name: name, labels: dimensions.map { MetricLabel(name: $0.0, value: $0.1) })
        return state.withLock { state in
            if let known = state.series[key] as? Series { return known }
            let new = make()
            guard state.series.count < limit, state.series[key] == nil, state.kinds[name] ?? Series.kind == Series.kind
            else {
                state.dropped += 1
                return new
            }
            state.series[key] = new
            state.kinds[name] = Series.kind
            return new
        }
    }

    // MARK: Exposition

    /// All series, sorted by name and labels.
    package func text() -> PrometheusText {
        let (series, dropped) = state.withLock { ($0.series, $0.dropped) }
        var text = PrometheusText()
        let sorted = series.sorted {
            guard $0.key.name == $1.key.name else { return $0.key.name < $1.key.name }
            return $0.key.labels.lexicographicallyPrecedes($1.key.labels)
        }
        var last: String?
        for (key, series) in sorted {
            let name = PrometheusText.name(key.name)
            if key.name != last { text.family(name, type(of: series).kind, help: help[key.name]) }
            last = key.name
            let labels = key.labels.map { MetricLabel(name: PrometheusText.name($0.name), value: $0.value) }
            series.write(name, labels, to: &text)
        }
        text.family("crossdock_metrics_dropped_total", "counter", help: help["crossdock_metrics_dropped_total"])
        text.sample("crossdock_metrics_dropped_total", [], String(dropped))
        return text
    }
}
