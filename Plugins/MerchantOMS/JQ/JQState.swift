import CJQ
import Canonical

/// One compiled program inside libjq.
///
/// libjq's states may be used by one thread at a time, any thread.
/// `@unchecked Sendable`: a state belongs to the one run that took it out of its program's list, and the only call from
/// elsewhere is `JQRun.end`, which holds the run's lock against the state's return.
final class JQState: @unchecked Sendable {
    /// What libjq says while it compiles.
    private final class Messages {
        var texts: [String] = []
    }

    /// A text that libjq refuses, with its messages.
    struct Refusal: Error {
        var messages: [String]
    }

    let pointer: OpaquePointer
    private let messages: Messages

    /// Compiles a whole text, prelude included.
    ///
    /// - Throws: `Refusal` with libjq's messages, the first mistake first.
    init(compiling text: String) throws(Refusal) {
        let messages = Messages()
        guard let pointer = jq_init() else { throw Refusal(messages: ["there is no memory for a program"]) }
        self.messages = messages
        self.pointer = pointer
        // libjq would print otherwise. `messages` lives as long as this object, which ends the state before itself.
        jq_set_error_cb(
            pointer,
            { target, message in
                let message = jq_format_error(message)
                defer { jv_free(message) }
                guard let target, jv_get_kind(message) == JV_KIND_STRING else { return }
                let texts = Unmanaged<Messages>.fromOpaque(target).takeUnretainedValue()
                texts.texts.append(String(cString: jv_string_value(message)))
            }, Unmanaged.passUnretained(messages).toOpaque())
        guard jq_compile(pointer, text) != 0 else { throw Refusal(messages: messages.texts) }
        messages.texts.removeAll()
    }

    deinit {
        var state: OpaquePointer? = pointer
        jq_teardown(&state)
    }

    /// Runs the program, or the one with that number in a bundle; another thread may end it through `run`.
    func run(_ input: JSONNode, number: Int?, limits: JQLimits, as run: JQRun) -> Result<[UInt8], JQFailure> {
        var value = JQValue.make(input)
        if let number { value = jv_array_append(jv_array_append(jv_array(), jv_number(.init(number))), value) }
        jq_start(pointer, value, 0)
        guard run.begin(self) else { return .failure(run.reason ?? .endless) }
        value = jq_next(pointer)
        let isValue = jv_get_kind(value) != JV_KIND_INVALID
        let second = isValue ? jq_next(pointer) : jv_invalid()
        run.finish()
        defer {
            jv_free(value)
            jv_free(second)
            messages.texts.removeAll()
        }
        if let reason = run.reason { return .failure(reason) }
        if let error = error(value) ?? error(second) { return .failure(.stopped(error)) }
        guard isValue else { return .failure(.noValue) }
        guard jv_get_kind(second) == JV_KIND_INVALID else { return .failure(.severalValues) }
        return JQValue.write(value, limit: limits.output, of: run)
    }

    /// Forgets the last input, so that nobody's data waits in memory for the next order.
    func forget() { jq_start(pointer, jv_null(), 0) }

    /// What an invalid value says about the program's end; nil when it only says that there is no further value.
    private func error(_ value: jv) -> String? {
        guard jv_get_kind(value) == JV_KIND_INVALID, jv_invalid_has_msg(jv_copy(value)) != 0 else { return nil }
        let message = jv_invalid_get_msg(jv_copy(value))
        guard jv_get_kind(message) != JV_KIND_STRING else { return Self.withoutDocument(JQValue.text(message)) }
        // Not what it holds: that may be a customer's, and nothing would end its printing.
        defer { jv_free(message) }
        return "the program stopped with \(String(cString: jv_kind_name(jv_get_kind(message))))"
    }

    /// A message without the document that `fromjson`, `tonumber` or `strptime` could not read, or a path could not
    /// begin with: it is somebody's.
    ///
    /// Source: execute.c and builtin.c of jq 1.6 (stated).
    private static func withoutDocument(_ message: String) -> String {
        if let range = message.firstRange(of: " (while parsing '") { return String(message[..<range.lowerBound]) }
        if message.hasPrefix("Invalid path expression ") {
            return "Invalid path expression: it does not only say where something stands"
        }
        for end in [" is not a valid format", " is not a valid modifier string"] where message.hasSuffix(end) {
            return "this" + end
        }
        guard message.hasPrefix("date \""), let range = message.firstRange(of: "\" does not match format") else {
            return message
        }
        return "a date" + message[message.index(after: range.lowerBound)...]
    }
}
