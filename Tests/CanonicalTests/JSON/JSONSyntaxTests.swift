import Canonical
import Testing

@Suite("The syntax of JSON")
struct JSONSyntaxTests {
    @Test(
        "valid documents are taken",
        arguments: [
            "null", " true ", "\t\r\nfalse\n", "0", "-0", "-0.0", "1e5", "1E+5", "1.5e-10",
            "123456789012345678901234567890.5",
            "\"\"", "\"a\"", "[]", "[ ]", "{}", "{ }", "[1,2]", "[[],{}]", "{\"a\":1}", "{\"\":0}",
            "{ \"a\" : [ 1 , null ] }",
            "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\u0000\"", "\"\\uD834\\uDD1E\"", "\"\\ud834\\udd1e\"", "\"\u{7F}\"",
            "\"é😀\u{10FFFF}\"",
            "\"\u{FFFF}\"", "\"\u{2028}\"", "{\"a\":{\"a\":{\"a\":{}}}}", "[1,[2,[3]],4]", "\"12345678\"",
            "\"1234567\"", "\"123456789\"",
            "[\"\u{FEFF}\"]", "{\"a\":1,\"A\":2}", "        1        ",
        ])
    func accepted(text: String) throws {
        let document = try JSONDocument.parse(Array(text.utf8))
        #expect(document.bytes == Array(text.utf8))
    }

    @Test(
        "an invalid document is refused at the first wrong byte",
        arguments: [
            ("", JSONSyntaxError.Code.emptyInput, 0), ("  \n", .emptyInput, 3), ("[", .unexpectedEnd, 1),
            ("[1", .unexpectedEnd, 2),
            ("[1,", .unexpectedEnd, 3), ("{", .unexpectedEnd, 1), ("{\"a\"", .unexpectedEnd, 4),
            ("{\"a\":", .unexpectedEnd, 5),
            ("{\"a\":1", .unexpectedEnd, 6), ("\"abc", .unexpectedEnd, 4), ("\"abcdefgh", .unexpectedEnd, 9),
            ("\"\\", .unexpectedEnd, 2),
            ("tru", .unexpectedEnd, 3), ("-", .unexpectedEnd, 1), ("1.", .unexpectedEnd, 2), ("1e", .unexpectedEnd, 2),
            ("1e+", .unexpectedEnd, 3), ("[1,]", .unexpectedByte, 3), ("[,1]", .unexpectedByte, 1),
            ("[1 2]", .unexpectedByte, 3),
            ("{\"a\":1,}", .unexpectedByte, 7), ("{a:1}", .unexpectedByte, 1), ("{'a':1}", .unexpectedByte, 1),
            ("{\"a\" 1}", .unexpectedByte, 5),
            ("{\"a\":}", .unexpectedByte, 5), ("{1:2}", .unexpectedByte, 1), ("{\"a\"}", .unexpectedByte, 4),
            ("[}", .unexpectedByte, 1),
            ("{]", .unexpectedByte, 1), ("[1}", .unexpectedByte, 2), ("{\"a\":1]", .unexpectedByte, 6),
            ("]", .unexpectedByte, 0),
            ("nul1", .unexpectedByte, 3), ("True", .unexpectedByte, 0), ("NaN", .unexpectedByte, 0),
            ("Infinity", .unexpectedByte, 0),
            ("-Infinity", .invalidNumber, 1), ("+1", .unexpectedByte, 0), (".5", .unexpectedByte, 0),
            ("01", .invalidNumber, 1),
            ("-01", .invalidNumber, 2), ("[00]", .invalidNumber, 2), ("[1.]", .invalidNumber, 3),
            ("[1.e5]", .invalidNumber, 3),
            ("[1e]", .invalidNumber, 3), ("[1e+]", .invalidNumber, 4), ("[-]", .invalidNumber, 2),
            ("0x1", .trailingBytes, 1),
            ("1 1", .trailingBytes, 2), ("{}x", .trailingBytes, 2), ("[] []", .trailingBytes, 3),
            ("null,", .trailingBytes, 4),
            ("//x\n1", .unexpectedByte, 0), ("[1/*x*/]", .unexpectedByte, 2), ("\u{FEFF}1", .unexpectedByte, 0),
            ("\u{A0}1", .unexpectedByte, 0),
            ("\"a\nb\"", .controlCharacter, 2), ("\"\t\"", .controlCharacter, 1), ("\"\u{0}\"", .controlCharacter, 1),
            ("\u{0}", .unexpectedByte, 0),
            ("\"1234567\u{1F}\"", .controlCharacter, 8), ("[1]\u{0}", .trailingBytes, 3),
            ("\"\\x\"", .invalidEscape, 1), ("\"\\u12G4\"", .invalidEscape, 1),
            ("\"\\u12\"", .invalidEscape, 1), ("\"a\\U0041\"", .invalidEscape, 2), ("\"\\uD834\"", .loneSurrogate, 1),
            ("\"\\uDD1E\"", .loneSurrogate, 1),
            ("\"\\uD834\\n\"", .loneSurrogate, 1), ("\"\\uD834\\uD834\"", .loneSurrogate, 1),
            ("\"\\uD834\\u0041\"", .loneSurrogate, 1),
            ("{\"\\uD834\":1}", .loneSurrogate, 2), ("{\"a\":1,\"a\":2}", .duplicateKey, 7),
            ("{\"a\":1,\"b\":2,\"\\u0061\":3}", .duplicateKey, 13),
            ("{\"\\u0061\":1,\"a\":2}", .duplicateKey, 12), ("{\"\":1,\"\":2}", .duplicateKey, 6),
            ("[{\"x\":{\"k\":1,\"k\":1}}]", .duplicateKey, 13),
            ("{\"\\n\":1,\"\\u000A\":2}", .duplicateKey, 8), ("{\"\\ud83d\\ude00\":1,\"😀\":2}", .duplicateKey, 18),
        ])
    func refused(text: String, code: JSONSyntaxError.Code, offset: Int) throws {
        let error = try #require(throws: JSONSyntaxError.self) { try JSONDocument.parse(Array(text.utf8)) }
        #expect(error.code == code)
        #expect(error.offset == offset)
    }

    @Test(
        "bytes that are no UTF-8 are refused where the sequence starts",
        arguments: [
            [0x80], [0xBF], [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xC2, 0x41], [0xE0, 0x80, 0x80], [0xE0, 0x9F, 0xBF],
            [0xE1, 0x80],
            [0xE1, 0x80, 0x41], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF0, 0x90, 0x80], [0xF1, 0x80, 0x80, 0x41], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFE],
            [0xFF],
            [0xF8, 0x88, 0x80, 0x80, 0x80],
        ] as [[UInt8]])
    func encoding(sequence: [UInt8]) throws {
        for prefix in ["", "a", "éé", "1234567", "12345678", "a long text before the bad bytes "] {
            for isKey in [true, false] {
                let head = Array(((isKey ? "{\"" : "[\"") + prefix).utf8)
                let bytes = head + sequence + Array((isKey ? "\":1}" : "\"]").utf8)
                let error = try #require(throws: JSONSyntaxError.self) { try JSONDocument.parse(bytes) }
                #expect(error.code == .invalidUTF8)
                #expect(error.offset == head.count)
            }
        }
        let cutOff = try #require(throws: JSONSyntaxError.self) { try JSONDocument.parse([0x22] + sequence) }
        #expect(cutOff.code == .invalidUTF8)
    }

    @Test("the first and last scalar of every length of UTF-8 are taken")
    func encodingEdges() throws {
        let scalars: [Unicode.Scalar] = [
            "\u{7F}", "\u{80}", "\u{7FF}", "\u{800}", "\u{FFF}", "\u{1000}", "\u{D7FF}", "\u{E000}", "\u{FFFF}",
            "\u{10000}",
            "\u{3FFFF}", "\u{40000}", "\u{FFFFF}", "\u{100000}", "\u{10FFFF}",
        ]
        for scalar in scalars {
            let document = try JSONDocument.parse(Array("\"\(scalar)\"".utf8))
            #expect(document.root.stringValue == String(scalar))
        }
    }

    @Test(
        "an error knows its line and column",
        arguments: [
            ("{\n  \"a\": 1,\n  \"b\": x\n}", 3, 8), ("x", 1, 1), ("[1,\r\n2,\r\n?]", 3, 1), ("[1,\r2,\r?]", 3, 1),
            ("[\"é\", ?]", 1, 8),
        ])
    func places(text: String, line: Int, column: Int) throws {
        let error = try #require(throws: JSONSyntaxError.self) { try JSONDocument.parse(Array(text.utf8)) }
        #expect(error.line == line)
        #expect(error.column == column)
        #expect(
            error.description == "line \(line), column \(column) (byte \(error.offset)): this byte cannot stand here")
    }

    @Test("every document that is cut off is refused, and nothing reads beyond its end")
    func truncation() throws {
        let text = #"{"a":[1.5e3,"\u00e9\ud83d\ude00é😀",true,false,null,{}],"b":{"c":"long enough for two words"}}"#
        let bytes = Array(text.utf8)
        _ = try JSONDocument.parse(bytes)
        for length in 0..<bytes.count {
            let error = try #require(throws: JSONSyntaxError.self) { try JSONDocument.parse(Array(bytes[..<length])) }
            #expect(error.offset <= length)
        }
    }

    @Test("a document with any byte replaced is either refused or read as it stands")
    func mutation() throws {
        let original = Array(#"{"a":[1.5e3,"\u00e9\ud83d\ude00é😀",true,null],"b":{"c":""}}"#.utf8)
        for position in original.indices {
            for byte in UInt8.min...UInt8.max {
                var bytes = original
                bytes[position] = byte
                do throws(JSONSyntaxError) {
                    let document = try JSONDocument.parse(bytes)
                    #expect(document.bytes == bytes)
                } catch {
                    #expect((0...bytes.count).contains(error.offset))
                }
            }
        }
    }
}
