import AdapterKit
import Engine
import Journal

/// Numbers that are read from the journal when somebody asks.
struct JournalGauges {
    let engine: Engine

    func write(to text: inout PrometheusText) async {
        let counts: [DeliveryCount]?
        do throws(JournalFailure) {
            counts = try await engine.journal.deliveryCounts()
        } catch {
            counts = nil
        }
        family("crossdock_journal_readable", in: &text)
        text.sample("crossdock_journal_readable", [], counts == nil ? "0" : "1")
        writeSlowness(to: &text)
        guard let counts else { return }
        family("crossdock_deliveries", in: &text)
        for count in counts {
            let state = MetricLabel(name: "state", value: count.state.rawValue)
            text.sample("crossdock_deliveries", [target(count.target), state], String(count.count))
        }
        family("crossdock_lane_oldest_age_seconds", in: &text)
        var ages: [String: Double] = [:]
        for count in counts where !count.state.isFinal && count.count > 0 {
            ages[count.target] = max(ages[count.target] ?? 0, count.oldestAgeSeconds)
        }
        for (name, age) in ages.sorted(by: { $0.key < $1.key }) {
            text.sample("crossdock_lane_oldest_age_seconds", [target(name)], "\(age)")
        }
    }

    private func writeSlowness(to text: inout PrometheusText) {
        let slow = Set(engine.slowedDownTargets)
        let targets = engine.installation.adapters.filter { $0.value is any Delivering }.keys.sorted()
        guard !targets.isEmpty else { return }
        family("crossdock_target_slowed_down", in: &text)
        for name in targets {
            text.sample("crossdock_target_slowed_down", [target(name)], slow.contains(name) ? "1" : "0")
        }
    }

    private func family(_ name: String, in text: inout PrometheusText) {
        text.family(name, "gauge", help: MetricHelp.sentences[name])
    }

    private func target(_ name: String) -> MetricLabel { MetricLabel(name: "target", value: name) }
}
