import Synchronization

/// The faults that a simulator has been told to show.
package final class Faults: Sendable {
    /// Guards the rules, their counters and how often each operation has met one.
    private let state = Mutex(State())

    private struct State {
        var rules: [(rule: FaultRule, seen: Int)] = []
        var met: [String: Int] = [:]
    }

    /// Starts with those rules.
    package init(_ rules: [FaultRule] = []) {
        state.withLock { $0.rules = rules.map { ($0, 0) } }
    }

    /// Adds a rule behind the present ones; the first that matches wins.
    package func add(_ rule: FaultRule) {
        state.withLock { $0.rules.append((rule, 0)) }
    }

    /// Removes every rule, or those of one operation.
    package func clear(operation: String? = nil) {
        state.withLock { state in
            state.rules.removeAll { operation == nil || $0.rule.operation == operation }
        }
    }

    /// The rules that are still in force.
    package var rules: [FaultRule] {
        state.withLock { $0.rules.map(\.rule) }
    }

    /// How many faults each operation has met.
    package var met: [String: Int] {
        state.withLock { $0.met }
    }

    /// Takes what happens to the next request of an operation known by those names.
    ///
    /// Every matching latency counts, and of the other faults the first that matches.
    ///
    /// - Parameter names: Gives the names; asked only while there are rules.
    /// - Returns: What happens; nothing when all goes well.
    func take(_ names: () -> [String]) -> Incident? {
        // Finding the names costs, and under load there are no rules.
        guard state.withLock({ !$0.rules.isEmpty }) else { return nil }
        let operations = names()
        return state.withLock { state in
            var incident = Incident()
            for index in state.rules.indices {
                let rule = state.rules[index].rule
                guard rule.operation == "*" || operations.contains(rule.operation) else { continue }
                guard rule.remaining != 0, rule.fault.isLatency || incident.fault == nil else { continue }
                state.rules[index].seen += 1
                guard (state.rules[index].seen - 1) % rule.every == 0 else { continue }
                state.rules[index].rule.remaining = rule.remaining.map { $0 - 1 }
                incident.add(rule.fault)
                state.met[operations.first ?? "*", default: 0] += 1
            }
            state.rules.removeAll { $0.rule.remaining == 0 }
            return incident.isNothing ? nil : incident
        }
    }

    /// All that happens to one request.
    struct Incident: Sendable, Equatable {
        var latency: Duration = .zero
        var fault: Fault?

        var isNothing: Bool { latency == .zero && fault == nil }

        mutating func add(_ fault: Fault) {
            if case .latency(let duration) = fault { latency += duration } else { self.fault = fault }
        }
    }
}
