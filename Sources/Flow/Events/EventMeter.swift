internal import Synchronization

/// Rows that were stored since the server started.
public final class EventMeter: Sendable {
    private let count = Atomic<Int>(0)

    init() {}

    func note(_ rows: Int) { count.add(rows, ordering: .relaxed) }

    public var rows: Int { count.load(ordering: .relaxed) }
}
