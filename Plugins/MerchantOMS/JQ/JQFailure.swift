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
    /// The program was still busy when its time was over, and was ended.
    case endless
    /// The process grew too much while the program was busy, so it was ended.
    case tooMuchMemory
    /// No worker became free in time.
    case crowded
    /// The value is longer than the limit, in bytes.
    case tooLong(limit: Int)
    /// The value cannot be written: `{"@number": …}` that is no number, or nesting without end.
    case unwritableValue(String)
    /// The program could not be ended in an earlier run and is out of use until the gateway restarts.
    case disabled

    /// One sentence for a delivery's note, without a full stop.
    var message: String {
        switch self {
        case .unreadableInput(let why): "the program's input is not JSON: \(why)"
        case .stopped(let why): why
        case .noValue: "the program gives no value"
        case .severalValues: "the program gives more than one value"
        case .endless: "the program did not end in time"
        case .tooMuchMemory: "the program needs too much memory"
        case .crowded: "other programs were busy for too long"
        case .tooLong(let limit): "the program's value is longer than \(limit) bytes"
        case .unwritableValue(let why): why
        case .disabled: "the program is out of use, because it could not be ended in an earlier run"
        }
    }
}
