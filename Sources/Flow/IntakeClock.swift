public import Primitives
internal import Synchronization

/// Says when records come in, and up to which moment all have: whoever looks at what came in goes by it, so that nothing comes
/// in at a moment that was looked at already.
///
/// A moment is open from when it is taken until its records are on the disk. Times grow, also where the machine's clock goes
/// back a little; one that goes back further is believed.
public final class IntakeClock: Sendable {
    /// How far the machine's clock may go back until it is believed.
    public static let tolerance = Duration.minutes(5)

    /// When records come in.
    public struct Moment: Sendable {
        fileprivate var number: Int
        public var time: Timestamp
    }

    private struct State {
        var open: [Int: Timestamp] = [:]
        var next = 0
        var closed = Timestamp.distantPast
    }

    private let state = Mutex(State())

    public init() {}

    /// Takes the moment for records, to be ended when they are in.
    public func begin(at now: Timestamp = .now) -> Moment {
        state.withLock { state in
            if state.closed - now > IntakeClock.tolerance { state.closed = .distantPast }
            let moment = Moment(number: state.next, time: max(now, Timestamp(ticks: state.closed.ticks + 1)))
            state.open[moment.number] = moment.time
            state.next += 1
            return moment
        }
    }

    public func end(_ moment: Moment) {
        state.withLock { $0.open[moment.number] = nil }
    }

    /// The moment up to which all that came in is on the disk. Nothing comes in at or before it any more.
    public func close(at now: Timestamp = .now) -> Timestamp {
        state.withLock { state in
            let first = state.open.values.min().map { Timestamp(ticks: $0.ticks - 1) } ?? now
            let closed = min(first, now)
            state.closed = max(state.closed, closed)
            return closed
        }
    }

    /// Goes on from where an earlier process closed.
    func resume(from closed: Timestamp) {
        state.withLock { $0.closed = max($0.closed, closed) }
    }
}
