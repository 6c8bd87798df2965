import Synchronization

/// Programs that are compiled together.
///
/// libjq 1.6 reads and binds its builtins at each compilation, which takes 50 ms and more, whether it is for one program
/// or for a dozen. So the programs of a mapping share a few compilations.
final class JQBundle: Sendable {
    /// One program of a bundle.
    struct Member: Sendable, Hashable {
        var text: String
        var form: JQProgram.Form

        /// The program as an expression of jq; without its end for the beginning of one.
        func expression(isWhole: Bool = true) -> String {
            switch form {
            case .program: text
            case .template: "@uri \"" + text + (isWhole ? "\"" : "")
            case .text: "\"" + text + (isWhole ? "\"" : "")
            }
        }
    }

    let members: [Member]
    /// The compiled states that no run uses; never more than the pool has workers.
    private let states: Mutex<[JQState]>

    /// A bundle of one program, which has been compiled.
    init(_ member: Member, _ state: JQState) {
        members = [member]
        states = Mutex([state])
    }

    /// Compiles programs together, of which each is known to have a sound form.
    ///
    /// - Throws: `JQState.Refusal` when one of them does not compile; which one, is found by compiling each.
    init(compiling members: [Member]) throws(JQState.Refusal) {
        self.members = members
        states = Mutex([try JQState(compiling: Self.text(members))])
    }

    /// Takes a state, or makes one; on a worker of the pool.
    func takeState() throws(JQState.Refusal) -> JQState {
        if let state = states.withLock({ $0.popLast() }) { return state }
        return try JQState(compiling: Self.text(members))
    }

    /// Takes a state back that a run has left sound.
    func returnState(_ state: JQState) { states.withLock { $0.append(state) } }

    /// Which of several programs is meant goes in before the input: `[number, input]`.
    private static func text(_ members: [Member]) -> String {
        if members.count == 1, let only = members.first { return JQPrelude.text + only.expression() }
        var text = JQPrelude.text
        for (index, member) in members.enumerated() {
            // The line's end closes a comment in the program's last line.
            text += "def _cd_program\(index): (\(member.expression())\n); "
        }
        return text + choice(0..<members.count)
    }

    /// Finds a program by halving.
    private static func choice(_ range: Range<Int>) -> String {
        guard range.count > 1 else { return "(.[1] | _cd_program\(range.lowerBound))" }
        let middle = (range.lowerBound + range.upperBound) / 2
        return "(if .[0] < \(middle) then \(choice(range.lowerBound..<middle))"
            + " else \(choice(middle..<range.upperBound)) end)"
    }
}
