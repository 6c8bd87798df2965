import Synchronization

/// Compiled programs that nobody holds any more, for the next one with the same text.
///
/// libjq 1.6 takes some 50 ms to compile even a short program, because it reads all its builtins each time. A start
/// makes each adapter twice: once to check its settings, once to work.
enum JQAttic {
    private struct Key: Hashable {
        var text: String
        var form: JQProgram.Form
    }

    /// Some 200 KB each.
    private static let maximumCount = 256
    private static let states = Mutex<[Key: [JQState]]>([:])

    /// Takes a state of a program with this text; nil when none is kept.
    static func take(_ text: String, as form: JQProgram.Form) -> JQState? {
        states.withLock { states in
            let key = Key(text: text, form: form)
            guard let state = states[key]?.popLast() else { return nil }
            if states[key]?.isEmpty == true { states[key] = nil }
            return state
        }
    }

    /// Keeps a state of a program that ends, unless there are many.
    static func keep(_ state: JQState, _ text: String, as form: JQProgram.Form) {
        states.withLock { states in
            guard states.count < maximumCount else { return }
            let key = Key(text: text, form: form)
            // One is enough to begin with; others are compiled when runs need them.
            if states[key] == nil { states[key] = [state] }
        }
    }
}
