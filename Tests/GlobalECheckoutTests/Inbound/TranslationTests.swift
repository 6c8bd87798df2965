import AdapterKit
import AdapterTesting
import Canonical
import Foundation
import Testing

@testable import GlobalECheckout

@Suite("Translation of notifications")
struct TranslationTests {
    static let samples: [(path: String, fixture: String)] = [
        ("order", "order-sample-1"), ("order", "order-sample-2"), ("order", "order-replacement"),
        ("order", "order-edited"), ("order-status", "order-status-minimal"), ("order-status", "order-status-full"),
        ("order-payment", "order-payment"), ("order-shipping-info", "order-shipping-info"),
        ("order-refund", "order-refund"), ("parcel-dispatch", "parcel-dispatch"),
        ("required-documents", "required-documents"), ("restricted-products", "restricted-products"),
    ]
    static let orders = ["order-sample-1", "order-sample-2", "order-replacement", "order-edited"]

    /// With `CROSSDOCK_RECORD=1` in the environment the files are written anew; `git diff` then shows what changed.
    @Test("a notification becomes exactly the expected facts", arguments: samples)
    func exact(_ path: String, _ fixture: String) throws {
        let reasons = Settings.Value.map([("1010", .string("customer-request"))])
        let facts = GlobalE.json(
            try GlobalE.facts(path, GlobalE.bytes("\(fixture).json"), ["reasons": reasons]))

        if ProcessInfo.processInfo.environment["CROSSDOCK_RECORD"] == "1" {
            let root = (0..<4).reduce(URL(filePath: #filePath)) { url, _ in url.deletingLastPathComponent() }
            let folder = root.appending(path: "Plugins/GlobalECheckout/Fixtures")
            try Data((facts + "\n").utf8).write(to: folder.appending(path: "\(fixture).expected.json"))
        }
        #expect(facts == (try GlobalE.fixtures.text("\(fixture).expected.json")))
    }

    @Test("the same document comes out again, spelling included", arguments: orders + ["order-status-full"])
    func lossless(_ fixture: String) throws {
        let path = fixture.hasPrefix("order-status") ? "order-status" : "order"
        let bytes = try GlobalE.bytes("\(fixture).json")
        let guid = Secret(try JSONDocument.parse(bytes).root["MerchantGUID"]?.stringValue ?? GlobalE.guid)
        let order = GlobalE.order(after: try GlobalE.facts(path, bytes, ["merchant_guid": .secret(guid)]))

        let written = try #require(GlobalEOrderDocument(adapter: "globale", merchantGUID: guid).written(order))

        #expect(try GlobalE.compact(written) == GlobalE.compact(bytes))
    }

    @Test("every leaf of a notification is read or in the residue", arguments: samples)
    func complete(_ path: String, _ fixture: String) throws {
        let bytes = try GlobalE.bytes("\(fixture).json")
        let facts = try GlobalE.facts(path, bytes)
        guard !facts.isEmpty else { return }
        let kept = facts.flatMap { $0.content.residue + ($0.content.order?.residue ?? []) }.map(\.pointer)
        let text = GlobalE.json(facts).lowercased()

        for leaf in Self.leaves(try JSONDocument.parse(bytes).root)
        where !kept.contains(where: { leaf.pointer.description.hasPrefix($0) }) {
            // A truth spelled as a word is one in the order, whatever the word was.
            guard let value = leaf.stringValue ?? leaf.numberSpelling, leaf.looseBool == nil else { continue }
            let secrets = GlobalEAssumptions.neverKept + (value.lowercased() == GlobalE.guid ? ["MerchantGUID"] : [])
            let isSecret = secrets.contains { leaf.pointer.description.hasSuffix($0) }
            let forms = [value, GlobalEFormCoding.decoded(value, .form), GlobalEFormCoding.decoded(value, .phone)]
            let isThere = forms.contains { form in
                let quoted = String(decoding: GlobalEJSON.quoted(form).dropFirst().dropLast(), as: UTF8.self)
                return text.contains(quoted.lowercased())
            }
            #expect(isThere != isSecret, "\(leaf.pointer) is neither read nor kept")
        }
    }

    private static func leaves(_ node: JSONNode) -> [JSONNode] {
        switch node.kind {
        case .object: node.members.flatMap { leaves($0.value) }
        case .array: node.elements.flatMap { leaves($0) }
        default: [node]
        }
    }

    @Test("the customer's money balances, or the difference has a name", arguments: orders)
    func balance(_ fixture: String) throws {
        let order = try GlobalE.order("\(fixture).json")

        #expect(order.check() == [])
        let stated = try #require(order.totals.stated.grand.customer?.money)
        let computed = try #require(order.totals.computed.grand.customer?.money)
        let named = order.totals.differences.filter { $0.role == .customer }
        #expect(stated == computed || named.count == 1)
    }
}
