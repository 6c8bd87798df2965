import Canonical
import Testing

@Suite("The residue of a reading")
struct JSONResidueTests {
    private func residue(
        _ text: String, _ dialect: JSONDialect = .strict, _ read: (JSONReader) throws -> Void
    ) throws -> [String] {
        let session = try JSONReading(JSONDocument.parse(Array(text.utf8)), dialect: dialect)
        try read(session.root)
        return session.residue().map { "\($0.pointer)=\(String(decoding: $0.raw, as: UTF8.self))" }
    }

    @Test("a document that nobody looked at is residue as a whole")
    func untouched() throws {
        #expect(try residue(#"{"a":1}"#) { _ in } == [#"={"a":1}"#])
        #expect(try residue(#"{"a":1}"#) { _ = $0.kind } == [#"={"a":1}"#])
    }

    @Test("what was not read comes back in the largest pieces, spelled as it was")
    func pieces() throws {
        let text = #"{"a":1.50,"b":{"c":[1, 2],"d":"x"},"e":[{"f":1,"g":2},{"f":3,"h":{"i":[]}}],"j/k":"\u0041"}"#
        let rest = try residue(text) { root in
            _ = try root.decimal("a")
            _ = try root.object("b").string("d")
            for element in try root.array("e") { _ = try element.int("f") }
        }
        #expect(rest == ["/b/c=[1, 2]", "/e/0/g=2", #"/e/1/h={"i":[]}"#, #"/j~1k="\u0041""#])
    }

    @Test("a null that was only asked for stays residue")
    func nulls() throws {
        let text = #"{"a":null,"b":null,"c":null,"d":null}"#
        let rest = try residue(text) { root in
            _ = try root.optionalString("a")
            _ = root.presence("b")
            _ = try root.raw("c")
            root.markRead("d")
        }
        #expect(rest == ["/a=null", "/b=null"])
        #expect(
            try residue(#"{"a":null}"#, JSONDialect(nullMeansAbsent: true)) { _ = try $0.optionalInt("a") } == [
                "/a=null"
            ])
    }

    @Test("asking for presence or keys reads no value")
    func presence() throws {
        #expect(try residue(#"{"a":1}"#) { _ = $0.presence("a") } == ["/a=1"])
        #expect(try residue(#"{"a":1}"#) { _ = $0.keys } == ["/a=1"])
    }

    @Test("an empty container that was opened is read")
    func emptyContainers() throws {
        #expect(try residue("{}") { try $0.asObject() } == [])
        #expect(try residue(#"{"a":[],"b":{}}"#) { _ = try ($0.array("a"), $0.object("b")) } == [])
        #expect(try residue(#"{"a":[],"b":{}}"#) { _ = try $0.array("a") } == ["/b={}"])
    }

    @Test("a value that failed to be read is residue")
    func failures() throws {
        let rest = try residue(#"{"a":"x","b":1.5,"c":{"d":1}}"#) { root in
            _ = try? root.decimal("a")
            _ = try? root.array("c")
        }
        #expect(rest == [#"/a="x""#, "/b=1.5", #"/c={"d":1}"#])
    }

    @Test("bytes taken raw, marked or visited are counted as what was done with them")
    func wholes() throws {
        let text = #"{"a":{"b":[1,{"c":null}]},"d":[1,2],"e":{"f":1,"g":2}}"#
        var raw: [UInt8] = []
        let rest = try residue(text) { root in
            raw = try root.raw("a")
            root.member("d")?.markRead()
            try root.object("e").forEachMember { (key, value) throws(JSONReadError) in
                if key == "g" { _ = try value.asInt() }
            }
        }
        #expect(raw == Array(#"{"b":[1,{"c":null}]}"#.utf8))
        #expect(rest == ["/e/f=1"])
    }

    @Test("elements keep their positions when some are read, some are opened and some are neither")
    func positions() throws {
        let rest = try residue(#"[1,[2,{"a":[3,4]},5],6,[],{"b":[7,8,9]}]"#) { root in
            let elements = Array(try root.asArray())
            _ = try elements[0].asInt()
            let inner = Array(try elements[1].asArray())
            _ = try inner[1].array("a").first?.asInt()
            _ = try elements[4].array("b")
        }
        #expect(rest == ["/1/0=2", "/1/1/a/1=4", "/1/2=5", "/2=6", "/3=[]", "/4/b/0=7", "/4/b/1=8", "/4/b/2=9"])
    }

    @Test("read leaves and residue together are all leaves of a generated document")
    func complete() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<200 {
            let text = GeneratedJSON.text(depth: 4, using: &generator)
            let document = try JSONDocument.parse(Array(text.utf8))
            let session = JSONReading(document)
            var read: Set<String> = []
            readHalf(of: session.root, &read, &generator)
            var leaves = Set(leaves(of: document.root))
            for part in session.residue() {
                #expect(document.node(at: part.pointer)?.rawBytes == part.raw)
                for leaf in self.leaves(of: part.text.document.root) {
                    #expect(leaves.remove("\(part.pointer)\(leaf)") != nil)
                }
            }
            #expect(leaves == read)
        }
    }

    private func readHalf(of reader: JSONReader, _ read: inout Set<String>, _ generator: inout SeededGenerator) {
        guard Bool.random(using: &generator) else { return }
        switch reader.kind {
        case .object:
            if reader.count == 0 { read.insert(reader.pointer.description) }
            for key in reader.keys { reader.member(key).map { readHalf(of: $0, &read, &generator) } }
        case .array:
            guard let elements = try? reader.asArray() else { return }
            if elements.isEmpty { read.insert(reader.pointer.description) }
            for element in elements { readHalf(of: element, &read, &generator) }
        default:
            reader.markRead()
            read.insert(reader.pointer.description)
        }
    }

    private func leaves(of node: JSONNode) -> [String] {
        guard node.count > 0 else { return [node.pointer.description] }
        return node.members.flatMap { leaves(of: $0.value) } + node.elements.flatMap { leaves(of: $0) }
    }
}
