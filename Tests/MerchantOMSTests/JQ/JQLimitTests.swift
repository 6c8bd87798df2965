import Foundation
import Synchronization
import Testing

@testable import MerchantOMS

@Suite("The limits of a jq program", .serialized)
struct JQLimitTests {
    /// Little time to compute; but an ended program's memory is freed in the time of grace, which a slow machine needs.
    private static let quick = JQLimits(computing: .milliseconds(60), waiting: .seconds(60))

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

    @Test("a program that fills the memory is ended, and blamed when it happens again with the same input")
    func memory() throws {
        let limits = JQLimits(computing: .seconds(20), waiting: .seconds(60), memory: 64 << 20)
        let text = #"reduce range(1e9) as $i ("x"; . + .)"#
        let program = try JQProgram(text, as: .program, limits: limits, in: .shared)
        func failure(_ input: String) -> JQFailure? {
            do throws(JQFailure) { _ = try program.run(Array(input.utf8)) } catch { return error }
            return nil
        }
        #expect(failure("1") == .tooMuchMemory(again: false))
        #expect(failure("2")?.isPassing == true)
        #expect(failure("1") == .tooMuchMemory(again: true))
        #expect(failure("2")?.isPassing == false)
    }

    @Test("a program that is kept from computing until its time is over may do better later")
    func late() throws {
        let limits = JQLimits(computing: .seconds(20), waiting: .zero)
        let failure = try failure("def f: f; f", limits: limits)
        #expect(failure == .late)
        #expect(failure?.isPassing == true)
        #expect(JQFailure.endless.isPassing == false)
    }

    @Test(
        "a value that is small only because it shares its parts is not printed",
        arguments: ["tojson", "tostring", "@json", "@text", #""a\(.)""#, "@html", "@uri", "error"])
    func shared(text: String) throws {
        let pool = JQPool(size: 1)
        let failure = try failure(
            "reduce range(40) as $i ([]; [., .]) | " + text, limits: JQLimits(waiting: .seconds(60)), in: pool)
        switch failure {
        case .stopped, .endless: break
        default: Issue.record("it ended otherwise: \(String(describing: failure))")
        }
        #expect(pool.lost == 0)
    }

    @Test("a pool that got no thread tries again for the next program")
    func noThread() throws {
        let sizes = Mutex([1 << 60])
        let pool = JQPool(size: 1, stackSize: { sizes.withLock { $0.popLast() } ?? JQPool.stackSize })
        let limits = JQLimits(patience: .milliseconds(10))
        #expect(throws: JQFailure.crowded(lost: 0)) { try pool.perform(as: JQRun(), limits: limits) { 1 } }
        #expect(try pool.perform(as: JQRun(), limits: .default) { 2 } == 2)
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

    /// With `true` one call of the regular expression engine, which has a limit of its own far beyond ours: it is at it
    /// for two seconds, so that a thread which is kept from looking still finds it there.
    private static let stuck =
        #"if . then [range(12) | ([range(20) | "a"] | join("")) + "!"] | join("") | test("(a+)+$") else 1 end"#

    @Test("a program that cannot be ended is left behind, and serves other inputs once it has ended after all")
    func leftBehind() throws {
        let limits = JQLimits(computing: .milliseconds(20), grace: .milliseconds(20))
        let pool = JQPool(size: 1)
        let program = try JQProgram(Self.stuck, as: .program, limits: limits, in: pool)
        #expect(throws: JQFailure.stuck) { try program.run(Array("true".utf8)) }
        #expect(!JQFailure.stuck.isPassing)
        #expect(pool.lost == 1)
        #expect(throws: JQFailure.paused) { try program.run(Array("false".utf8)) }
        #expect(JQFailure.paused.isPassing)
        let other = try JQProgram(". + 1", as: .program, limits: .default, in: pool)
        #expect(try other.run(Array("1".utf8)) == Array("2".utf8))
        while pool.lost > 0 { usleep(1_000) }
        #expect(try program.run(Array("false".utf8)) == Array("1".utf8))
    }

    @Test("a program whose lost run goes on and on is tried again after a while")
    func goesOn() throws {
        let limits = JQLimits(computing: .milliseconds(20), grace: .milliseconds(20), pause: .zero)
        let program = try JQProgram(Self.stuck, as: .program, limits: limits, in: JQPool(size: 1))
        #expect(throws: JQFailure.stuck) { try program.run(Array("true".utf8)) }
        #expect(try program.run(Array("false".utf8)) == Array("1".utf8))
    }

    @Test("a program with two lost runs waits until one of them has ended")
    func twoLost() {
        let losses = JQLosses()
        #expect(!losses.ask(waiting: .seconds(3_600)))
        losses.add()
        #expect(losses.ask(waiting: .seconds(3_600)))
        #expect(!losses.ask(waiting: .zero))
        losses.add()
        #expect(losses.ask(waiting: .zero))
        losses.remove()
        #expect(!losses.ask(waiting: .zero))
        losses.remove()
        #expect(!losses.ask(waiting: .seconds(3_600)))
    }
}
