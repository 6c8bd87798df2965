import Dispatch
import Synchronization

/// One piece of work for a worker, and how far it is.
final class JQJob: Sendable {
    private struct Progress {
        var isTaken = false
        var isDone = false
        var isGivenUp = false
    }

    private let body: @Sendable () -> Void
    /// Where it is counted when nobody waits for it any more.
    let losses: JQLosses?
    private let done = DispatchSemaphore(value: 0)
    private let progress = Mutex(Progress())

    init(countedIn losses: JQLosses?, _ body: @escaping @Sendable () -> Void) {
        self.losses = losses
        self.body = body
    }

    /// Does the work on the calling thread, a worker's.
    ///
    /// - Returns: Whether somebody still waits for it; if not, the worker has been replaced meanwhile.
    func work() -> Bool {
        let isWanted = progress.withLock { progress in
            progress.isTaken = !progress.isGivenUp
            return progress.isTaken
        }
        guard isWanted else { return true }
        body()
        let isGivenUp = progress.withLock { progress in
            progress.isDone = true
            return progress.isGivenUp
        }
        done.signal()
        return !isGivenUp
    }

    /// Waits for the end of the work; false when so much time passed before it.
    func wait(_ milliseconds: Int) -> Bool { done.wait(timeout: .now() + .milliseconds(milliseconds)) == .success }

    /// Stops waiting; false when the work is done after all.
    ///
    /// The closure is told whether a worker is busy with it, and so has to be replaced.
    func giveUp(_ wasTaken: (Bool) -> Void) -> Bool {
        progress.withLock { progress in
            guard !progress.isDone else { return false }
            progress.isGivenUp = true
            wasTaken(progress.isTaken)
            return true
        }
    }
}
