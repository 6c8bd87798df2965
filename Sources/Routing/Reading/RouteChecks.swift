import AdapterKit
import Canonical

/// Checks what the routes do together: what is stated, carried, repeated, unreachable or running in circles.
struct RouteChecks {
    let findings: Findings
    let adapters: InstalledAdapters
    let routes: [RouteDraft]

    private var complete: [RouteDraft] { routes.filter(\.isComplete) }

    /// Reports everything that is wrong between routes that are right by themselves.
    func report() {
        var broken: Set<String> = []
        for route in complete where !reportFacts(of: route) || !reportCarriers(of: route) {
            broken.insert(route.path)
        }
        reportRepeats(broken)
        LoopCheck(findings: findings, adapters: adapters, routes: complete).report()
        reportUnrouted()
    }

    private func reportFacts(of route: RouteDraft) -> Bool {
        var isRight = true
        for (kind, spot) in route.on where !route.from.contains(where: { adapters.emits($0.name, kind) }) {
            isRight = false
            let sources = route.from.map(\.name).joined(separator: ", ")
            let stated = route.from.flatMap { adapters.entry($0.name)?.declaration?.emits.map(\.rawValue) ?? [] }
            let nearest = NearestName.nearest(to: kind.rawValue, in: stated)
            let list = Set(stated).sorted().joined(separator: ", ")
            findings.error(
                "route.fact-not-emitted", at: spot, path: "\(route.path).on",
                "`\(kind.rawValue)` is never stated by \(sources), so \(route.title) would never see it.",
                help: nearest.map { "Did you mean `\($0)`?" } ?? "Stated there: \(list.isEmpty ? "nothing" : list).")
        }
        return isRight
    }

    private func reportCarriers(of route: RouteDraft) -> Bool {
        if route.isToOrigin {
            reportOrigins(of: route)
            return true
        }
        var isRight = true
        for target in route.to {
            if route.from.count == 1, route.from.first?.name == target.name {
                isRight = false
                findings.error(
                    "route.to-itself", at: target.spot, path: "\(route.path).to",
                    "\(route.title) leads back to where the fact comes from.",
                    help: "Name another adapter, or `origin`.")
                continue
            }
            let missing = route.on.map(\.kind).filter { !adapters.carries(target.name, $0) }
            guard !missing.isEmpty else { continue }
            isRight = false
            let carried = adapters.entry(target.name)?.declaration?.carries.keys.map(\.rawValue).sorted() ?? []
            findings.error(
                "route.fact-not-carried", at: target.spot, path: "\(route.path).to",
                "\(target.name) cannot carry \(missing.map { "`\($0.rawValue)`" }.joined(separator: ", ")).",
                help: carried.isEmpty
                    ? "It carries nothing; it only states facts." : "It carries \(carried.joined(separator: ", ")).")
        }
        return isRight
    }

    private func reportOrigins(of route: RouteDraft) {
        let origins = adapters.origins.filter { origin in
            // An order that the source itself began is not sent back to it.
            route.from.count != 1 || route.from.first?.name != origin.id
        }
        guard !origins.isEmpty else { return }
        for (kind, spot) in route.on {
            let without = origins.map(\.id).filter { !adapters.carries($0, kind) }
            guard !without.isEmpty else { continue }
            let names = without.joined(separator: ", ")
            if without.count == origins.count {
                findings.error(
                    "route.fact-not-carried", at: spot, path: "\(route.path).on",
                    "No adapter that orders come from can carry `\(kind.rawValue)`.",
                    help: "Remove it from \(route.title), or name the adapter that is to get it.")
            } else {
                findings.warning(
                    "route.origin-not-carried", at: spot, path: "\(route.path).on",
                    "`\(kind.rawValue)` goes nowhere for orders that came from \(names).",
                    help: "Its adapter type cannot carry this fact; orders from elsewhere are not affected.")
            }
        }
    }

    /// Reports routes that earlier routes leave nothing to do.
    private func reportRepeats(_ broken: Set<String>) {
        let routes = complete.filter { !broken.contains($0.path) }
        for (index, route) in routes.enumerated() {
            let earlier = routes[..<index]
            if let stopper = stopper(of: route, among: earlier) {
                findings.error(
                    "route.unreachable", at: route.name?.spot ?? route.spot, path: route.path,
                    "\(route.title) is never reached: \(stopper.title) takes the same facts and stops.",
                    help: "Move it before line \(stopper.spot.place.line), or give the earlier route a narrower `when`."
                )
            } else if let same = repeated(route, among: earlier) {
                findings.error(
                    "route.same-effect", at: route.name?.spot ?? route.spot, path: route.path,
                    "\(route.title) changes nothing: \(same.title) already sends the same facts to the same place.",
                    help: "Remove one of the two.")
            }
        }
    }

    /// Whether whatever fits a route's conditions fits another's too.
    private func covers(_ earlier: RouteDraft, _ route: RouteDraft) -> Bool {
        earlier.when.allSatisfy { condition in
            route.when.contains { $0.path == condition.path && $0.test == condition.test }
        }
    }

    private func stopper(of route: RouteDraft, among earlier: ArraySlice<RouteDraft>) -> RouteDraft? {
        var last: RouteDraft?
        for source in route.from {
            for (kind, _) in route.on where adapters.emits(source.name, kind) {
                let stopper = earlier.first { candidate in
                    candidate.stop && covers(candidate, route) && candidate.takes(kind, from: source.name)
                }
                guard let stopper else { return nil }
                last = stopper
            }
        }
        return last
    }

    private func repeated(_ route: RouteDraft, among earlier: ArraySlice<RouteDraft>) -> RouteDraft? {
        guard !route.stop else { return nil }
        let targets: [Named?] = route.isToOrigin ? [nil] : route.to.map(Optional.some)
        var last: RouteDraft?
        for source in route.from {
            for (kind, _) in route.on where adapters.emits(source.name, kind) {
                for target in targets where target?.name != source.name {
                    let same = earlier.first { candidate in
                        covers(candidate, route) && candidate.takes(kind, from: source.name)
                            && candidate.leads(to: target?.name)
                            // A later route may add that the source waits; that is an effect of its own.
                            && (route.reply == nil || candidate.reply != nil)
                    }
                    guard let same else { return nil }
                    last = same
                }
            }
        }
        return last
    }

    private func reportUnrouted() {
        // A route that could not be read may be the one that takes the fact.
        guard routes.allSatisfy(\.isComplete) else { return }
        for entry in adapters.entries where entry.isEnabled {
            guard let declaration = entry.declaration else { continue }
            let unrouted = declaration.emits.filter { kind in
                !routes.contains { $0.takes(kind, from: entry.id) }
            }
            guard !unrouted.isEmpty else { continue }
            findings.warning(
                "fact.no-route", at: entry.idSpot, path: "adapters.\(entry.id)",
                "No route takes \(unrouted.map { "`\($0.rawValue)`" }.joined(separator: ", ")) from \(entry.id).",
                help: "Such facts are kept in the order's history and go nowhere.")
        }
    }
}
