import AdapterKit
import Canonical
import Synchronization

/// Where a synchronous route waits for what its target says.
final class ReplyDesk: Sendable {
    /// Guards who waits for which delivery.
    private let waiting = Mutex<[DeliveryID: AsyncStream<IntakeResult.Reply>.Continuation]>([:])

    /// Announces that somebody will wait for a delivery; called before the delivery can start.
    func expect(_ delivery: DeliveryID) -> AsyncStream<IntakeResult.Reply> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: IntakeResult.Reply.self, bufferingPolicy: .bufferingNewest(1))
        waiting.withLock { $0[delivery] = continuation }
        return stream
    }

    /// Tells who waits, if anybody does, what the target said.
    func give(_ delivery: DeliveryID, _ reply: @autoclosure () -> IntakeResult.Reply) {
        guard let continuation = waiting.withLock({ $0.removeValue(forKey: delivery) }) else { return }
        continuation.yield(reply())
        continuation.finish()
    }

    /// Ends the waiting for a delivery.
    func forget(_ delivery: DeliveryID) {
        waiting.withLock { $0.removeValue(forKey: delivery) }?.finish()
    }
}
