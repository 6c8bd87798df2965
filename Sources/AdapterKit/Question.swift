public import Canonical

/// A synchronous, read-only question to one system.
public struct Question: Sendable, Equatable {
    /// Its name (`order.details`, `refund.quote`, `edit.quote`, `shipping.documents`, `landed-cost.quote`, `tracking`).
    public var name: String
    /// The order that it is about, when the gateway knows it.
    public var order: Order?
    /// The question's own members as JSON.
    public var parameters: JSONText?

    /// Creates a question.
    public init(name: String, order: Order? = nil, parameters: JSONText? = nil) {
        self.name = name
        self.order = order
        self.parameters = parameters
    }
}

/// A system's answer to a question.
public struct Answer: Sendable, Equatable {
    /// The answer as canonical JSON: money as text with its currency.
    public var json: JSONText

    /// Creates an answer.
    public init(json: JSONText) { self.json = json }
}

/// Why a question has no answer.
public struct QuestionFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The system's refusal, or what the question lacks.
    public var reason: Reason
    /// The HTTP status that the canonical API answers with: 404, 422, 502 or 503.
    public var status: Int

    /// Creates a failure.
    public init(_ reason: Reason, status: Int) {
        self.reason = reason
        self.status = status
    }

    /// The reason's text.
    public var description: String { reason.description }
}
