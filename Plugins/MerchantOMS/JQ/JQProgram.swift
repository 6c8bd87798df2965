import Canonical
import Synchronization

/// A compiled jq program: one JSON value in, one JSON value out, without any effect.
///
/// Programs see neither the environment, the file system nor the clock, and end within their limits.
/// A number that is not a whole number of at most 15 digits reaches the program as a text, spelled as it was. Out,
/// `{"@number": "11.49"}` becomes the bare number with that spelling; other numbers are written as jq gives them.
final class JQProgram: Sendable {
    /// How the text is read.
    enum Form: Sendable, Hashable {
        /// A whole program.
        case program
        /// A text in which the result of each `\(…)` is percent-encoded; its value is a JSON string.
        case template
        /// A text in which the result of each `\(…)` stands as it is; its value is a JSON string.
        case text
    }

    /// The program as it was given.
    let text: String
    let form: Form
    private let limits: JQLimits
    private let pool: JQPool
    /// Where the compiled program is.
    private let place: JQShelf.Place
    /// The runs that could not be ended.
    private let losses = JQLosses()
    /// The inputs with which the process grew too much, as their hashes.
    private let heavy = Mutex<Set<Int>>([])
    private static let maximumHeavy = 1_000
    /// Deeper than our own reader goes: what it took becomes a part of the input.
    private static let inputLimits = JSONLimits(maximumDepth: JSONLimits.default.maximumDepth + 8)

    /// Compiles many programs together, which is much faster; making each of them finds them compiled.
    ///
    /// A program that is wrong is no reason to fail here; it is told when that program is made.
    static func prepare(_ programs: [(text: String, form: Form)]) {
        JQShelf.prepare(programs.map { JQBundle.Member(text: $0.text, form: $0.form) }, in: .shared)
    }

    /// Compiles a program.
    ///
    /// - Throws: the first mistake, with its place in `text`.
    convenience init(_ text: String, as form: Form = .program) throws(JQMistake) {
        try self.init(text, as: form, limits: .default, in: .shared)
    }

    /// Compiles a program with limits of its own.
    init(_ text: String, as form: Form, limits: JQLimits, in pool: JQPool) throws(JQMistake) {
        self.text = text
        self.form = form
        self.limits = limits
        self.pool = pool
        let member = JQBundle.Member(text: text, form: form)
        if let place = JQShelf.place(of: member) {
            self.place = place
            return
        }
        let result: Result<JQState, JQMistake>
        do throws(JQFailure) {
            result = try pool.perform(as: JQRun(), limits: JQCompiler.limits) { Self.compile(member) }
        } catch {
            throw JQMistake(line: 1, column: 1, message: "the program could not be compiled: \(error.message)")
        }
        let bundle = JQBundle(member, try result.get())
        JQShelf.keep(bundle)
        place = JQShelf.Place(bundle: bundle, index: 0)
    }

    private static func compile(_ member: JQBundle.Member) -> Result<JQState, JQMistake> {
        do throws(JQMistake) {
            return .success(try JQCompiler(member).compile())
        } catch {
            return .failure(error)
        }
    }

    /// Runs the program on one JSON value.
    ///
    /// Safe from any thread, which it blocks; waits for a free worker.
    /// - Returns: the program's only value, as compact JSON.
    /// - Throws: ``JQFailure``; the same input will fail again, unless the failure is passing.
    func run(_ input: [UInt8]) throws(JQFailure) -> [UInt8] {
        guard !losses.ask(waiting: limits.pause) else { throw .paused }
        let document: JSONDocument
        do throws(JSONSyntaxError) {
            document = try JSONDocument.parse(input, limits: Self.inputLimits)
        } catch {
            throw .unreadableInput(error.description)
        }
        let run = JQRun()
        let limits = limits
        let result = try pool.perform(as: run, limits: limits, countedIn: losses) { [self] in
            work(document, as: run)
        }
        switch result {
        case .success(let output): return output
        case .failure(.tooMuchMemory): throw .tooMuchMemory(again: isHeavy(input))
        case .failure(.stopped(let message)): throw .stopped(withoutForeignKey(message))
        case .failure(let failure): throw failure
        }
    }

    /// Whether the process grew too much with this input before.
    private func isHeavy(_ input: [UInt8]) -> Bool {
        heavy.withLock { heavy in
            if heavy.count >= Self.maximumHeavy { heavy.removeAll() }
            return !heavy.insert(input.hashValue).inserted
        }
    }

    /// jq names the key that it could not look up; one that the program does not name itself is somebody's.
    private func withoutForeignKey(_ message: String) -> String {
        guard message.hasPrefix("Cannot index "), let start = message.firstRange(of: " \"") else { return message }
        var key = message[start.upperBound...]
        if key.hasSuffix("\"") { key.removeLast() }
        return text.contains(key) ? message : String(message[..<start.lowerBound])
    }

    private func work(_ document: JSONDocument, as run: JQRun) -> Result<[UInt8], JQFailure> {
        let state: JQState
        do throws(JQState.Refusal) {
            state = try place.bundle.takeState()
        } catch {
            return .failure(.stopped("the program could not be compiled again"))
        }
        let number = place.bundle.members.count == 1 ? nil : place.index
        let result = state.run(document.root, number: number, limits: limits, as: run)
        // A state that was ended has grown and is marked; the next run gets a new one.
        guard run.reason == nil else { return result }
        state.forget()
        place.bundle.returnState(state)
        return result
    }
}
