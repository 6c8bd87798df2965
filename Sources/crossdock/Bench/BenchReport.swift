import Canonical
import Foundation

/// What the benchmark found.
struct BenchReport: Sendable {
    /// One run.
    struct Run: Sendable {
        let wanted: Int
        let done: Int
        let took: Duration
        /// How long the gateway computed for all of it, starting up included; nil where the system does not tell.
        let computed: Duration?
        let latencies: Latencies
        let doubled: Int

        /// Orders per second.
        var rate: Int { Int(Double(done) / (took / .milliseconds(1)) * 1_000) }

        /// Computing for one order, in microseconds.
        var cost: Int? { done == 0 ? nil : computed.map { Int($0 / .microseconds(1)) / done } }
    }

    let machine: String
    let flush: Latencies
    let size: Int
    let connections: Int
    let intake: Run
    let endToEnd: Run
    /// As `endToEnd`, to an OMS with a mapping of three programs.
    let mapped: Run
    let latency: Run
    let rate: Int

    /// Whether every order was acknowledged and delivered exactly once.
    var isComplete: Bool {
        [intake, endToEnd, mapped, latency].allSatisfy { $0.done == $0.wanted && $0.doubled == 0 }
    }

    /// The report for people.
    var text: String {
        var table = TextTable("RUN", "ORDERS", "ORDERS/S", "COMPUTING", "P50", "P99", "DOUBLED")
        for (name, run) in [
            ("durable intake", intake), ("end to end, confirmed", endToEnd),
            ("end to end, mapped", mapped),
            ("at \(rate)/s, sent to received", latency),
        ] {
            table.add(
                name, "\(run.done) of \(run.wanted)", "\(run.rate)", run.cost.map { "\($0) µs" } ?? "-",
                run.latencies.text(50), run.latencies.text(99), "\(run.doubled)")
        }
        return """
            \(machine)
            flush (write and fdatasync of 4 KB): p50 \(flush.text(50)), p99 \(flush.text(99)); \
            events of \(size) bytes over \(connections) connections

            \(table.text)
            """ + priceOfMapping
    }

    /// What an order costs more when jq programs translate it.
    private var priceOfMapping: String {
        guard let mapped = mapped.cost, let plain = endToEnd.cost, plain > 0 else { return "" }
        return """


            A mapping of three jq programs: \(mapped - plain) µs more of computing for an order than the canonical form, \
            \(mapped * 100 / plain) % of it.
            """
    }

    /// The report for programs; times in microseconds.
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.key("schema")
            writer.string("crossdock.bench/1")
            writer.key("machine")
            writer.string(machine)
            writer.key("flushMicroseconds")
            flush.write(to: &writer)
            writer.key("eventBytes")
            writer.int(size)
            writer.key("connections")
            writer.int(connections)
            for (name, run) in [("intake", intake), ("endToEnd", endToEnd), ("mapped", mapped), ("latency", latency)] {
                writer.key(name)
                writer.object { writer in
                    writer.key("wanted")
                    writer.int(run.wanted)
                    writer.key("done")
                    writer.int(run.done)
                    writer.key("ordersPerSecond")
                    writer.int(run.rate)
                    writer.key("doubled")
                    writer.int(run.doubled)
                    if let cost = run.cost {
                        writer.key("computingMicrosecondsPerOrder")
                        writer.int(cost)
                    }
                    writer.key("microseconds")
                    run.latencies.write(to: &writer)
                }
            }
        }
    }
}

/// Times, sorted, to take percentiles from.
struct Latencies: Sendable {
    private let sorted: [Duration]

    init(_ times: [Duration]) { sorted = times.sorted() }

    /// The time that so many per cent do not exceed; zero when there are none.
    func percentile(_ percent: Int) -> Duration {
        guard !sorted.isEmpty else { return .zero }
        return sorted[min(sorted.count - 1, sorted.count * percent / 100)]
    }

    /// A percentile in milliseconds for people.
    func text(_ percent: Int) -> String {
        let microseconds = Int(percentile(percent) / .microseconds(1))
        let fraction = String(microseconds % 1_000 / 10)
        return "\(microseconds / 1_000).\(String(repeating: "0", count: 2 - fraction.count))\(fraction) ms"
    }

    /// Median and 99th percentile in microseconds.
    func write(to writer: inout JSONWriter) {
        writer.object { writer in
            for percent in [50, 99] {
                writer.key("p\(percent)")
                writer.int(Int(percentile(percent) / .microseconds(1)))
            }
        }
    }
}
