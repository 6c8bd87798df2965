import Canonical
import Routing
import Testing

struct RoutingTableTests {
    private func table(_ routes: [RouteConfiguration], disabled: Set<String> = []) -> RoutingTable {
        let types = [
            ("glopal", Declarations.glopalOrders), ("globale", Declarations.globaleCheckout),
            ("shipping", Declarations.glopalShipping), ("oms", Declarations.merchantOMS),
            ("erp", Declarations.merchantOMS),
        ]
        return RoutingTable(
            Configuration(
                gateway: GatewayConfiguration(),
                adapters: types.map { id, declaration in
                    AdapterConfiguration(id: id, declaration: declaration, isEnabled: !disabled.contains(id))
                }, routes: routes))
    }

    private func route(
        _ name: String, from: String = "globale", to: String = "oms", when country: String? = nil,
        reply: RouteConfiguration.Reply? = nil, stop: Bool = false
    ) -> RouteConfiguration {
        RouteConfiguration(
            name: name, from: [from], on: [.orderReady, .orderAccepted, .orderCancelled],
            when: country.map { [Predicate(path: "ship_to.country", test: .anyOf([Predicate.Operand($0)]))] } ?? [],
            to: to == "origin" ? .origin : .adapters([to]), reply: reply, stop: stop)
    }

    @Test("every route that matches gives its targets, in the order of the file")
    func order() throws {
        let table = table([route("b", to: "erp"), route("a"), route("c", from: "glopal")])

        let matches = table.matches(for: .orderReady, from: "globale", order: try ConditionTests.order())

        #expect(matches == [RouteMatch(route: "b", target: "erp"), RouteMatch(route: "a", target: "oms")])
    }

    @Test("a route that stops is the last one")
    func stop() throws {
        let table = table([route("a", when: "DE", stop: true), route("b", to: "erp")])

        let german = table.matches(for: .orderReady, from: "globale", order: try ConditionTests.order())
        let french = table.matches(for: .orderReady, from: "globale", order: try ConditionTests.order(country: "FR"))

        #expect(german.map(\.route) == ["a"])
        #expect(french.map(\.route) == ["b"])
    }

    @Test("a target that two routes lead to gets the fact once")
    func once() throws {
        let table = table([route("a"), route("b")])

        let matches = table.matches(for: .orderReady, from: "globale", order: try ConditionTests.order())

        #expect(matches == [RouteMatch(route: "a", target: "oms")])
    }

    @Test("a later route may add that the source waits, and the first one that says so decides")
    func reply() throws {
        let four = RouteConfiguration.Reply(wait: .seconds(4), onTimeout: .accept)
        let five = RouteConfiguration.Reply(wait: .seconds(5), onTimeout: .refuse)
        let table = table([route("a"), route("b", reply: four), route("c", reply: five)])

        let matches = table.matches(for: .orderReady, from: "globale", order: try ConditionTests.order())

        #expect(matches == [RouteMatch(route: "a", target: "oms", reply: four)])
    }

    @Test("`origin` is the adapter that the order came from", arguments: ["glopal", "globale"])
    func origin(adapter: String) throws {
        let table = table([route("back", from: "oms", to: "origin")])

        let matches = table.matches(
            for: .orderAccepted, from: "oms", order: try ConditionTests.order(origin: adapter))

        #expect(matches == [RouteMatch(route: "back", target: adapter)])
    }

    @Test("a fact never goes back to the adapter that stated it")
    func notBack() throws {
        let table = table([route("back", from: "oms", to: "origin"), route("self", from: "oms", to: "oms")])

        let matches = table.matches(for: .orderCancelled, from: "oms", order: try ConditionTests.order(origin: "oms"))

        #expect(matches == [])
    }

    @Test("an origin that is not installed, not enabled or cannot carry the fact gets nothing")
    func noTarget() throws {
        let table = table([route("back", from: "oms", to: "origin")], disabled: ["glopal"])

        for (origin, kind) in [("gone", FactKind.orderAccepted), ("glopal", .orderAccepted), ("globale", .orderReady)] {
            #expect(table.matches(for: kind, from: "oms", order: try ConditionTests.order(origin: origin)) == [])
        }
    }

    @Test("an explanation names each route's reason and each condition's value")
    func explanation() throws {
        let table = table([
            route("other source", from: "glopal"), route("german", when: "DE", stop: true),
            route("french", when: "FR"), route("after"),
        ])

        let french = table.explain(.orderReady, from: "globale", order: try ConditionTests.order(country: "FR"))
        let german = table.explain(.orderReady, from: "globale", order: try ConditionTests.order())

        #expect(
            french.map(\.result) == [
                .otherSource, .conditionFailed, .matched(targets: ["oms"]), .matched(targets: ["oms"]),
            ])
        #expect(
            french[1].conditions == [
                PredicateExplanation(path: "ship_to.country", expected: "DE", actual: "FR", holds: false)
            ])
        #expect(french[3].repeated == ["oms"])
        #expect(german[1].result == .matched(targets: ["oms"]))
        #expect(german[2].result == .stopped(by: "german"))
        #expect(german[3].result == .stopped(by: "german"))
    }

    @Test("an explanation says why nobody gets the fact")
    func noTargetExplanation() throws {
        let table = table([route("back", from: "oms", to: "origin")], disabled: ["glopal"])

        let results = try ["oms", "glopal", "gone"].map { origin in
            table.explain(.orderAccepted, from: "oms", order: try ConditionTests.order(origin: origin))[0].result
        }

        #expect(
            results == [
                .noTarget(reason: "oms stated the fact itself."), .noTarget(reason: "glopal is not enabled."),
                .noTarget(reason: "gone is not installed."),
            ])
        #expect(
            table.explain(.orderReady, from: "oms", order: try ConditionTests.order())[0].result
                == .noTarget(reason: "globale cannot carry order.ready."))
        #expect(
            table.explain(.refundIssued, from: "oms", order: try ConditionTests.order())[0].result == .otherFact)
    }

    @Test("an explanation does not show a person's data")
    func personal() throws {
        var order = try ConditionTests.order()
        order.parties.shipTo?.address?.city = "Kleinkleckersdorf"
        var route = route("a")
        route.when = [Predicate(path: "ship_to.city", test: .anyOf([Predicate.Operand("Bonn")]))]

        let explanation = table([route]).explain(.orderReady, from: "globale", order: order)[0]

        #expect(explanation.conditions.map(\.actual) == ["(personal)"])
    }
}
