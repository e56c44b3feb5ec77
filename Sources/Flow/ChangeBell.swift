internal import Synchronization

/// Tells one listener that something changed. Rings while nobody listens are heard once, later.
final class ChangeBell: Sendable {
    private struct State {
        var hasRung = false
        var listener: AsyncStream<Void>.Continuation?
    }

    private let state = Mutex(State())

    func ring() {
        state.withLock { state in
            state.hasRung = true
            state.listener?.finish()
        }
    }

    /// Returns when the bell has rung since the last time, or the task is cancelled.
    func wait() async {
        let (stream, continuation) = AsyncStream<Void>.makeStream()
        let hasRung = state.withLock { state in
            state.listener = continuation
            return state.hasRung
        }
        if hasRung { continuation.finish() }
        for await _ in stream {}
        state.withLock { state in
            state.hasRung = false
            state.listener = nil
        }
    }

    /// The same, or when so much time has passed.
    func wait(atMost duration: Swift.Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.wait() }
            group.addTask { try? await Task.sleep(for: duration) }
            await group.next()
            group.cancelAll()
        }
    }
}
