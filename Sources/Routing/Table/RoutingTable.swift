import AdapterKit
package import Canonical

/// Answers where a fact goes.
///
/// Pure: the same fact and order give the same answer on every machine.
package struct RoutingTable: Sendable {
    private struct Condition {
        var predicate: Predicate
        var field: OrderField
    }

    private struct Entry {
        var route: RouteConfiguration
        var conditions: [Condition]
    }

    private let entries: [Entry]
    /// The routes worth asking, by source and fact, as indices in the order of the file.
    private let index: [String: [FactKind: [Int]]]
    private let carriers: [String: Set<FactKind>]
    private let disabled: Set<String>

    /// Prepares the routes of a configuration.
    package init(_ configuration: Configuration) {
        entries = configuration.routes.map { route in
            Entry(
                route: route,
                conditions: route.when.compactMap { predicate in
                    OrderField.named(predicate.path).map { Condition(predicate: predicate, field: $0) }
                })
        }
        var index: [String: [FactKind: [Int]]] = [:]
        for (number, entry) in entries.enumerated() {
            for source in entry.route.from {
                for kind in entry.route.on { index[source, default: [:]][kind, default: []].append(number) }
            }
        }
        self.index = index
        let enabled = configuration.adapters.filter(\.isEnabled)
        carriers = Dictionary(
            enabled.map { ($0.id, Set($0.declaration.carries.keys)) }, uniquingKeysWith: { first, _ in first })
        disabled = Set(configuration.adapters.filter { !$0.isEnabled }.map(\.id))
    }

    /// The targets of a fact, each once, in the order of the routes.
    ///
    /// The first route that leads to a target names the match. A later one may still add that the source waits.
    /// - Parameters:
    ///   - fact: What was said.
    ///   - adapter: The installed adapter whose system said it.
    ///   - order: The order with the fact folded in.
    /// - Returns: At most one match for each installed adapter.
    package func matches(for fact: FactKind, from adapter: String, order: Order) -> [RouteMatch] {
        var matches: [RouteMatch] = []
        for number in index[adapter]?[fact] ?? [] {
            let entry = entries[number]
            let isFit = entry.conditions.allSatisfy { $0.predicate.test.holds(for: $0.field.value(order)) }
            guard isFit else { continue }
            for target in targets(of: entry.route, fact, from: adapter, order: order).targets {
                if let known = matches.firstIndex(where: { $0.target == target }) {
                    matches[known].reply = matches[known].reply ?? entry.route.reply
                } else {
                    matches.append(RouteMatch(route: entry.route.name, target: target, reply: entry.route.reply))
                }
            }
            if entry.route.stop { break }
        }
        return matches
    }

    /// Every route with the reason why it took the fact or did not, in the order of the file.
    ///
    /// - Parameters:
    ///   - fact: What was said.
    ///   - adapter: The installed adapter whose system said it.
    ///   - order: The order with the fact folded in.
    /// - Returns: One explanation for each route.
    package func explain(_ fact: FactKind, from adapter: String, order: Order) -> [RouteExplanation] {
        var explanations: [RouteExplanation] = []
        var stopper: String?
        var reached: Set<String> = []
        for entry in entries {
            var explanation = explanation(of: entry, fact, from: adapter, order: order)
            if let stopper {
                explanation.result = .stopped(by: stopper)
            } else if case .matched(let targets) = explanation.result {
                explanation.repeated = targets.filter(reached.contains)
                reached.formUnion(targets)
            }
            let isMatch = explanation.conditions.allSatisfy(\.holds)
            let isAsked = explanation.result != .otherSource && explanation.result != .otherFact
            if entry.route.stop, isAsked, isMatch, stopper == nil { stopper = entry.route.name }
            explanations.append(explanation)
        }
        return explanations
    }

    private func explanation(
        of entry: Entry, _ fact: FactKind, from adapter: String, order: Order
    ) -> RouteExplanation {
        var explanation = RouteExplanation(
            route: entry.route.name, place: entry.route.place, conditions: [], result: .otherSource)
        guard entry.route.from.contains(adapter) else { return explanation }
        guard entry.route.on.contains(fact) else {
            explanation.result = .otherFact
            return explanation
        }
        explanation.conditions = entry.conditions.map { condition in
            let value = condition.field.value(order)
            return PredicateExplanation(
                path: condition.predicate.path, expected: condition.predicate.test.summary,
                actual: value.map { Self.text($0, condition.field) }, holds: condition.predicate.test.holds(for: value))
        }
        guard explanation.conditions.allSatisfy(\.holds) else {
            explanation.result = .conditionFailed
            return explanation
        }
        let (targets, reason) = targets(of: entry.route, fact, from: adapter, order: order)
        explanation.result =
            targets.isEmpty ? .noTarget(reason: reason ?? "The route leads nowhere.") : .matched(targets: targets)
        return explanation
    }

    /// The adapters that a route leads to, and why some of them get nothing.
    private func targets(
        of route: RouteConfiguration, _ fact: FactKind, from adapter: String, order: Order
    ) -> (targets: [String], reason: String?) {
        let candidates: [String]
        switch route.to {
        case .adapters(let ids): candidates = ids
        case .origin: candidates = [order.origin.adapter]
        }
        var reason: String?
        let targets = candidates.filter { target in
            guard let problem = obstacle(to: target, fact, from: adapter) else { return true }
            reason = problem
            return false
        }
        return (targets, reason)
    }

    private func obstacle(to target: String, _ fact: FactKind, from adapter: String) -> String? {
        if target == adapter { return "\(target) stated the fact itself." }
        if disabled.contains(target) { return "\(target) is not enabled." }
        guard let carried = carriers[target] else { return "\(target) is not installed." }
        return carried.contains(fact) ? nil : "\(target) cannot carry \(fact.rawValue)."
    }

    private static func text(_ value: OrderField.Value, _ field: OrderField) -> String {
        field.privacy < .personal ? value.description : "(personal)"
    }
}
