import Metrics
import Testing
import Web

@Suite("The registry of metrics")
struct PrometheusTests {
    @Test("a counter is one series per name and labels, however often it is made")
    func counter() {
        let registry = PrometheusRegistry()
        for _ in 0..<3 {
            Counter(label: "calls_total", dimensions: [("to", "a")], factory: registry).increment(by: 2)
        }
        Counter(label: "calls_total", dimensions: [("to", "b")], factory: registry).increment()

        #expect(
            text(registry).hasPrefix(
                "# TYPE calls_total counter\ncalls_total{to=\"a\"} 6\ncalls_total{to=\"b\"} 1\n"))
    }

    @Test("a timer is a histogram in seconds whose buckets include the lower ones")
    func timer() {
        let registry = PrometheusRegistry()
        let timer = Timer(label: "took_seconds", dimensions: [], factory: registry)
        timer.recordNanoseconds(1_000_000)
        timer.recordNanoseconds(30_000_000)
        timer.recordNanoseconds(20_000_000_000)

        let lines = text(registry).split(separator: "\n").map(String.init)

        #expect(lines.contains("took_seconds_bucket{le=\"0.001\"} 1"))
        #expect(lines.contains("took_seconds_bucket{le=\"0.025\"} 1"))
        #expect(lines.contains("took_seconds_bucket{le=\"0.05\"} 2"))
        #expect(lines.contains("took_seconds_bucket{le=\"10\"} 2"))
        #expect(lines.contains("took_seconds_bucket{le=\"+Inf\"} 3"))
        #expect(lines.contains("took_seconds_count 3"))
        #expect(lines.contains("took_seconds_sum 20.031"))
    }

    @Test("a gauge shows the last value, a meter rises and falls")
    func gauge() {
        let registry = PrometheusRegistry()
        let gauge = Gauge(label: "level", dimensions: [], factory: registry)
        gauge.record(7)
        gauge.record(3)
        let meter = Meter(label: "waiting", dimensions: [], factory: registry)
        meter.increment(by: 5)
        meter.decrement(by: 2)

        #expect(text(registry).contains("level 3.0\n"))
        #expect(text(registry).contains("waiting 3.0\n"))
    }

    @Test("labels are escaped and names made fit")
    func escaping() {
        let registry = PrometheusRegistry()
        Counter(label: "a-b.c", dimensions: [("who", "x\"y\\z\nw")], factory: registry).increment()

        #expect(text(registry).contains("a_b_c{who=\"x\\\"y\\\\z\\nw\"} 1\n"))
    }

    @Test("series beyond the limit are counted as dropped, and counting goes on")
    func limit() {
        let registry = PrometheusRegistry(limit: 2)
        for number in 0..<5 {
            Counter(label: "n_total", dimensions: [("n", "\(number)")], factory: registry).increment()
        }

        #expect(text(registry).contains("n_total{n=\"1\"} 1\n"))
        #expect(!text(registry).contains("n_total{n=\"2\"}"))
        #expect(text(registry).contains("crossdock_metrics_dropped_total 3\n"))
    }

    @Test("a name keeps its first kind")
    func kinds() {
        let registry = PrometheusRegistry()
        Counter(label: "x", dimensions: [], factory: registry).increment()
        Timer(label: "x", dimensions: [], factory: registry).recordNanoseconds(1)

        #expect(!text(registry).contains("x_bucket"))
        #expect(text(registry).contains("crossdock_metrics_dropped_total 1\n"))
    }

    private func text(_ registry: PrometheusRegistry) -> String {
        String(decoding: registry.text().bytes, as: UTF8.self)
    }
}
