import AdapterKit
import AdapterTesting
import Canonical
import Testing

@testable import GlopalOrders

@Suite("Translation of order details")
struct TranslationTests {
    static let expected: [(fixture: String, base: String?)] = [
        ("ready-eur", "USD"), ("received-jpy", "USD"), ("ready-kwd", "EUR"), ("cancelled", nil), ("accepted", nil),
        ("returned-alphanumeric", nil), ("completed-refunded", "USD"), ("romanized-not-latin1", nil), ("on-hold", nil),
    ]

    @Test("order details become exactly the expected facts", arguments: expected)
    func exact(_ fixture: String, _ base: String?) throws {
        let adapter = try Glopal.adapter(base.map { ["base_currency": .string($0)] } ?? [:])

        let facts = try adapter.translate(document: Glopal.bytes("\(fixture).json"))

        #expect(Glopal.json(facts) == (try Glopal.fixtures.text("\(fixture).expected.json")))
    }

    @Test("every leaf of the details is read or in the residue", arguments: expected)
    func complete(_ fixture: String, _ base: String?) throws {
        let bytes = try Glopal.bytes("\(fixture).json")
        let details = try Glopal.adapter().translator.read(bytes)
        let document = try JSONDocument.parse(bytes)

        // What is kept word for word stands in the residue; all other leaves have to show up in the canonical form.
        let kept = details.order.residue.map(\.pointer)
        let canonical = Glopal.json(try details.facts(about: nil))
        for leaf in leaves(document.root) where !kept.contains(where: { leaf.pointer.description.hasPrefix($0) }) {
            guard let text = leaf.stringValue ?? leaf.numberSpelling, !["CANCELLED", "AUTHORIZED"].contains(text) else {
                continue
            }
            let isKnownCode = GlopalAssumptions.paymentStates[text] != nil
            #expect(isKnownCode || canonical.contains(text), "\(leaf.pointer) is neither read nor kept")
        }
    }

    @Test("an order whose parts add up breaks no invariant", arguments: ["ready-eur", "received-jpy", "ready-kwd"])
    func invariants(_ fixture: String) throws {
        let base = fixture == "ready-kwd" ? "EUR" : "USD"

        let order = try Glopal.order("\(fixture).json", ["base_currency": .string(base)])

        #expect(order.check() == [])
    }

    @Test("the amounts of the cart transfer stay in the residue, for they are in another currency")
    func cartTransfer() throws {
        let order = try Glopal.order("ready-eur.json")

        let cart = try #require(order.residue.first { $0.pointer == "/cart_transfer" })
        #expect(String(decoding: cart.value.bytes, as: UTF8.self).contains("\"regular_price\": 25"))
    }

    @Test("an unknown status is kept as the provider spells it")
    func unknownStatus() throws {
        let facts = try Glopal.adapter().translate(document: Glopal.bytes("on-hold.json"))

        #expect(facts.map(\.kind) == [.orderStatus])
        #expect(facts.first?.content.status == "ON_HOLD")
        #expect(facts.first?.duplicateKey == "410001-200013:ON_HOLD")
    }

    @Test("an unknown reason, initiator and member are tolerated and kept")
    func unknownCodes() throws {
        let cancelled = try Glopal.adapter().translate(document: Glopal.bytes("cancelled.json"))
        let refunded = try Glopal.adapter().translate(document: Glopal.bytes("completed-refunded.json"))

        #expect(cancelled.first?.content.cancellation?.reason == "velocity_check")
        #expect(cancelled.first?.content.order?.residue.contains { $0.pointer == "/cancellation/score" } == true)
        #expect(refunded.last?.content.refund?.initiator == .unknown("chargeback_desk"))
    }

    @Test("a test order is held by a live store, and taken by one that takes both")
    func environment() throws {
        let bytes = try Glopal.bytes("test-environment.json")

        #expect(throws: TranslationProblem.self) { try Glopal.adapter().translate(document: bytes) }
        let facts = try Glopal.adapter(["environment": .string("both")]).translate(document: bytes)
        #expect(facts.first?.content.order?.environment == .known(.test))
        do {
            _ = try Glopal.adapter().translate(document: bytes)
        } catch let problem as TranslationProblem {
            #expect(problem.code == "glopal.environment")
            #expect(problem.pointer == "/environment")
        }
    }

    @Test(
        "what is indispensable and missing is named by its pointer",
        arguments: [
            (#"{"status":"READY","currency":"EUR"}"#, "/id"), (#"{"id":"1-1","currency":"EUR"}"#, "/status"),
            (#"{"id":"1-1","status":"READY"}"#, "/currency"),
            (#"{"id":"1-1","status":"READY","currency":"eur"}"#, "/currency"),
            (#"{"id":"1-1","status":"READY","currency":"EUR","items":[{"quantity":0}]}"#, "/items/0/quantity"),
            (
                #"{"id":"1-1","status":"READY","currency":"EUR","items":[{"quantity":1,"unit_price":"ten"}]}"#,
                "/items/0/unit_price"
            ),
        ])
    func problems(_ json: String, _ pointer: String) throws {
        do {
            _ = try Glopal.adapter().translate(document: Array(json.utf8))
            Issue.record("nothing was refused")
        } catch let problem as TranslationProblem {
            #expect(problem.pointer == pointer)
        }
    }

    @Test("a language that is rendered as an object stays in the residue")
    func languageArtefact() throws {
        let json = #"{"id":"1-1","status":"READY","currency":"EUR","language":{"0":"fr","1":"fr-FR"}}"#

        let facts = try Glopal.adapter().translate(document: Array(json.utf8))

        #expect(facts.first?.content.order?.origin.locale == nil)
        #expect(facts.first?.content.order?.residue.map(\.pointer) == ["/language"])
    }

    private func leaves(_ node: JSONNode) -> [JSONNode] {
        switch node.kind {
        case .object: node.members.flatMap { leaves($0.value) }
        case .array: node.elements.flatMap { leaves($0) }
        default: [node]
        }
    }
}
