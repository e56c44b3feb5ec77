public import CaseStore
public import Correlation
internal import Ingestion
internal import Primitives
public import SecurityModel
internal import Synchronization

/// Batches of records and decisions of people, one after the other, each in one transaction of the store.
///
/// The state in memory is read and written inside the transaction alone, on the store's own writing thread, and is kept once
/// the transaction is on the disk.
public final class CaseFlow: Sendable {
    /// Alerts after which correlation's state is stored; after a crash at most so many are looked at again.
    public static let checkpointInterval = 200_000

    public let store: CaseStore
    /// The way into the event store.
    public let events: EventIntake
    /// What the server was started with; the site's own settings go before it.
    let policy: CorrelationPolicy
    private let memory = Mutex(Memory())
    private let book: Mutex<SourceBook>

    /// Reads the sources and brings correlation to where the store stands.
    public init(
        store: CaseStore, policy: CorrelationPolicy = CorrelationPolicy(), events: EventIntake = .none
    ) async throws {
        self.store = store
        self.policy = policy
        self.events = events
        book = Mutex(SourceBook(try await store.read { try $0.sources() }, events: events))
        try await change(by: .correlation) { _, _ in }
    }

    /// What a batch came to.
    public struct Summary: Sendable {
        public var records = 0
        public var alerts = 0
        public var repeats = 0
        public var rejected = 0
        /// The last record of the inbox that is done.
        public var position: Int64 = 0
        /// Incidents that the batch changed.
        public var incidents: [IncidentID] = []
    }

    /// What the formats make of records.
    func read(_ stretch: InboxStretch) -> ReadBatch {
        ReadBatch(stretch, sources: sourceBook, rules: memory.withLock(\.rules))
    }

    /// Reads the records, places their alerts and stores all of it, with the position behind them.
    func process(_ records: [InboxRecord]) async throws -> Summary {
        guard let last = records.last else { return Summary() }
        return try await process(read(InboxStretch(records, last: last.sequence)))
    }

    /// Places the alerts of a batch and stores all of it, with the position behind it. Should the rules have changed since it
    /// was read, it is read again.
    func process(_ batch: ReadBatch) async throws -> Summary {
        let sources = sourceBook
        return try await change(by: .correlation) { transaction, state in
            let current = state.rules
            let read =
                current == batch.rules
                ? batch.read : batch.records.map { ReadRecord($0, sources: sources, rules: current) }
            let intake = try state.intake.take(read, in: transaction)
            let decisions = state.correlator.correlate(intake.observations)
            try AlertPlacement.apply(decisions, to: intake.alerts, memory: &state.placement, in: transaction)
            try state.intake.foldRepeats(in: transaction)
            try state.levels.note(intake.alerts, by: current, in: transaction)
            try transaction.setPosition(Int64(batch.last), of: CaseFlow.stage)
            state.alertsSinceCheckpoint += intake.alerts.count
            if state.alertsSinceCheckpoint >= CaseFlow.checkpointInterval { try self.saveCheckpoint(&state, transaction) }
            return Summary(
                records: batch.records.count, alerts: intake.alerts.count, repeats: intake.repeats, rejected: intake.rejected,
                position: Int64(batch.last))
        }
    }

    /// The name under which the store keeps the position in the inbox.
    static let stage = "correlation"

    /// Stores correlation's state, so that the next start need not look at history again.
    public func checkpoint() async throws {
        try await change(by: .correlation) { transaction, state in
            guard state.alertsSinceCheckpoint > 0 else { return }
            try self.saveCheckpoint(&state, transaction)
        }
    }

    func saveCheckpoint(_ state: inout FlowState, _ transaction: CaseTransaction) throws {
        try transaction.save(state.checkpoint())
        state.alertsSinceCheckpoint = 0
    }

    /// Incidents that correlation may still add to.
    func incidentsInUse() async throws -> Set<IncidentID> {
        try await change(by: .correlation) { _, state in Set(state.correlator.incidentsInUse.map { IncidentID($0) }) }
    }

    /// The sources as they are configured now.
    var sourceBook: SourceBook { book.withLock { $0 } }

    /// How the listeners of sources are doing.
    public let listeners = ListenerLedger()
    /// What came by each source lately.
    public let meter = IntakeMeter()
    /// What rules of detection did.
    public let detections = DetectionMeter()

    /// When records come in, and up to when all have.
    public let intakeClock = IntakeClock()

    /// Rings when rules of detection were changed, or made alerts.
    let detectionChanges = ChangeBell()
    /// Rings when listeners were added or taken away.
    let listenerChanges = ChangeBell()
    /// Rings when there is something for webhooks that the log of changes does not say.
    let webhookChanges = ChangeBell()

    /// Ticks when files were added to or taken from those that are followed.
    let followedFiles = ChangeBell()

    func followedFilesChanged() { followedFiles.ring() }

    /// Reads the sources again after one was changed.
    public func reloadSources() async throws {
        let sources = try await store.read { try $0.sources() }
        book.withLock { $0 = SourceBook(sources, events: events) }
    }

    /// Runs a body in a transaction of the store, with the state. Where the body or the commit fails, neither has changed: a
    /// state that had been changed by then is made again from the store.
    func change<Result: Sendable>(
        by actor: ChangeActor, _ body: @escaping @Sendable (CaseTransaction, inout FlowState) throws -> Result
    ) async throws -> Result {
        try await store.write(by: actor, at: .now) { transaction in
            var state =
                try self.memory.withLock { $0.take() }
                ?? FlowState.load(transaction.reader, policy: self.policy)
            do {
                let result = try body(transaction, &state)
                self.memory.withLock { $0.changed = state }
                return result
            } catch {
                // Most refusals come before anything was touched.
                if !state.isChanged { self.memory.withLock { $0.giveBack(state) } }
                throw error
            }
        } committed: {
            self.memory.withLock { $0.keep() }
        }
    }

    /// Whether the state is at hand and need not be made again.
    var hasState: Bool { memory.withLock(\.hasState) }

    /// The state between transactions. There is one copy of it at any time: it is large.
    private struct Memory {
        private var state: FlowState?
        /// The state of a transaction that is not on the disk yet.
        var changed: FlowState?
        /// The rules that were kept last, for whoever reads records outside a transaction.
        private(set) var rules = AssetRules()

        var hasState: Bool { state != nil }

        mutating func take() -> FlowState? {
            changed = nil
            defer { state = nil }
            return state
        }

        mutating func giveBack(_ unchanged: FlowState) { state = unchanged }

        mutating func keep() {
            changed?.settle()
            rules = changed?.rules ?? rules
            state = changed
            changed = nil
        }
    }
}
