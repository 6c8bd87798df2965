import Testing

@testable import MerchantOMS

@Suite("The limits of a jq program", .serialized)
struct JQLimitTests {
    private static let quick = JQLimits(computing: .milliseconds(60), grace: .milliseconds(60))

    private func failure(
        _ text: String, limits: JQLimits = quick, in pool: JQPool = .shared, on input: String = "null"
    ) throws -> JQFailure? {
        let program = try JQProgram(text, as: .program, limits: limits, in: pool)
        do throws(JQFailure) { _ = try program.run(Array(input.utf8)) } catch { return error }
        return nil
    }

    @Test(
        "an endless program is ended, however it runs",
        arguments: [
            "def f: f; f", "last(repeat(.))", "until(false; .)", "[range(1e12)]", "last(range(1e12))",
            "def f: 1 + f; f",
            "def f: [.] | f; f", "def f: {a: .} | f; f", "reduce range(1e12) as $i (0; [.])", "[recurse(.)]",
            #"[limit(3; "a" | gsub(""; "b"))]"#, "last(label $out | repeat(1))",
        ])
    func endless(text: String) throws {
        #expect(try failure(text) == .endless)
    }

    @Test("a program that was ended runs again on the next input")
    func again() throws {
        let program = try JQProgram("if . then [range(1e12)] else 1 end", as: .program, limits: Self.quick, in: .shared)
        for _ in 0..<3 {
            #expect(throws: JQFailure.endless) { try program.run(Array("true".utf8)) }
            #expect(try program.run(Array("false".utf8)) == Array("1".utf8))
        }
    }

    @Test("an endless program of one order does not keep another waiting")
    func others() async throws {
        let slow = try JQProgram("def f: f; f", as: .program, limits: .default, in: .shared)
        let quick = try JQProgram(". + 1")
        async let busy: Bool = { (try? slow.run(Array("0".utf8))) == nil }()
        for _ in 0..<50 { #expect(try quick.run(Array("1".utf8)) == Array("2".utf8)) }
        #expect(await busy)
    }

    @Test(
        "what would exhaust the memory or run without end inside one call is refused",
        arguments: [
            (#""x" * 1e9"#, "a repeated text would be longer than 1 MiB"),
            (#"1e9 * "x""#, "a repeated text would be longer than 1 MiB"),
            (".[1e9] = 1", "an array cannot have more than a million elements"),
            (".a[1e9] |= 1", "an array cannot have more than a million elements"),
            (".[1e9] += 1", "an array cannot have more than a million elements"),
            ("setpath([1e9]; 1)", "an array cannot have more than a million elements"),
            (#"["a"] | implode"#, "only code points can be imploded"),
            ("[1114112] | implode", "only code points can be imploded"),
        ])
    func bounded(text: String, message: String) throws {
        #expect(try failure(text) == .stopped(message))
    }

    @Test("the empty text is found nowhere")
    func emptyNeedle() throws {
        let program = try JQProgram(#"[indices(""), index(""), rindex(""), index("b")]"#)
        #expect(try program.run(Array(#""abc""#.utf8)) == Array("[null,null,null,1]".utf8))
    }

    @Test("a program that fills the memory is ended")
    func memory() throws {
        let limits = JQLimits(computing: .seconds(20), waiting: .seconds(60), memory: 64 << 20)
        #expect(try failure(#"reduce range(1e9) as $i ("x"; . + .)"#, limits: limits) == .tooMuchMemory)
    }

    @Test("a value longer than the limit is refused, one of that length is not")
    func output() throws {
        var limits = JQLimits.default
        limits.output = 100
        #expect(try failure(#""x" * 99"#, limits: limits) == .tooLong(limit: 100))
        #expect(try failure(#""x" * 98"#, limits: limits) == nil)
        #expect(try failure("[range(300)]", limits: limits) == .tooLong(limit: 100))
    }

    @Test("a value that is nested too deeply is refused")
    func depth() throws {
        let failure = try failure("reduce range(100) as $i (0; [.])", limits: .default)
        #expect(failure == .unwritableValue("the program's value is nested more than 64 levels deep"))
    }

    @Test("a program that cannot be ended is left behind, and out of use from then on")
    func leftBehind() throws {
        // One call of the regular expression engine, which has a limit of its own far beyond ours.
        let text = #"[range(40) | "a"] | join("") + "!" | test("^(a+)+$")"#
        let limits = JQLimits(computing: .milliseconds(20), grace: .milliseconds(20))
        let pool = JQPool(size: 1)
        let program = try JQProgram(text, as: .program, limits: limits, in: pool)
        #expect(throws: JQFailure.endless) { try program.run(Array("null".utf8)) }
        #expect(throws: JQFailure.disabled) { try program.run(Array("null".utf8)) }
        let other = try JQProgram(". + 1", as: .program, limits: .default, in: pool)
        #expect(try other.run(Array("1".utf8)) == Array("2".utf8))
    }
}
