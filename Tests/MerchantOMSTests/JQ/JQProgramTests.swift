import Canonical
import Testing

@testable import MerchantOMS

@Suite("A jq program")
struct JQProgramTests {
    private func run(_ text: String, on input: String = "null", as form: JQProgram.Form = .program) throws -> String {
        String(decoding: try JQProgram(text, as: form).run(Array(input.utf8)), as: UTF8.self)
    }

    @Test("translates one JSON value into another and keeps the order of members")
    func translates() throws {
        let order = #"{"id":"7","lines":[{"sku":"A","quantity":2},{"sku":"B","quantity":1}]}"#
        let made = try run("{number: .id, articles: [.lines[] | {code: .sku, count: .quantity}], a: 1}", on: order)
        #expect(made == #"{"number":"7","articles":[{"code":"A","count":2},{"code":"B","count":1}],"a":1}"#)
    }

    @Test(
        "sees a number that a binary float could change as a text, spelled as it was",
        arguments: [
            ("1.10", #""1.10""#), ("12345678901234567890", #""12345678901234567890""#), ("1e3", #""1e3""#),
            ("1234567890123456", #""1234567890123456""#), ("123456789012345", "123456789012345"), ("-7", "-7"),
            ("0", "0"),
        ])
    func numbersIn(number: String, seen: String) throws {
        #expect(try run(".a", on: #"{"a":\#(number)}"#) == seen)
    }

    @Test(
        "writes a spelled number bare, at any depth",
        arguments: ["11.49", "1.10", "-0.00", "1E+2", "123456789012345678901234567890.5"])
    func numbersOut(number: String) throws {
        let made = try run(#"{price: {"@number": .}, all: [{"@number": .}]}"#, on: "\"\(number)\"")
        #expect(made == #"{"price":\#(number),"all":[\#(number)]}"#)
    }

    @Test(
        "fails where a spelled number is none",
        arguments: [
            #"{"@number": "1,5"}"#, #"{"@number": " 1"}"#, #"{"@number": "01"}"#, #"{"@number": 1.5}"#,
            #"{"@number": "1", unit: "kg"}"#, #"{"@number": "NaN"}"#, #"{"@number": "[1]"}"#,
        ])
    func noNumbers(text: String) throws {
        let program = try JQProgram(text)
        #expect { try program.run(Array("null".utf8)) } throws: { error in
            if case .unwritableValue = error as? JQFailure { true } else { false }
        }
    }

    @Test("fills a template with percent-encoded values, and a text with plain ones")
    func forms() throws {
        let input = #"{"s":"a b&c/é","n":5,"list":[["id","=",1]]}"#
        #expect(try run(#"/x?q=\(.s)&n=\(.n)"#, on: input, as: .template) == #""/x?q=a%20b%26c%2F%C3%A9&n=5""#)
        #expect(
            try run(#"/x?d=\(.list | tojson)"#, on: input, as: .template)
                == #""/x?d=%5B%5B%22id%22%2C%22%3D%22%2C1%5D%5D""#)
        #expect(try run(#"shop \(.s)"#, on: input, as: .text) == #""shop a b&c/é""#)
    }

    @Test("may hold names as keys and fields that it could not call")
    func keysAreNoCalls() throws {
        #expect(
            try run("{now: .env, input: .debug, halt}", on: #"{"env":1,"debug":2,"halt":3}"#)
                == #"{"now":1,"input":2,"halt":3}"#)
    }

    @Test(
        "calculates with decimal texts exactly",
        arguments: [
            (#"plus("1.10"; "2.345")"#, "3.445"), (#"minus("0.05"; "0.10")"#, "-0.05"),
            (#"minus("1"; "1.00")"#, "0.00"), (#"times("19.99"; "3")"#, "59.97"),
            (#"times("-0.5"; "0.5")"#, "-0.25"), (#"["0.1", "0.2"] | total"#, "0.3"), ("[] | total", "0"),
            (#""11.5" | scaled(2)"#, "11.50"), (#""-11.455" | scaled(2)"#, "-11.46"), (#""0.005" | scaled(2)"#, "0.01"),
            (#""11.454" | scaled(0)"#, "11"), (#""12.30" | money"#, "12.30"),
        ])
    func decimals(text: String, result: String) throws {
        #expect(try run(text) == "\"\(result)\"")
    }

    @Test(
        "stops where a decimal text is none or has more digits than can be calculated with exactly",
        arguments: [
            #""1e3" | money"#, #""1,5" | money"#, "{} | money", #""1.5\n" | money"#, "1.5 | money",
            #"plus("999999999999999"; "1")"#, #"times("1234567.89"; "1234567.89")"#,
            #"plus("1234567890123456789"; "1")"#,
        ])
    func decimalLimits(text: String) throws {
        let program = try JQProgram(text)
        #expect { try program.run(Array("null".utf8)) } throws: { error in
            if case .stopped = error as? JQFailure { true } else { false }
        }
    }

    @Test("encodes for a URL without padding")
    func base64url() throws {
        #expect(try run(#""a?>b~~" | base64url"#) == #""YT8-Yn5-""#)
        #expect(try run(#"{company: 1} | tojson | base64url"#) == #""eyJjb21wYW55IjoxfQ""#)
    }

    @Test("says what went wrong when it stops, gives nothing or gives too much")
    func failures() throws {
        func failure(_ text: String, _ input: String = #"{"a":1}"#) throws -> JQFailure? {
            let program = try JQProgram(text)
            do throws(JQFailure) { _ = try program.run(Array(input.utf8)) } catch { return error }
            return nil
        }
        #expect(try failure(#"error("no stock")"#) == .stopped("no stock"))
        #expect(try failure(".a.b") == .stopped(#"Cannot index number with string "b""#))
        #expect(try failure("empty") == .noValue)
        #expect(try failure("1, 2") == .severalValues)
        #expect(try failure(#"1, error("late")"#) == .stopped("late"))
        // What could not be read is not repeated: it may be a customer's.
        #expect(
            try failure(".a | tonumber", #"{"a":"Zoë"}"#)
                == .stopped("Invalid numeric literal at EOF at line 1, column 4"))
        #expect(
            try failure(#".a | strptime("%Y")"#, #"{"a":"Zoë"}"#) == .stopped(#"a date does not match format "%Y""#))
        let customer = #"{"a":"Zoë","b":[90,111],"c":{"n":"Zoë"}}"#
        for text in [
            ".a | money", ".c | money", ".c | error", ".b | error", "path(.a | tojson)", "path(.a | tojson | .[0])",
            "path(.b | first(reverse[]))", "path(.b | map(.) | .[])", "path(.c | with_entries(.) | .n)",
            ".a as $k | .b[$k]",
            ".a as $k | .a[$k]", ".a as $k | 1 | format($k)", #".a as $k | "x" | test("x"; $k)"#,
        ] {
            let message = try failure(text, customer)?.message ?? ""
            #expect(!message.isEmpty && !message.contains("Zo") && !message.contains("90"), "\(text): \(message)")
        }
        guard case .unreadableInput = try failure(".", "{") else {
            Issue.record("what is no JSON was read")
            return
        }
    }

    @Test("takes an input of which a part is as deep as our own reader goes")
    func depth() throws {
        let deep = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
        _ = try JSONDocument.parse(Array(deep.utf8))
        #expect(try run(".answer.body | length", on: #"{"answer":{"body":\#(deep)}}"#) == "1")
    }

    @Test("means among others that are compiled with it what it means alone")
    func bundles() throws {
        let texts: [(text: String, form: JQProgram.Form, made: String)] = [
            ("/1) ; def _cd_program1: (7#", .template, #""/1) ; def _cd_program1: (7#""#),
            (#"/x\("a)" # \("#, .template, ""), (#"/x\("a)" | length # )"# + "\n)", .template, #""/x2""#),
            (#"/y\\"#, .template, #""/y\\""#), (#"/a\"#, .template, ""), (".a + 41 # \"", .program, "42"),
            ("def x: 8; x # (", .program, "8"), ("x", .text, #""x""#), (#"\"\(.a)\""#, .text, #""\"1\"""#),
            ("_cd_program0", .program, ""), (".a) | (.a", .program, ""),
        ]
        JQProgram.prepare(texts.map { ($0.text, $0.form) })
        for (text, form, made) in texts {
            if made.isEmpty {
                #expect(throws: JQMistake.self) { try JQProgram(text, as: form) }
            } else {
                #expect(try run(text, on: #"{"a":1}"#, as: form) == made)
            }
        }
    }

    @Test("gives the same to many at once, and nothing of one run is seen in the next")
    func concurrency() async throws {
        let program = try JQProgram("{id: .id, again: .id}")
        let wrong = await withTaskGroup(of: Int.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    (0..<200).count { round in
                        let id = worker * 1_000 + round
                        let made = try? program.run(Array(#"{"id":\#(id)}"#.utf8))
                        return made != Array(#"{"id":\#(id),"again":\#(id)}"#.utf8)
                    }
                }
            }
            return await group.reduce(0, +)
        }
        #expect(wrong == 0)
    }

    @Test("a second program with the same text is independent of the first")
    func twins() throws {
        for _ in 0..<3 { #expect(try run(".a + 1", on: #"{"a":1}"#) == "2") }
        #expect(try run(#"\(.a)"#, on: #"{"a":"x y"}"#, as: .template) == #""x%20y""#)
        #expect(try run(#"\(.a)"#, on: #"{"a":"x y"}"#, as: .text) == #""x y""#)
    }
}
