/// Why a simulator cannot start.
package enum SimulatorError: Error, Equatable, CustomStringConvertible {
    /// The server ended before it took connections.
    case stoppedAtStart
    /// A setting makes no sense; the text says which and why.
    case configuration(String)

    /// The sentence for the person who starts it.
    package var description: String {
        switch self {
        case .stoppedAtStart: "the simulator ended before it took connections"
        case .configuration(let problem): problem
        }
    }
}
