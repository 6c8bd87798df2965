import Canonical
import Testing

@Suite("The limits of a JSON document")
struct JSONLimitsTests {
    @Test("nesting of ten thousand levels is refused by the default and read where it is allowed")
    func depth() throws {
        let bytes = Array((String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)).utf8)
        let error = try #require(throws: JSONSyntaxError.self) { try JSONDocument.parse(bytes) }
        #expect(error.code == .tooDeep)
        #expect(error.offset == 64)
        let document = try JSONDocument.parse(bytes, limits: JSONLimits(maximumDepth: 10_000))
        #expect(document.nodeCount == 10_000)
        var node = document.root
        while let inner = node[0] { node = inner }
        #expect(node.pointer.tokens.count == 9_999)
    }

    @Test("nesting at the limit is taken and one level more is not")
    func depthEdge() throws {
        let limits = JSONLimits(maximumDepth: 2)
        _ = try JSONDocument.parse(Array("[{\"a\":1}]".utf8), limits: limits)
        _ = try JSONDocument.parse(Array("[[],[],{}]".utf8), limits: limits)
        #expect(throws: JSONSyntaxError.self) { try JSONDocument.parse(Array("[[[]]]".utf8), limits: limits) }
        _ = try JSONDocument.parse(Array("1".utf8), limits: JSONLimits(maximumDepth: 0))
    }

    @Test("ten thousand open objects without an end are refused as too deep")
    func openObjects() throws {
        let bytes = Array(String(repeating: "{\"a\":", count: 10_000).utf8)
        let error = try #require(throws: JSONSyntaxError.self) { try JSONDocument.parse(bytes) }
        #expect(error.code == .tooDeep)
    }

    @Test("a number of ten thousand digits is refused where it starts")
    func longNumber() throws {
        let digits = String(repeating: "9", count: 10_000)
        let error = try #require(throws: JSONSyntaxError.self) { try JSONDocument.parse(Array("[1,\(digits)]".utf8)) }
        #expect(error.code == .numberTooLong)
        #expect(error.offset == 3)
        let wide = JSONLimits(maximumNumberLength: 10_000)
        let document = try JSONDocument.parse(Array(digits.utf8), limits: wide)
        #expect(document.root.numberSpelling == digits)
        #expect(document.root.decimalValue == nil)
    }

    @Test("a document at the size limit is taken and one byte more is not")
    func size() throws {
        let limits = JSONLimits(maximumBytes: 4)
        _ = try JSONDocument.parse(Array("true".utf8), limits: limits)
        let error = try #require(throws: JSONSyntaxError.self) {
            try JSONDocument.parse(Array("false".utf8), limits: limits)
        }
        #expect(error.code == .tooLarge)
        #expect(error.offset == 4)
    }

    @Test("more values than allowed are refused")
    func nodes() throws {
        let limits = JSONLimits(maximumNodes: 4)
        _ = try JSONDocument.parse(Array("[1,2,3]".utf8), limits: limits)
        let error = try #require(throws: JSONSyntaxError.self) {
            try JSONDocument.parse(Array("[1,2,3,4]".utf8), limits: limits)
        }
        #expect(error.code == .tooManyNodes)
        #expect(error.offset == 7)
    }

    @Test("a repeated key is found in an object of any size", arguments: [2, 3, 64, 65, 66, 1_000, 20_000])
    func manyKeys(count: Int) throws {
        let members = (0..<count).map { "\"key number \($0)\":\($0)" }.joined(separator: ",")
        let document = try JSONDocument.parse(Array("{\(members)}".utf8))
        #expect(document.root.count == count)
        #expect(document.root["key number \(count - 1)"]?.decimalValue == ExactDecimal(count - 1))
        for spelling in ["key number \(count / 2)", "\\u006bey number \(count / 2)"] {
            let bytes = Array("{\(members),\"\(spelling)\":0}".utf8)
            let error = try #require(throws: JSONSyntaxError.self) { try JSONDocument.parse(bytes) }
            #expect(error.code == .duplicateKey)
            #expect(error.offset == members.utf8.count + 2)
        }
    }
}
