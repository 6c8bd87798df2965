import AdapterKit
import Canonical
import Testing

@testable import GlobalECheckout

@Suite("What Global-e may spell in several ways")
struct ToleranceTests {
    @Test(
        "documents that differ in every tolerated way give the same order", arguments: TranslationTests.orders)
    func generated(_ fixture: String) throws {
        let document = try JSONDocument.parse(GlobalE.bytes("\(fixture).json"))
        let side = fixture == "order-sample-1" ? "secondary" : "primary"
        let expected = try Self.comparable(GlobalE.order("\(fixture).json"))

        for seed in 1...60 {
            var variation = Variation(seed: UInt64(seed), side: side)
            let bytes = variation.document(document.root)
            let order = try Self.comparable(GlobalE.order(after: GlobalE.facts("order", bytes)))
            #expect(order == expected, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
            guard order == expected else { return }
        }
    }

    @Test("a varied document comes out again as it was, too", arguments: TranslationTests.orders)
    func losslessVariations(_ fixture: String) throws {
        let document = try JSONDocument.parse(GlobalE.bytes("\(fixture).json"))
        let side = fixture == "order-sample-1" ? "secondary" : "primary"
        for seed in 1...20 {
            var variation = Variation(seed: UInt64(seed), side: side)
            let bytes = variation.document(document.root)
            let order = GlobalE.order(after: try GlobalE.facts("order", bytes))

            let written = try #require(self.document(order))

            #expect(try GlobalE.compact(written) == GlobalE.compact(bytes), "seed \(seed)")
        }
    }

    private func document(_ order: Order) -> [UInt8]? {
        GlobalEOrderDocument(adapter: "globale", merchantGUID: Secret(GlobalE.guid)).written(order)
    }

    /// An order without what only keeps the spelling.
    private static func comparable(_ order: Order) -> Order {
        var order = order
        order.residue = []
        order.extensions.removeAll { $0.name == GlobalEForm.name }
        return order
    }

    @Test(
        "form-encoded texts are decoded, others are taken as they are, and nothing throws",
        arguments: [
            ("12+E+11th+St", "12 E 11th St"), ("Amishav%2024", "Amishav 24"), ("100%", "100%"), ("%zz+1", "%zz+1"),
            ("a%C3%A9", "aé"), ("a%c3", "a%c3"), ("+ 44 (0)808 258 0300", "+ 44 (0)808 258 0300"), ("", ""),
        ])
    func forms(_ text: String, _ expected: String) {
        #expect(GlobalEFormCoding.decoded(text, .form) == expected)
    }

    @Test("the plus of a telephone number stays")
    func phones() {
        #expect(GlobalEFormCoding.decoded("+442012345", .phone) == "+442012345")
        #expect(GlobalEFormCoding.decoded("%2b44+20", .phone) == "+44 20")
        #expect(GlobalEFormCoding.decoded("A+B", .code) == "A+B")
        #expect(GlobalEFormCoding.decoded("A%2fB", .code) == "A/B")
    }

    @Test("URL parameters are parsed a second time, and kept raw when malformed")
    func parameters() throws {
        let good = GlobalEURLParameters.read(#"[{"Key":"associateOrder","Value":"false"},{"key":"n","value":3}]"#)

        #expect(good.map { String(decoding: $0.bytes, as: UTF8.self) } == #"{"associateOrder":"false","n":3}"#)
        #expect(GlobalEURLParameters.read(#"[{"Key":"associateOrder","Value":"false"}}]"#) == nil)
        let order = try GlobalE.order("order-sample-2.json")
        #expect(order.residue.contains { $0.pointer == "/UrlParameters" })
    }

    @Test(
        "moments without a zone, unpadded and empty ones",
        arguments: [
            ("2024-05-29T12:33:08.443", "2024-05-29T12:33:08.443Z"), ("2030-3-31", "2030-03-31T00:00:00Z"),
            ("1900-01-01T00:00:00Z", nil), ("24.02", nil), ("", nil),
        ] as [(String, String?)])
    func moments(_ text: String, _ expected: String?) {
        #expect(GlobalEMoment.read(text)?.rfc3339 == expected)
    }
}

/// A document spelled in another way that means the same, made from a seed.
private struct Variation {
    private var state: UInt64
    private let side: String

    init(seed: UInt64, side: String) {
        state = seed &* 0x9E37_79B9_7F4A_7C15
        self.side = side
    }

    private mutating func next(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(limit))
    }

    mutating func document(_ root: JSONNode) -> [UInt8] {
        var writer = JSONWriter()
        let isWrapped = next(below: 4) == 0
        if isWrapped {
            writer.beginObject()
            writer.key("order")
        }
        write(root, within: "", &writer)
        if isWrapped { writer.endObject() }
        return writer.bytes
    }

    private mutating func write(_ node: JSONNode, within parent: String, _ writer: inout JSONWriter) {
        switch node.kind {
        case .object:
            writer.beginObject()
            for member in node.members { write(member.key, member.value, within: parent, &writer) }
            if next(below: 3) == 0 {
                writer.key("BrandNewMember\(next(below: 1_000))")
                writer.raw(Array(#"{"a":[1,null,"x"]}"#.utf8))
            }
            writer.endObject()
        case .array:
            writer.beginArray()
            for element in node.elements { write(element, within: parent, &writer) }
            writer.endArray()
        default: writer.raw(node)
        }
    }

    private mutating func write(
        _ key: String, _ value: JSONNode, within parent: String, _ writer: inout JSONWriter
    ) {
        let spelled = [key, key, key.lowercased(), key.uppercased()][next(below: 4)]
        if value.isNull || value.stringValue == "" {
            let choice = next(below: 3)
            guard choice > 0 else { return }
            writer.key(spelled)
            if choice == 1 { writer.null() } else { writer.string("") }
            return
        }
        writer.key(spelled)
        if let flag = value.boolValue {
            let words = [["0", "1"], ["false", "true"], ["\"0\"", "\"1\""], ["\"False\"", "\"true\""]]
            writer.raw(Array(words[next(below: 4)][flag ? 1 : 0].utf8))
        } else if let number = value.numberSpelling {
            if next(below: 2) == 0 { writer.string(number) } else { writer.raw(value) }
        } else if let text = value.stringValue {
            write(text, key, within: parent, &writer)
        } else {
            write(value, within: key.lowercased(), &writer)
        }
    }

    private mutating func write(
        _ text: String, _ key: String, within parent: String, _ writer: inout JSONWriter
    ) {
        let isCustomers = parent == "\(side)shipping" || parent == "\(side)billing"
        if isCustomers, ["firstname", "lastname", "address1", "city", "email", "zip"].contains(key.lowercased()) {
            let meant = GlobalEFormCoding.decoded(text, .form)
            let encoded = GlobalEFormCoding.encoded(meant, plus: next(below: 2) == 0)
            let isSafe = !meant.contains("+") && !meant.contains("%")
            switch next(below: 3) {
            case 0 where isSafe: writer.string(meant)
            case 1: writer.string(PercentEncoding.encoded(meant))
            default: writer.string(encoded)
            }
        } else if let number = try? ExactDecimal(text), number.description == text, next(below: 2) == 0,
            (try? JSONDocument.parse(Array(text.utf8))) != nil
        {
            writer.raw(Array(text.utf8))
        } else {
            writer.string(text)
        }
    }
}
