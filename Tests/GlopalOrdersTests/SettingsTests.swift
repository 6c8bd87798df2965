import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalOrders

@Suite("Settings")
struct SettingsTests {
    @Test(
        "settings that contradict each other are refused with the setting's name",
        arguments: [
            (["webhook.user": .string("glopal")], "webhook"),
            (["webhook.query_secret": .secret(Secret(""))], "webhook"), (["events": .list([])], "events"),
            (["events": .list([.string("order.ready")])], "events"),
            (["base_currency": .string("euro")], "base_currency"),
            (["poll.every": .duration(.seconds(30))], "poll.every"), (["poll.every": .duration(.zero)], "poll.every"),
            (["api_key": .secret(Secret(""))], "api_key"),
        ] as [([String: Settings.Value], String)])
    func contradictions(_ changes: [String: Settings.Value], _ path: String) throws {
        let problems = #expect(throws: SettingsProblems.self) { try Glopal.adapter(changes) }

        #expect(problems?.problems.map(\.path) == [path])
    }

    @Test(
        "a simulator or a test store may be asked more often",
        arguments: [
            ["endpoint": .string("http://127.0.0.1:9101")], ["endpoint": .string("http://localhost:9101/")],
            ["endpoint": .string("http://[::1]:9101")], ["environment": .string("test")],
        ] as [[String: Settings.Value]])
    func fastPolls(_ changes: [String: Settings.Value]) throws {
        let adapter = try Glopal.adapter(changes.merging(["poll.every": .duration(.milliseconds(500))]) { $1 })

        #expect(adapter.pollInterval == .milliseconds(500))
    }

    @Test("order.ready and order.cancelled are asked for once a minute unless told otherwise")
    func defaults() throws {
        let adapter = try Glopal.adapter()

        #expect(adapter.configuration.events == ["order.ready", "order.cancelled"])
        #expect(adapter.pollInterval == .seconds(60))
    }

    @Test("an endpoint's last slash is not doubled, and a store id is percent-encoded")
    func urls() async throws {
        let exchange = RecordedExchange([
            ExchangeStep(
                .get, "https://x.example/v2/events/acme%2Feu?event=order.ready&event=order.cancelled", status: 200,
                json: #"{"events":[]}"#.utf8)
        ])

        _ = try await Glopal.adapter(["endpoint": .string("https://x.example/"), "store_id": .string("acme/eu")])
            .poll(after: nil, through: exchange)

        #expect(exchange.deviations == [])
    }
}
