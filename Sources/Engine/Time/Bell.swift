import Synchronization

/// A bell that one task listens to: it wakes the listener early, or at once when it was rung before.
final class Bell: Sendable {
    private struct State {
        var isRung = false
        var listener: CheckedContinuation<Void, Never>?
    }

    /// Guards whether it was rung and who listens.
    private let state = Mutex(State())

    /// Wakes the listener, or the next one.
    func ring() {
        let listener = state.withLock { state in
            state.isRung = state.listener == nil
            defer { state.listener = nil }
            return state.listener
        }
        listener?.resume()
    }

    /// Waits for the bell, for the time limit, or for cancellation, whichever comes first.
    func wait(atMost limit: Duration?, by time: any TimeSource) async {
        guard let limit else { return await listen() }
        guard limit > .zero else { return }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.listen() }
            // A cancelled sleep only means that the bell rang first.
            group.addTask { try? await time.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }

    private func listen() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    if state.isRung || Task.isCancelled {
                        state.isRung = false
                        return true
                    }
                    state.listener = continuation
                    return false
                }
                if isDone { continuation.resume() }
            }
        } onCancel: {
            let listener = state.withLock { state in
                defer { state.listener = nil }
                return state.listener
            }
            listener?.resume()
        }
    }
}
