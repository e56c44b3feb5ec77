import Synchronization

/// Tasks that wait until there is something to read.
final class InboxWatchers: Sendable {
    private struct Watcher {
        var sequence: UInt64
        var continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        var watchers: [Int: Watcher] = [:]
        var nextNumber = 0
        var lastSequence: UInt64
        var isClosed = false
    }

    private let state: Mutex<State>

    init(lastSequence: UInt64) {
        state = Mutex(State(lastSequence: lastSequence))
    }

    /// Returns when there is a record after `sequence`.
    /// - Throws: `CancellationError`, or `InboxError.closed`.
    func wait(after sequence: UInt64) async throws {
        let number = state.withLock { state in
            state.nextNumber += 1
            return state.nextNumber
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                register(Watcher(sequence: sequence, continuation: continuation), number)
            }
        } onCancel: {
            state.withLock { $0.watchers.removeValue(forKey: number) }?.continuation.resume(
                throwing: CancellationError())
        }
    }

    private func register(_ watcher: Watcher, _ number: Int) {
        // The handler for cancellation may have run already and found nobody; the task then knows that it is cancelled.
        let outcome: Result<Void, any Error>? = state.withLock { state in
            if Task.isCancelled { return .failure(CancellationError()) }
            if state.isClosed { return .failure(InboxError.closed) }
            if state.lastSequence > watcher.sequence { return .success(()) }
            state.watchers[number] = watcher
            return nil
        }
        if let outcome { watcher.continuation.resume(with: outcome) }
    }

    /// Records up to `last` can be read.
    func wake(through last: UInt64) {
        let ready = state.withLock { state in
            state.lastSequence = last
            let ready = state.watchers.filter { $0.value.sequence < last }
            for number in ready.keys { state.watchers[number] = nil }
            return ready.values.map(\.continuation)
        }
        for continuation in ready { continuation.resume() }
    }

    func close() {
        let all = state.withLock { state in
            state.isClosed = true
            defer { state.watchers = [:] }
            return state.watchers.values.map(\.continuation)
        }
        for continuation in all { continuation.resume(throwing: InboxError.closed) }
    }
}
