internal import Synchronization

/// Counts who waits, and sends away whoever would be too many.
final class WaitingLine: Sendable {
    private let places: Int
    private let waiting = Mutex(0)

    init(places: Int) {
        self.places = places
    }

    /// - Throws: `AccessError.busy`.
    func enter() throws(AccessError) {
        let isIn = waiting.withLock { waiting in
            guard waiting < places else { return false }
            waiting += 1
            return true
        }
        guard isIn else { throw .busy }
    }

    func leave() { waiting.withLock { $0 -= 1 } }
}
