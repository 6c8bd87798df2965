import Canonical
import Testing

@Suite("A value of a JSON document")
struct JSONNodeTests {
    private let text = #"{ "a": 5.10, "b/c~": [true, null, "x\ny\u00e9\ud83d\ude00\/"], "é": {"": -0}, "\u0041b": [] }"#

    private func root() throws -> JSONNode { try JSONDocument.parse(Array(text.utf8)).root }

    @Test("members and elements come in document order")
    func order() throws {
        let root = try root()
        #expect(root.members.map { $0.key } == ["a", "b/c~", "é", "Ab"])
        #expect(root.members.map { $0.value.kind } == [.number, .array, .object, .array])
        #expect(root["b/c~"]?.elements.map { $0.kind } == [.bool, .null, .string])
        #expect(root.count == 4)
        #expect(root["b/c~"]?.count == 3)
        #expect(root["a"]?.count == 0)
        #expect(root["Ab"]?.elements.isEmpty == true)
    }

    @Test("scalars give their value and nothing else")
    func scalars() throws {
        let root = try root()
        let number = try #require(root["a"])
        #expect(number.numberSpelling == "5.10")
        #expect(number.decimalValue?.description == "5.10")
        #expect(number.stringValue == nil && number.boolValue == nil && !number.isNull)
        let elements = try #require(root["b/c~"])
        #expect(elements[0]?.boolValue == true)
        #expect(elements[1]?.isNull == true)
        #expect(elements[2]?.stringValue == "x\ny\u{E9}\u{1F600}/")
        #expect(elements[3] == nil && elements[-1] == nil && root[0] == nil)
        #expect(root["é"]?[""]?.numberSpelling == "-0")
        #expect(root["missing"] == nil && number["a"] == nil)
        #expect(number.members.map { $0.key }.isEmpty && root.elements.map { $0.kind }.isEmpty)
    }

    @Test("a value knows its bytes, its place and its key")
    func places() throws {
        let root = try root()
        let bytes = Array(text.utf8)
        #expect(root.range == bytes.indices)
        #expect(root["a"]?.range == 7..<11)
        #expect(root["a"]?.key == "a" && root.key == nil)
        #expect(try Array(#require(root["Ab"]?.rawBytes)) == Array("[]".utf8))
        for (_, value) in root.members { #expect(Array(bytes[value.range]) == Array(value.rawBytes)) }
    }

    @Test("a value is found by the pointer that it gives")
    func pointers() throws {
        let document = try JSONDocument.parse(Array(text.utf8))
        func check(_ node: JSONNode) throws {
            #expect(document.node(at: node.pointer)?.range == node.range)
            #expect(try JSONPointer(parsing: node.pointer.description) == node.pointer)
            for (_, value) in node.members { try check(value) }
            for value in node.elements { try check(value) }
        }
        try check(document.root)
        #expect(document.root["b/c~"]?[2]?.pointer.description == "/b~1c~0/2")
        #expect(document.root["é"]?[""]?.pointer.description == "/é/")
        #expect(try document.node(at: JSONPointer(parsing: "/b~1c~0/03")) == nil)
        #expect(try document.node(at: JSONPointer(parsing: "/b~1c~0/-")) == nil)
        #expect(try document.node(at: JSONPointer(parsing: "/a/0")) == nil)
    }

    @Test(
        "a pointer that is none is refused",
        arguments: [("a", JSONPointerSyntaxError.slashMissing), ("/~", .invalidEscape), ("/~2", .invalidEscape)])
    func badPointers(text: String, expected: JSONPointerSyntaxError) {
        #expect(throws: expected) { try JSONPointer(parsing: text) }
    }

    @Test("pointers grow by keys and positions and shrink to their container")
    func pointerSteps() {
        let pointer = JSONPointer.root.appending("lines").appending(2).appending("a/b")
        #expect(pointer.description == "/lines/2/a~1b")
        #expect(pointer.parent == JSONPointer(["lines", "2"]))
        #expect(JSONPointer.root.parent == nil && JSONPointer.root.isRoot)
    }

    @Test("a kept piece of JSON is equal by its bytes and prints none of them")
    func pieces() throws {
        let piece = try JSONText(validating: Array(#"{"a": 1}"#.utf8))
        #expect(piece.document.root["a"]?.decimalValue == 1)
        #expect(
            try JSONText(JSONDocument.parse(Array(#"[{"a": 1}]"#.utf8)).root.elements.first { _ in true } ?? root())
                == piece)
        #expect(piece.description == "JSON of 8 bytes" && "\(piece)" == String(reflecting: piece))
        #expect(throws: JSONSyntaxError.self) { try JSONText(validating: Array("{".utf8)) }
    }
}
