package import Canonical

/// What one step of a delivery gave, kept so that the step is not repeated.
package struct RememberedStep: Sendable {
    /// The delivery.
    package var delivery: DeliveryID
    /// The attempt that is under way; nil for a look-up.
    package var attempt: Int?
    /// The step's name, unique within its delivery.
    package var step: String
    /// What it gave; the adapter alone reads it.
    package var value: JSONText
    /// The present moment.
    package var at: Instant

    /// Creates a step's memory.
    package init(delivery: DeliveryID, attempt: Int?, step: String, value: JSONText, at: Instant) {
        self.delivery = delivery
        self.attempt = attempt
        self.step = step
        self.value = value
        self.at = at
    }
}
