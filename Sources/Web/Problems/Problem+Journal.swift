import AdapterKit
import Engine
import HTTPTypes
import Journal

extension Problem {
    /// The engine could not store or read; open work goes on and the caller may come back.
    static func unavailable(retryAfter seconds: Int64) -> Problem {
        Problem(
            .serviceUnavailable, "cannot-store", "Nothing can be stored at this moment; nothing was.",
            help: "Send the same request again after Retry-After seconds."
        ).retryAfter(seconds)
    }

    static func conflict(_ detail: String) -> Problem {
        Problem(.conflict, "conflict", "The thing is not in a state that allows this.", detail: detail)
    }

    static var keyReused: Problem {
        Problem(
            .unprocessableContent, "idempotency-key-reused", "The key was used before for another request.",
            help: "Use a new key for a new request; what the first one did stands, this one did nothing.")
    }

    /// A request that has to be told from its own repetition came without a key.
    static func keyMissing(_ what: String) -> Problem {
        Problem(
            .badRequest, "idempotency-key-missing", "A key is needed here.",
            detail: "\(what) takes an Idempotency-Key, so that sending it again does nothing anew.",
            help: "Choose a text for this request, such as a UUID, and send the same one when you send it again.",
            members: [("header", .text("idempotency-key"))])
    }

    /// A fact that was held and that a person closed.
    static var factClosed: Problem {
        .conflict("This fact waited for a person, who closed it; nothing of it is stored with an order.")
    }

    static var eventReused: Problem {
        Problem(
            .unprocessableContent, "event-id-reused", "The event's id was used before for another body.",
            help: "Use a new id for a new statement; the first body stands, the second waits for a person.")
    }

    static var keyInUse: Problem {
        Problem(
            .conflict, "idempotency-key-in-use", "The first request with this key is still under way."
        ).retryAfter(1)
    }

    static func adapterUnknown(_ pointer: String) -> Problem {
        Problem(
            .unprocessableContent, "adapter-unknown", "No adapter of this id is installed.",
            help: "GET /v1/adapters lists them; nothing was stored.", members: [("pointer", .text(pointer))])
    }

    static var orderUnnamed: Problem {
        Problem(
            .unprocessableContent, "order-unnamed", "The fact does not say which order it is about.",
            help: "Give our id as subject, or a reference of kind order in the data; nothing was stored.",
            members: [("pointer", .text("/subject"))])
    }

    static func orderUnknown(_ pointer: String) -> Problem {
        Problem(
            .unprocessableContent, "order-unknown", "No order has the id that the fact names.",
            help: "State the order first, or name it by one of its ids; nothing was stored.",
            members: [("pointer", .text(pointer))])
    }

    /// A failure of the journal as the caller sees it.
    init(_ failure: JournalFailure) {
        switch failure {
        case .conflict(let text): self = .conflict(text)
        case .full: self = .unavailable(retryAfter: 30)
        case .stale, .storage, .closed: self = .unavailable(retryAfter: 5)
        }
    }

    /// A question that has no answer.
    init(_ failure: QuestionFailure) {
        self.init(
            HTTPResponse.Status(answering: failure.status), "no-answer", "The question has no answer.",
            detail: failure.reason.message, members: [("code", .text(failure.reason.code))])
        if failure.status == 503 { self = retryAfter(5) }
    }

    /// An operation that could not be told.
    init(_ failure: TellingFailure) {
        switch failure {
        case .unknownAdapter: self = .notFound("No adapter has this id.", help: "GET /v1/adapters lists them.")
        case .unknownOrder: self = .notFound("No order has this id.", help: "GET /v1/orders lists the newest orders.")
        case .unknownOperation(let known):
            self = .notFound(
                "The adapter has no operation of this name that can be told.",
                help: known.isEmpty ? "It can be told nothing." : "It can be told: \(known.joined(separator: ", ")).")
        case .conflict: self = .conflict("It was told meanwhile.")
        case .journal(let failure): self = Problem(failure)
        }
    }

    static var unexpected: Problem {
        Problem(
            .internalServerError, "unexpected", "The gateway failed unexpectedly.",
            help: "The log has an event http.unexpected for it.")
    }
}
