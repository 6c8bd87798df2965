import Synchronization

/// A bounded queue that several workers empty.
final class Outbox<Parcel: Sendable>: Sendable {
    private let parcels: AsyncStream<Parcel>
    private let entrance: AsyncStream<Parcel>.Continuation
    /// Guards the numbers of parcels put in and not yet done, and of those refused because the queue was full.
    private let counts = Mutex((open: 0, refused: 0))

    /// - Parameter bound: How many parcels may wait; a parcel beyond is refused and counted.
    init(bound: Int) {
        (parcels, entrance) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(bound))
    }

    var open: Int { counts.withLock { $0.open } }
    var refused: Int { counts.withLock { $0.refused } }

    func put(_ parcel: Parcel) {
        counts.withLock { $0.open += 1 }
        guard case .dropped = entrance.yield(parcel) else { return }
        counts.withLock {
            $0.open -= 1
            $0.refused += 1
        }
    }

    /// Hands each parcel to one worker, until cancelled.
    func run(workers: Int, _ work: @escaping @Sendable (Parcel) async -> Void) async {
        // One reader hands out, because a stream may be iterated only once.
        await withTaskGroup(of: Void.self) { group in
            var idle = max(1, workers)
            for await parcel in parcels {
                if idle == 0 {
                    await group.next()
                    idle += 1
                }
                idle -= 1
                group.addTask {
                    await work(parcel)
                    self.counts.withLock { $0.open -= 1 }
                }
            }
            group.cancelAll()
        }
    }
}
