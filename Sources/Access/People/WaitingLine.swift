internal import Primitives

/// Counts who waits, and sends away whoever would be too many.
final class WaitingLine: Sendable {
    private let slots: Slots

    init(places: Int) {
        slots = Slots(places)
    }

    /// - Throws: `AccessError.busy`.
    func enter() throws(AccessError) {
        guard slots.enter() else { throw .busy }
    }

    func leave() { slots.leave() }
}
