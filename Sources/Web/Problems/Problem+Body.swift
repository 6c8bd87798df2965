import Canonical
import HTTPTypes

extension Problem {
    static func bodyTooLarge(limit: Int) -> Problem {
        var problem = Problem(
            .contentTooLarge, "body-too-large", "The body is larger than allowed.",
            detail: "At most \(limit) bytes are taken.", members: [("limit", .number(limit))])
        problem.endsConnection = true
        return problem
    }

    static var bodyTooSlow: Problem {
        var problem = Problem(.requestTimeout, "body-too-slow", "The body did not arrive in time.")
        problem.endsConnection = true
        return problem
    }

    static var bodiesTooMany: Problem {
        var problem = Problem(
            .serviceUnavailable, "busy", "Too many bodies are being read at this moment.",
            help: "Send the same request again later.")
        problem.endsConnection = true
        return problem.retryAfter(1)
    }

    static func unsupportedMedia(_ wanted: String) -> Problem {
        Problem(
            .unsupportedMediaType, "unsupported-media-type", "The body's media type is not taken here.",
            detail: "Wanted: \(wanted).")
    }

    /// Bytes that are no JSON, with the place of the first mistake.
    init(_ error: JSONSyntaxError, limit: Int) {
        guard error.code != .tooLarge else {
            self = .bodyTooLarge(limit: limit)
            endsConnection = false
            return
        }
        self.init(
            .badRequest, "not-json", "The body is no JSON that is taken here.", detail: "\(error.message).",
            members: [
                ("code", .text(error.code.rawValue)), ("offset", .number(error.offset)), ("line", .number(error.line)),
                ("column", .number(error.column)),
            ])
    }

    /// JSON that does not say what it has to, with the place.
    init(_ error: JSONReadError) {
        self = .wrongField(
            error.pointer, code: error.code.rawValue, error.message, offset: error.offset)
    }

    static func wrongField(_ pointer: JSONPointer, code: String, _ message: String, offset: Int? = nil) -> Problem {
        var members: [(name: StaticString, value: Member)] = [
            ("code", .text(code)), ("pointer", .text(pointer.description)),
        ]
        if let offset { members.append(("offset", .number(offset))) }
        return Problem(
            .badRequest, "wrong-field", "A member of the body is missing or wrong.", detail: "\(message).",
            members: members)
    }

    static func wrongHeader(_ name: String, _ message: String) -> Problem {
        Problem(
            .badRequest, "wrong-header", "A header field is missing or wrong.", detail: "\(message).",
            members: [("header", .text(name))])
    }

    static func wrongParameter(_ name: String, _ message: String) -> Problem {
        Problem(
            .badRequest, "wrong-parameter", "A query parameter is wrong.", detail: "\(message).",
            members: [("parameter", .text(name))])
    }
}
