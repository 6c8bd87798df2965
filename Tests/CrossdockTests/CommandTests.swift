import AdapterKit
import Canonical
import Foundation
import Testing

@testable import crossdock

@Suite("The commands")
struct CommandTests {
    @Test("the file in the repository is valid, without any secret or provider")
    func validates() async throws {
        let result = try await Executable.run("validate", "adapters.yaml")
        #expect(result.status == 0, "\(result.output)")
        #expect(result.output.contains("adapters.yaml is valid: 4 adapters, 12 routes"))
    }

    @Test("a broken file gives all its mistakes with their places and exit code 78")
    func brokenFile() async throws {
        let folder = try TemporaryFolder()
        let file = folder.file("adapters.yaml")
        try """
        version: 1
        adapters:
          shop: { type: glopal-order }
        routes:
          - { name: a, from: shop, on: [order.redy], to: nowhere }
        """.write(to: file, atomically: true, encoding: .utf8)
        let text = try await Executable.run("validate", file.path)
        #expect(text.status == 78)
        #expect(text.output.contains("adapters.yaml:3:17") && text.output.contains("glopal-orders"))
        #expect(text.output.contains("order.ready"))
        let json = try await Executable.run("validate", file.path, "--json")
        let document = try JSONDocument.parse(Array(json.output.trimmingCharacters(in: .whitespacesAndNewlines).utf8))
        #expect(document.root["valid"]?.boolValue == false)
        #expect((document.root["findings"]?.count ?? 0) >= 2)
        let serve = try await Executable.run("serve", "--config", file.path)
        #expect(serve.status == 78)
    }

    @Test(
        "a wrong command line ends with code 2 and the next thing to try",
        arguments: [
            ["no-such-command"], ["adapters", "info", "no-such-type"], ["order", "show"], ["bench", "--orders", "0"],
        ])
    func usage(arguments: [String]) async throws {
        let result =
            switch arguments.count {
            case 1: try await Executable.run(arguments[0])
            case 2: try await Executable.run(arguments[0], arguments[1])
            default: try await Executable.run(arguments[0], arguments[1], arguments[2])
            }
        #expect(result.status == 2, "\(result.errors)")
        #expect(!result.errors.isEmpty)
    }

    @Test("a missing file ends with code 74")
    func missingFile() async throws {
        #expect(try await Executable.run("validate", "no-such.yaml").status == 74)
    }

    @Test("every adapter shows its facts, idempotency and settings", arguments: Adapters.declarations.map(\.type))
    func adaptersInfo(type: String) async throws {
        let text = try await Executable.run("adapters", "info", type)
        #expect(text.status == 0 && text.output.contains("IDEMPOTENCY") && text.output.contains("endpoint"))
        let json = try await Executable.run("adapters", "info", type, "--json")
        #expect(throws: Never.self) {
            try JSONDocument.parse(Array(json.output.trimmingCharacters(in: .newlines).utf8))
        }
    }

    @Test("an operation that no fact becomes, or that says so, is shown as told by name, with its idempotency")
    func toldOperations() {
        let declaration = AdapterDeclaration(
            type: "warehouse", summary: "A warehouse.", documents: ["Warehouse 1"], emits: [],
            carries: [.orderReady: "pick", .orderChanged: "repack"],
            operations: [
                OperationDeclaration(name: "pick", effect: .creates, idempotency: .nativeKey, summary: "Picks."),
                OperationDeclaration(name: "count-stock", effect: .changes, idempotency: .none, summary: "Counts."),
                OperationDeclaration(
                    name: "repack", effect: .changes, idempotency: .none, summary: "Packs again.", canBeTold: true),
            ], settings: [])

        #expect(declaration.toldOperations.map(\.name) == ["count-stock", "repack"])
        let told = AdaptersCommand.Info.text(declaration).split(separator: "\n").drop { !$0.contains("TOLD BY NAME") }
        #expect(told.dropFirst().first.map { $0.contains("count-stock") && $0.contains("none") } == true)
        var writer = JSONWriter()
        declaration.write(to: &writer)
        #expect(String(decoding: writer.bytes, as: UTF8.self).contains(#""told":[{"operation":"count-stock""#))
    }

    @Test("the demo shows every story, one timeline, balanced books and the API")
    func demo() async throws {
        let result = try await Executable.run("demo")
        #expect(result.status == 0, "\(result.output)\n\(result.errors)")
        for words in [
            "cancelled before import", "never sent", "cancelled after import, at Glopal",
            "cancelled after import, by the OMS",
            "refunded in part", "5.250 KWD", "accepted before READY", "OMS answered 500 twice", "The timeline of",
            "The books balance", "http://127.0.0.1:",
        ] {
            #expect(result.output.contains(words), "missing: \(words)")
        }
        #expect(!result.output.contains("!!"))
    }

    @Test("a Glopal document is translated to the OMS's request with a balanced ledger and nothing lost")
    func translate() async throws {
        let fixtures = Checkout.root.appending(path: "Plugins/GlopalOrders/Fixtures")
        let result = try await Executable.run(
            "translate", "--from", "glopal-orders", "--to", "merchant-oms",
            fixtures.appending(path: "ready-eur.json").path)
        #expect(result.status == 0, "\(result.errors)")
        let document = try JSONDocument.parse(Array(result.output.trimmingCharacters(in: .newlines).utf8))
        let facts = document.root["facts"]?.elements.map(\.self) ?? []
        #expect(facts.map { $0["kind"]?.stringValue } == ["order.ready"])
        let ledger = try #require(facts.first?["ledger"])
        #expect((ledger["rows"]?.count ?? ledger.count) > 10)
    }

    @Test("what a mapping's programs see of a document is shown, for who writes them")
    func translateMapped() async throws {
        let result = try await Executable.run(
            "translate", "--config", "examples/oms/woocommerce/adapters.yaml", "--from", "glopal-orders",
            "--to", "merchant-oms", "Plugins/GlopalOrders/Fixtures/ready-eur.json",
            environment: ["WOOCOMMERCE_WEBHOOK_SECRET": "c2VjcmV0"])
        #expect(result.status == 0, "\(result.errors)")
        let document = try JSONDocument.parse(Array(result.output.trimmingCharacters(in: .newlines).utf8))
        let facts = document.root["facts"]?.elements.map(\.self) ?? []
        let input = try #require(facts.first?["input"])
        #expect(input.members.map { $0.key } == ["config", "key", "fact", "order", "step", "remembered"])
        #expect((input["order"]?["lines"]?.count ?? 0) > 0)
    }

    @Test(
        "a Global-e order is translated to the OMS's request with a balanced ledger and nothing lost",
        arguments: ["order-sample-1", "order-sample-2", "order-replacement", "order-edited"])
    func translateGlobalE(fixture: String) async throws {
        let fixtures = Checkout.root.appending(path: "Plugins/GlobalECheckout/Fixtures")
        let folder = try TemporaryFolder()
        let configuration = folder.file("adapters.yaml")
        try """
        version: 1
        adapters:
          globale:
            type: globale-checkout
            settings: { merchant_guid: abcdabcd-abcd-abcd-abcd-abcdabcdabcd, base_url: http://127.0.0.1:9 }
          oms:
            type: merchant-oms
            settings: { endpoint: http://127.0.0.1:9, signing_key: \(SimulatedSystems.signingKey) }
        routes:
          - { name: in, from: globale, on: [order.received], to: oms }
        """.write(to: configuration, atomically: true, encoding: .utf8)
        let result = try await Executable.run(
            "translate", "--config", configuration.path, "--from", "globale-checkout", "--to", "merchant-oms",
            fixtures.appending(path: "\(fixture).json").path)
        #expect(result.status == 0, "\(result.errors)")
        let document = try JSONDocument.parse(Array(result.output.trimmingCharacters(in: .newlines).utf8))
        let facts = document.root["facts"]?.elements.map(\.self) ?? []
        #expect(facts.first?["kind"]?.stringValue == "order.received")
        let ledger = try #require(facts.first?["ledger"])
        #expect((ledger["rows"]?.count ?? ledger.count) > 5)
    }
}
