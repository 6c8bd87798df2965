import AdapterKit
import Canonical

/// Finds facts that named routes send in a circle.
///
/// The engine recognises a system that only reports what we caused. Two systems that each restate the other's fact as
/// their own are beyond it: they would answer each other for ever. `to: origin` cannot do that, because a fact never
/// goes back to the adapter that stated it.
struct LoopCheck {
    private struct Edge {
        var from: String
        var to: String
        var route: RouteDraft
    }

    let findings: Findings
    let adapters: InstalledAdapters
    let routes: [RouteDraft]

    /// Reports each route that closes a circle, once.
    func report() {
        var reported: Set<String> = []
        for kind in FactKind.allCases {
            var edges: [Edge] = []
            for route in routes where !route.isToOrigin && route.on.contains(where: { $0.kind == kind }) {
                let added = self.edges(of: route, kind)
                for edge in added where !reported.contains(route.path) {
                    guard let circle = path(from: edge.to, to: edge.from, over: edges) else { continue }
                    reported.insert(route.path)
                    report(route, kind, circle: [edge.from] + circle)
                }
                edges += added
            }
        }
    }

    private func edges(of route: RouteDraft, _ kind: FactKind) -> [Edge] {
        route.from.flatMap { source in
            route.to.compactMap { target in
                let canReturn = isKnownToEmit(source.name, kind) && isKnownToEmit(target.name, kind)
                guard source.name != target.name, canReturn, adapters.carries(target.name, kind) else { return nil }
                return Edge(from: source.name, to: target.name, route: route)
            }
        }
    }

    /// A broken entry is not said to run in circles; it has its own finding.
    private func isKnownToEmit(_ id: String, _ kind: FactKind) -> Bool {
        adapters.entry(id)?.declaration?.emits.contains(kind) ?? false
    }

    /// The adapters on the shortest way between two, both included; nil when there is none.
    private func path(from start: String, to end: String, over edges: [Edge]) -> [String]? {
        var ways = [[start]]
        var seen: Set<String> = [start]
        while !ways.isEmpty {
            var longer: [[String]] = []
            for way in ways {
                guard let last = way.last else { continue }
                if last == end { return way }
                for edge in edges where edge.from == last && seen.insert(edge.to).inserted {
                    longer.append(way + [edge.to])
                }
            }
            ways = longer
        }
        return nil
    }

    private func report(_ route: RouteDraft, _ kind: FactKind, circle: [String]) {
        findings.error(
            "route.loop", at: route.on.first { $0.kind == kind }?.spot ?? route.spot, path: "\(route.path).on",
            "`\(kind.rawValue)` runs in a circle: \(circle.joined(separator: " to ")).",
            help: "Use `to: origin` for the way back; a fact never returns to the adapter that stated it.")
    }
}
