package import Canonical

/// An attempt that is about to leave.
package struct AttemptStart: Sendable {
    /// The delivery.
    package var delivery: DeliveryID
    /// 1 for the first.
    package var number: Int
    /// The present moment.
    package var at: Instant
    /// Method and path of the request; no query, no secret.
    package var request: String
    /// Bytes of the request's body.
    package var requestSize: Int
    /// `waiting` for an attempt, `in-doubt` for a repetition after a look-up.
    package var from: DeliveryState

    /// Creates the start of an attempt.
    package init(
        delivery: DeliveryID, number: Int, at: Instant, request: String, requestSize: Int,
        from: DeliveryState = .waiting
    ) {
        self.delivery = delivery
        self.number = number
        self.at = at
        self.request = request
        self.requestSize = requestSize
        self.from = from
    }
}

/// An attempt as the journal holds it.
package struct AttemptRecord: Sendable, Equatable {
    /// 1 for the first.
    package var number: Int
    /// Method and path of the request.
    package var request: String
    /// Bytes of the request's body.
    package var requestSize: Int
    /// When it left.
    package var startedAt: Instant
    /// When its outcome was recorded; nil while under way or when the process died there.
    package var finishedAt: Instant?
    /// HTTP status of the answer.
    package var status: Int?
    /// `confirmed`, `rejected`, `retry`, `unknown`; nil while under way.
    package var outcome: String?
    /// Why.
    package var reason: Hold?

    /// Creates a record.
    package init(
        number: Int, request: String, requestSize: Int, startedAt: Instant, finishedAt: Instant?, status: Int?,
        outcome: String?, reason: Hold?
    ) {
        self.number = number
        self.request = request
        self.requestSize = requestSize
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.status = status
        self.outcome = outcome
        self.reason = reason
    }
}
