internal import Synchronization

/// Counts how many are at something, and lets no more in than there is room for. Nobody waits: whoever is not let in is told.
public final class Slots: Sendable {
    private let most: Int
    private let taken = Mutex(0)

    public init(_ most: Int) { self.most = most }

    /// Takes a slot, which has to be given back by `leave`.
    /// - Returns: whether there was one.
    public func enter() -> Bool {
        taken.withLock { taken in
            guard taken < most else { return false }
            taken += 1
            return true
        }
    }

    public func leave() { taken.withLock { $0 -= 1 } }
}
