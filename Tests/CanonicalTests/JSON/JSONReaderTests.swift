import Canonical
import Testing

@Suite("Reading a JSON document")
struct JSONReaderTests {
    private func root(_ text: String, _ dialect: JSONDialect = .strict) throws -> JSONReader {
        try JSONReading(JSONDocument.parse(Array(text.utf8)), dialect: dialect).root
    }

    private let order =
        #"{"id":"A-1","total":19.90,"lines":[{"sku":"x","qty":2},{"sku":"y","qty":1}],"gift":true,"note":null}"#

    @Test("values are read by kind, in any order")
    func values() throws {
        let reader = try root(order)
        #expect(try reader.bool("gift"))
        #expect(try reader.string("id") == "A-1")
        #expect(try reader.decimal("total").description == "19.90")
        #expect(try reader.array("lines").map { (line) throws(JSONReadError) in try line.int("qty") } == [2, 1])
        #expect(try reader.array("lines").first?.string("sku") == "x")
        #expect(try reader.optionalString("note") == nil)
        #expect(try reader.optionalString("absent") == nil)
        #expect(try reader.string("id") == "A-1")
        #expect(reader.keys == ["id", "total", "lines", "gift", "note"])
    }

    @Test("absent, null and a value are three things")
    func presence() throws {
        let reader = try root(order)
        #expect(reader.presence("absent") == .absent)
        #expect(reader.presence("note") == .null)
        #expect(reader.presence("id") == .value)
        #expect(try root(order, JSONDialect(nullMeansAbsent: true)).presence("note") == .absent)
    }

    private static let failures:
        [(String, JSONReadError.Code, String, @Sendable (JSONReader) throws(JSONReadError) -> Void)] = [
            ("a missing text", .missing, "/a/x", { r throws(JSONReadError) in _ = try r.object("a").string("x") }),
            ("a null text", .null, "/n", { r throws(JSONReadError) in _ = try r.string("n") }),
            ("a number for text", .wrongType, "/d", { r throws(JSONReadError) in _ = try r.string("d") }),
            ("text for a number", .wrongType, "/t", { r throws(JSONReadError) in _ = try r.decimal("t") }),
            (
                "text for an optional number", .wrongType, "/t",
                { r throws(JSONReadError) in _ = try r.optionalDecimal("t") }
            ),
            ("a fraction for a whole number", .badNumber, "/d", { r throws(JSONReadError) in _ = try r.int("d") }),
            (
                "a number beyond 64 bits", .badNumber, "/l/0",
                { r throws(JSONReadError) in _ = try r.array("l").first?.asInt() }
            ),
            (
                "a number of 39 digits", .badNumber, "/l/1",
                { r throws(JSONReadError) in for e in try r.array("l") { _ = try e.asDecimal() } }
            ),
            ("one for true", .wrongType, "/one", { r throws(JSONReadError) in _ = try r.bool("one") }),
            ("an array for an object", .wrongType, "/l", { r throws(JSONReadError) in _ = try r.object("l") }),
            ("an object for an array", .wrongType, "/a", { r throws(JSONReadError) in _ = try r.optionalArray("a") }),
            ("a key of a scalar", .wrongType, "/t", { r throws(JSONReadError) in _ = try r.member("t")?.string("x") }),
            (
                "an optional key of a scalar", .wrongType, "/t",
                { r throws(JSONReadError) in _ = try r.member("t")?.optionalInt("x") }
            ),
            ("a missing object", .missing, "/z", { r throws(JSONReadError) in _ = try r.object("z") }),
            ("a null array", .null, "/n", { r throws(JSONReadError) in _ = try r.array("n") }),
            ("missing bytes", .missing, "/z", { r throws(JSONReadError) in _ = try r.raw("z") }),
            (
                "members of an array", .wrongType, "/l",
                { r throws(JSONReadError) in try r.member("l")?.forEachMember { _, _ in } }
            ),
        ]

    @Test("what cannot be read is named by code and pointer", arguments: failures.indices)
    func failure(index: Int) throws {
        let (_, code, pointer, read) = Self.failures[index]
        let reader = try root(
            #"{"a":{},"n":null,"d":1.5,"t":"secret","one":1,"l":[9223372036854775808,100000000000000000000000000000000000000]}"#
        )
        let error = try #require(throws: JSONReadError.self) { try read(reader) }
        #expect(error.code == code)
        #expect(error.pointer.description == pointer)
        #expect(!error.description.contains("secret"))
    }

    @Test("an error has the offset of the value, or of the container that lacks it")
    func offsets() throws {
        let reader = try root(#"{"a": {"b": 1}}"#)
        #expect(throws: JSONReadError.self) { try reader.string("a") }
        let wrong = try #require(throws: JSONReadError.self) { try reader.string("a") }
        #expect(wrong.offset == 6)
        let missing = try #require(throws: JSONReadError.self) { try reader.object("a").string("c") }
        #expect(missing.offset == 6)
        let own = reader.fail(.badValue, at: "a", "too small")
        #expect(own == JSONReadError(code: .badValue, pointer: JSONPointer(["a"]), message: "too small", offset: 6))
        #expect(own.description == "/a (byte 6): too small")
        #expect(reader.fail(.badValue, "bad").description == "the document (byte 0): bad")
        #expect(reader.fail(.missing, at: "z", "needed").pointer.description == "/z")
    }

    @Test(
        "whole numbers are read from every spelling that is whole",
        arguments: [
            ("2", 2), ("2.0", 2), ("-7", -7), ("2e3", 2_000), ("-0", 0), ("9223372036854775807", Int.max),
            ("-9223372036854775808", Int.min),
        ])
    func wholeNumbers(text: String, expected: Int) throws {
        #expect(try root(#"{"n":\#(text)}"#).int("n") == expected)
    }

    @Test("a cursor on a scalar reads it")
    func scalars() throws {
        let reader = try root(#"["t",1.50,3,false,null,{"a":1},[2]]"#)
        let elements = Array(try reader.asArray())
        #expect(try elements[0].asString() == "t")
        #expect(try elements[1].asDecimal().description == "1.50")
        #expect(try elements[2].asInt() == 3)
        #expect(try !elements[3].asBool())
        #expect(elements[4].kind == .null)
        #expect(try elements[5].asObject().int("a") == 1)
        #expect(try elements[6].asArray().count == 1)
        #expect(elements[5].pointer.description == "/5")
    }

    @Test("a liberty is taken only if the dialect names it")
    func dialects() throws {
        let text = #"{"Id":7051,"price":"12.50","qty":"3","paid":"1","open":0,"esc":"1\u0030.5","bad":"x","none":null}"#
        let strict = try root(text)
        #expect(throws: JSONReadError.self) { try strict.int("id") }
        #expect(throws: JSONReadError.self) { try strict.decimal("price") }
        #expect(throws: JSONReadError.self) { try strict.string("Id") }
        #expect(throws: JSONReadError.self) { try strict.bool("open") }
        let free = try root(
            text,
            JSONDialect(
                keysAreCaseInsensitive: true, numbersMayBeText: true, textMayBeNumber: true, nullMeansAbsent: true,
                booleansMayBeZeroOrOne: true))
        #expect(try free.string("iD") == "7051")
        #expect(try free.decimal("PRICE").description == "12.50")
        #expect(try free.int("qty") == 3)
        #expect(try free.bool("Paid"))
        #expect(try !free.bool("open"))
        #expect(try free.decimal("esc").description == "10.5")
        #expect(try #require(throws: JSONReadError.self) { try free.decimal("bad") }.code == .badNumber)
        #expect(try #require(throws: JSONReadError.self) { try free.bool("bad") }.code == .badValue)
        #expect(try #require(throws: JSONReadError.self) { try free.string("none") }.code == .missing)
    }

    @Test("an exact key goes before one that differs in case, whatever was read before")
    func exactKeyFirst() throws {
        let reader = try root(#"{"ID":1,"x":0,"id":2,"\u0049d":3}"#, JSONDialect(keysAreCaseInsensitive: true))
        for _ in 0..<2 {
            #expect(try reader.int("id") == 2)
            #expect(try reader.int("Id") == 3)
            #expect(try reader.int("ID") == 1)
            #expect(try reader.int("iD") == 1)
        }
        #expect(try reader.int("X") == 0)
    }

    @Test("keys of every length are found and told from their neighbours")
    func keyLengths() throws {
        let keys =
            (0...40).map { String(repeating: "k", count: $0) }
            + (0...40).map { String(repeating: "k", count: $0) + "é" }
        let members = keys.enumerated().map { "\"\($0.element)\":\($0.offset)" }.joined(separator: ",")
        let reader = try root("{\(members)}")
        for (position, key) in keys.enumerated().reversed() { #expect(try reader.int(key) == position) }
        for (position, key) in keys.enumerated() { #expect(try reader.int(key) == position) }
        #expect(reader.presence("K") == .absent)
    }
}
