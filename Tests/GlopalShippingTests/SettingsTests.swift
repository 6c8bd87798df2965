import AdapterKit
import AdapterTesting
import Canonical
import HTTPTypes
import Testing

@testable import GlopalShipping

@Suite("Settings")
struct SettingsTests {
    @Test(
        "a setting that breaks a pattern stops the start and is named",
        arguments: [
            ("login", Settings.Value.string("ab")), ("login", .string("User")), ("login", .string("a_b")),
            ("alias", .string("A-1")), ("version", .string("0.7")), ("version", .string("01.00")),
            ("secret", .secret(Secret(""))), ("from_country", .string("England")),
            ("shipper.country", .string("gb")), ("poll.every", .duration(.seconds(5))),
        ])
    func broken(_ path: String, _ value: Settings.Value) throws {
        let settings = try Shipping.settings([path: value])
        let problems = #expect(throws: SettingsProblems.self) {
            try GlopalShippingAdapter(id: "ship", settings: settings)
        }
        #expect(problems?.problems.map(\.path) == [path])
    }

    @Test("all problems are named at once")
    func together() throws {
        let settings = try Shipping.settings(["login": .string(""), "version": .string("1")])
        let problems = #expect(throws: SettingsProblems.self) {
            try GlopalShippingAdapter(id: "ship", settings: settings)
        }
        #expect(problems?.problems.map(\.path) == ["login", "version"])
    }

    @Test("the defaults are the documented ones")
    func defaults() throws {
        let configuration = try Shipping.adapter().configuration
        #expect(configuration.version == "0.68")
        #expect(configuration.wrapped == Set(GlopalShippingAssumptions.Endpoint.wrapped))
        #expect(configuration.pollInterval == .seconds(900))
        #expect(configuration.shipper == nil)
        #expect(!configuration.numericBooleans)
    }

    @Test("a simulator on this machine may be asked as often as one likes")
    func loopback() throws {
        let adapter = try Shipping.adapter([
            "endpoint": .string("http://127.0.0.1:9103/"), "poll.every": .duration(.seconds(1)),
        ])
        #expect(adapter.pollInterval == .seconds(1))
        #expect(adapter.configuration.endpoint == "http://127.0.0.1:9103")
    }
}
