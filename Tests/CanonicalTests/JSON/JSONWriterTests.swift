import Canonical
import Testing

@Suite("Writing JSON")
struct JSONWriterTests {
    private func written(_ body: (inout JSONWriter) throws -> Void) rethrows -> String {
        var writer = JSONWriter(capacity: 0)
        try body(&writer)
        #expect(writer.count == writer.bytes.count)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test("commas stand between values and nowhere else")
    func commas() {
        let text = written { writer in
            writer.object { writer in
                writer.key("a")
                writer.int(1)
                writer.key("b")
                writer.array { writer in
                    writer.bool(true)
                    writer.null()
                    writer.object { _ in }
                    writer.array { _ in }
                    writer.string("x")
                }
                let name = "c\"d"
                writer.key(name)
                writer.raw(Array("{ }".utf8))
                writer.key("e")
                writer.string(nil as String?)
            }
        }
        #expect(text == #"{"a":1,"b":[true,null,{},[],"x"],"c\"d":{ },"e":null}"#)
    }

    @Test("the open and close forms write what the closure forms write")
    func forms() {
        let text = written { writer in
            writer.beginArray()
            writer.beginObject()
            writer.key("k")
            writer.beginArray()
            writer.endArray()
            writer.endObject()
            writer.int(2)
            writer.endArray()
        }
        #expect(text == #"[{"k":[]},2]"#)
    }

    @Test(
        "text is escaped where it must be and nowhere else",
        arguments: [
            ("", #""""#), ("plain", #""plain""#), ("é日😀/", #""é日😀/""#), ("\"", #""\"""#), ("\\", #""\\""#),
            ("\u{8}\u{9}\u{A}\u{C}\u{D}", #""\b\t\n\f\r""#), ("\u{0}\u{1F}", #""\u0000\u001f""#),
            ("\u{7F}", "\"\u{7F}\""),
            ("1234567\"", #""1234567\"""#), ("12345678\n9", #""12345678\n9""#),
        ])
    func escapes(value: String, expected: String) {
        #expect(written { $0.string(value) } == expected)
        let substring = String(("x" + value).dropFirst())
        #expect(written { $0.string(substring) } == expected)
    }

    @Test(
        "a number is written as it is spelled, or plainly if JSON does not know the spelling",
        arguments: [
            ("5.10", "5.10"), ("-0", "-0"), ("1e3", "1e3"), ("-1.5E-2", "-1.5E-2"), ("+5", "5"), ("007", "7"),
            (".5", "0.5"), ("5.", "5"),
            ("-.50", "-0.50"), ("1.e2", "100"), ("00", "0"), ("-007.10", "-7.10"), ("0.10", "0.10"),
        ])
    func numbers(text: String, expected: String) throws {
        let value = try ExactDecimal(text)
        #expect(written { $0.decimal(value) } == expected)
        #expect(written { $0.decimalText(value) } == "\"\(text)\"")
        #expect(try JSONDocument.parse(Array(expected.utf8)).root.decimalValue == value)
    }

    @Test("numbers of every length are written", arguments: [0, 1, 9, 10, -1, Int.max, Int.min])
    func integers(value: Int) {
        #expect(written { $0.int(value) } == String(value))
        #expect(written { $0.decimalText(ExactDecimal(value)) } == "\"\(value)\"")
    }

    @Test("a value of a document and a kept piece are written as they stand")
    func raw() throws {
        let document = try JSONDocument.parse(Array(#"{"a": [1,  2.50]}"#.utf8))
        let node = try #require(document.root["a"])
        let text = written { writer in
            writer.array { writer in
                writer.raw(node)
                writer.raw(JSONText(node))
                writer.raw(document.bytes[6..<16])
            }
        }
        #expect(text == "[[1,  2.50],[1,  2.50],[1,  2.50]]")
    }

    @Test("what a closure throws comes out as it is")
    func errors() {
        var writer = JSONWriter()
        #expect(throws: ArithmeticFailure.overflow) {
            try writer.object { (_) throws(ArithmeticFailure) in throw .overflow }
        }
    }

    @Test("a generated document that is read and written again has the same values")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 6)
        var writer = JSONWriter()
        for _ in 0..<300 {
            let text = GeneratedJSON.text(depth: 4, using: &generator)
            let document = try JSONDocument.parse(Array(text.utf8))
            writer.removeAll()
            write(document.root, to: &writer)
            let copy = try JSONDocument.parse(writer.bytes)
            expectSame(document.root, copy.root)
            var again = JSONWriter()
            write(copy.root, to: &again)
            #expect(again.bytes == writer.bytes)
        }
    }

    private func write(_ node: JSONNode, to writer: inout JSONWriter) {
        switch node.kind {
        case .object:
            writer.object { writer in
                for (key, value) in node.members {
                    writer.key(key)
                    write(value, to: &writer)
                }
            }
        case .array: writer.array { writer in for element in node.elements { write(element, to: &writer) } }
        case .string: writer.string(node.stringValue)
        case .number: node.decimalValue.map { writer.decimal($0) }
        case .bool: writer.bool(node.boolValue == true)
        case .null: writer.null()
        }
    }

    private func expectSame(_ left: JSONNode, _ right: JSONNode) {
        #expect(left.kind == right.kind)
        #expect(left.count == right.count)
        #expect(left.key == right.key)
        #expect(left.stringValue == right.stringValue)
        #expect(left.numberSpelling == right.numberSpelling)
        #expect(left.boolValue == right.boolValue)
        for (one, other) in zip(left.members, right.members) { expectSame(one.value, other.value) }
        for (one, other) in zip(left.elements, right.elements) { expectSame(one, other) }
    }
}
