import AdapterKit
import Canonical
import Routing
import Testing

struct GoodFilesTests {
    static let environment = [
        "CROSSDOCK_OPS_TOKEN": "t0ken", "GLOPAL_API_KEY": "k3y", "SHIP_KEY": "sh1p", "GUID": "gu1d",
    ]

    static func read(_ name: String, _ resolution: Resolution? = nil) throws -> ReadResult {
        let values = Resolution.values(environment: environment) { path in
            try #require(path == "/run/secrets/globale-guid" ? "file-guid\n" : nil)
        }
        let text = try Fixtures.text("good/\(name).yaml")
        return Declarations.reader.read(text, file: "\(name).yaml", resolving: resolution ?? values)
    }

    @Test("the documented sample is right without a word of complaint", arguments: ["sample", "traps"])
    func silence(name: String) throws {
        #expect(try Self.read(name).diagnostics.map(\.rendered) == [])
        #expect(try Self.read(name, Resolution.none).diagnostics.map(\.rendered) == [])
    }

    @Test("an unanswered call gets a minute or three time limits to take effect, or what is set")
    func settlingTime() throws {
        var gateway = GatewayConfiguration(timeLimit: .seconds(30))
        #expect(gateway.settlingTime == .seconds(90))
        gateway.retry.settling = .milliseconds(20)
        #expect(gateway.settlingTime == .milliseconds(20))
        #expect(try #require(Self.read("traps").configuration).gateway.settlingTime == .seconds(300))
    }

    @Test("the gateway's part is read with its tokens")
    func gateway() throws {
        let gateway = try #require(Self.read("sample").configuration).gateway

        #expect(gateway.host == "127.0.0.1")
        #expect(gateway.port == 8080)
        #expect(gateway.journal == "sqlite:data/crossdock.db")
        #expect(gateway.bodyLimit == 32 * 1_048_576)
        #expect(gateway.timeLimit == .seconds(10))
        #expect(gateway.retry == GatewayConfiguration.Retry(first: .seconds(1), max: .seconds(300), attempts: 600))
        #expect(gateway.settlingTime == .seconds(60))
        let token = try #require(gateway.tokens.first)
        #expect(token.name == "ops")
        #expect(token.role == .operator)
        #expect(token.secret == Secret("t0ken"))
        #expect(token.place == Place(line: 7, column: 7))
    }

    @Test("settings are read after the declaration, defaults filled in")
    func settings() throws {
        let configuration = try #require(Self.read("sample").configuration)

        #expect(configuration.adapters.map(\.id) == ["glopal-eu", "globale", "glopal-shipping", "oms"])
        let glopal = try #require(configuration.adapter("glopal-eu"))
        #expect(glopal.type == "glopal-orders")
        #expect(glopal.place == Place(line: 12, column: 3))
        #expect(glopal.settings.string("endpoint") == "http://127.0.0.1:9101")
        #expect(glopal.settings.secret("api_key") == Secret("k3y"))
        #expect(glopal.settings.strings("events") == ["order.ready", "order.cancelled"])
        #expect(glopal.settings.duration("poll.every") == .seconds(30))
        let globale = try #require(configuration.adapter("globale"))
        #expect(globale.settings.secret("merchant_guid") == Secret("file-guid"))
        #expect(globale.settings.stringMap("status_map").map(\.name) == ["shipped", "cancelled"])
        #expect(globale.settings.stringMap("status_map").map(\.value) == ["1040", "canceled"])
        let oms = try #require(configuration.adapter("oms"))
        #expect(oms.settings.integer("attempts") == 3)
        #expect(oms.settings.boolean("strict") == false)
        #expect(oms.settings.duration("timeout") == .seconds(5))
        #expect(oms.settings.string("mode") == "full")
    }

    @Test("routes are read with conditions, targets and replies")
    func routes() throws {
        let routes = try #require(Self.read("sample").configuration).routes

        #expect(routes.count == 4)
        #expect(routes[0].from == ["glopal-eu", "globale"])
        #expect(routes[0].on == [.orderReady, .orderChanged, .orderCancelled, .refundIssued])
        #expect(routes[0].to == .adapters(["oms"]))
        #expect(routes[1].to == .origin)
        #expect(
            routes[2].when.map(\.test) == [
                .noneOf([Predicate.Operand("US")]), .atLeast(Predicate.Operand("20.00")),
            ])
        #expect(routes[3].reply == RouteConfiguration.Reply(wait: .seconds(4), onTimeout: .accept))
        #expect(routes[3].place.line == 48)
    }

    @Test("tests are read with their expectations")
    func tests() throws {
        let test = try #require(Self.read("sample").configuration?.tests.first)

        #expect(test.name == "a ready order from Glopal reaches the OMS")
        #expect(test.adapter == "glopal-eu")
        #expect(test.fact == "samples/glopal-ready.json")
        #expect(test.routes == ["sales to the OMS"])
        #expect(test.to == ["oms"])
    }

    @Test("a text stays the text that was written")
    func traps() throws {
        let configuration = try #require(Self.read("traps").configuration)

        let settings = try #require(configuration.adapter("oms")).settings
        let labels = settings.stringMap("labels")
        #expect(labels.map(\.name) == ["norway", "yes", "octal", "price", "time", "big", "on", "nil"])
        #expect(labels.map(\.value) == ["NO", "no", "007051", "1.10", "12:30:45", "1e400", "off", "null"])
        #expect(settings.strings("regions") == ["NO", "yes", "0x1F", "2026-01-02"])
        let shop = try #require(configuration.adapter("shop"))
        #expect(!shop.isEnabled)
        #expect(shop.settings.stringMap("status_map").map(\.value) == ["${env:X}", "a$b"])
        #expect(configuration.gateway.host == "::1")
        #expect(configuration.gateway.port == 0)
        #expect(configuration.gateway.bodyLimit == 524_288)
        #expect(configuration.gateway.timeLimit == .milliseconds(2_500))
    }

    @Test("the revision follows the text and nothing else")
    func revision() throws {
        let text = try Fixtures.text("good/sample.yaml")
        let first = Declarations.reader.read(text, file: "a", resolving: .none).configuration?.revision
        let second = Declarations.reader.read(text, file: "b", resolving: .none).configuration?.revision
        let other = Declarations.reader.read(text + "\n", file: "a", resolving: .none).configuration?.revision

        #expect(first?.count == 16)
        #expect(first == second)
        #expect(first != other)
    }

    @Test("a file with a byte order mark and Windows line breaks keeps its places")
    func lineBreaks() throws {
        let text = "\u{FEFF}" + (try Fixtures.text("good/sample.yaml")).replacing("\n", with: "\r\n")

        let result = Declarations.reader.read(text, file: "a", resolving: .none)

        #expect(result.diagnostics.map(\.rendered) == [])
        #expect(result.configuration?.routes.last?.place.line == 48)
    }

    @Test("a hundred routes between twenty adapters are right")
    func hundredRoutes() {
        var text = "version: 1\nadapters:\n"
        for number in 0..<20 {
            text += "  shop-\(number): { type: globale-checkout, settings: "
            text += "{ endpoint: \"https://shop-\(number).example.com\", merchant_guid: \"${env:G}\" } }\n"
        }
        text += "  oms: { type: merchant-oms, settings: { endpoint: \"https://oms.example.com\" } }\nroutes:\n"
        for number in 0..<100 {
            text += "  - name: route \(number)\n    from: shop-\(number % 20)\n"
            text += "    on: [order.ready, order.changed, order.cancelled, refund.issued]\n"
            text += "    when: { ship_to.postal_code: { matches: \"^\(number)\" }, "
            text += "total.customer: { at_least: \(number).50 } }\n"
            text += "    to: oms\n"
        }

        let result = Declarations.reader.read(text, file: "a", resolving: .none)

        #expect(result.diagnostics.filter { $0.severity == .error } == [])
        #expect(result.configuration?.routes.count == 100)
    }
}
