import AdapterKit
import HTTPTypes

/// One request of an operation, made and read by programs.
struct MappedStep: Sendable {
    /// How a body is written.
    enum Encoding: String, Sendable {
        case json, form
    }

    /// A header field and the text that gives its value.
    struct Header: Sendable {
        let name: HTTPField.Name
        let value: JQProgram
    }

    let name: String
    /// Whether the step is needed; nil for always.
    let when: JQProgram?
    let method: HTTPRequest.Method
    let path: JQProgram
    let headers: [Header]
    let body: JQProgram?
    let encoding: Encoding
    /// Reads the answer; nil when the status alone tells.
    let answer: JQProgram?
    /// Whether the request may be sent again when no answer came.
    let isRepeatable: Bool
    /// Statuses beside 2xx that a look-up's program decides about.
    let judges: Set<Int>
    /// Where it stands in the settings, for whoever mends it.
    let place: String

    /// Whether the request changes nothing by its method.
    var isSafe: Bool { method == .get || method == .head }
}
