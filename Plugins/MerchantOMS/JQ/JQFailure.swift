/// Why a compiled program gave no value for one input.
enum JQFailure: Error, Sendable, Hashable {
    /// The input is no JSON document, or is nested too deeply; a mistake of the caller.
    case unreadableInput(String)
    /// The program stopped with an error: its own `error(…)`, or jq's ("Cannot index number with …").
    case stopped(String)
    /// The program ended without a value.
    case noValue
    /// The program gave a second value.
    case severalValues
    /// The program had computed for as long as it may, and was ended.
    case endless
    /// The program had hardly computed when its time by the clock was over, and was ended.
    case late
    /// The process grew too much while the program was busy, so it was ended; whether that happened with the same input
    /// before. Once, something else in the process may have grown.
    case tooMuchMemory(again: Bool)
    /// No worker became free in time; how many were lost to programs that could not be ended.
    case crowded(lost: Int)
    /// The value is longer than the limit, in bytes.
    case tooLong(limit: Int)
    /// The value cannot be written: `{"@number": …}` that is no number, or nesting without end.
    case unwritableValue(String)
    /// The program could not be ended; its thread was left behind and goes on.
    case stuck
    /// The program is out of use, because an earlier run of it is stuck.
    case paused

    /// Whether the same input may give a value later: the machine was busy, or another input is at fault.
    var isPassing: Bool {
        switch self {
        case .late, .crowded, .paused: true
        case .tooMuchMemory(let again): !again
        case .unreadableInput, .stopped, .noValue, .severalValues, .endless, .tooLong, .unwritableValue, .stuck: false
        }
    }

    /// One sentence for a delivery's note, without a full stop.
    var message: String {
        switch self {
        case .unreadableInput(let why): "the program's input is not JSON: \(why)"
        case .stopped(let why): why
        case .noValue: "the program gives no value"
        case .severalValues: "the program gives more than one value"
        case .endless: "the program did not end in time"
        case .late: "the machine was too busy for the program to end in time"
        case .tooMuchMemory(let again):
            again ? "the program needs too much memory" : "too much memory was needed while the program ran"
        case .crowded(lost: 0): "other programs were busy for too long"
        case .crowded(let lost): "other programs were busy for too long, and \(lost) of them could not be ended"
        case .tooLong(let limit): "the program's value is longer than \(limit) bytes"
        case .unwritableValue(let why): why
        case .stuck: "the program could not be ended"
        case .paused: "the program is out of use while an earlier run of it cannot be ended"
        }
    }
}
