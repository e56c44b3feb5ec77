public import CaseStore
public import Primitives
internal import Synchronization

/// What rules did since the server started.
public final class DetectionMeter: Sendable {
    public struct Reading: Hashable, Sendable {
        /// Runs by how they ended.
        public var runs: [DetectionRun.Status: Int] = [:]
        /// Time that queries took, all together.
        public var took = Duration.seconds(0)
        public var alerts: Int64 = 0
        /// Rules that were disabled because they failed again and again.
        public var disabled = 0
    }

    private let state = Mutex(Reading())

    init() {}

    public var reading: Reading { state.withLock { $0 } }

    func note(_ run: DetectionRun) {
        state.withLock { reading in
            reading.runs[run.status, default: 0] += 1
            reading.took = Duration(ticks: reading.took.ticks + run.took.ticks)
            reading.alerts += run.alerts
        }
    }

    func noteDisabled() { state.withLock { $0.disabled += 1 } }
}
