public import CaseStore
public import KQL
public import Primitives
internal import Synchronization

/// Runs hunts over the stores.
public struct HuntDesk: Sendable {
    let store: CaseStore
    let events: (any EventTableSource)?
    private let external: (any ExternalSource)?
    public let policy: HuntPolicy
    /// Those that run now.
    public let running = RunningHunts()
    /// What hunts used up.
    public let usage: HuntUsage
    private let slots: Slots

    /// - Parameters:
    ///   - events: `nil` where there is no store of events.
    ///   - external: what `externaldata` may read; `nil` for nothing.
    ///   - usage: where another desk notes what its hunts used, too.
    public init(
        store: CaseStore, events: (any EventTableSource)? = nil, external: (any ExternalSource)? = nil,
        policy: HuntPolicy = HuntPolicy(), usage: HuntUsage? = nil
    ) {
        self.store = store
        self.events = events
        self.external = external
        self.policy = policy
        slots = Slots(policy.atOnce)
        self.usage = usage ?? HuntUsage(quota: policy.quotaSeconds)
    }

    /// What can be asked, for those who write queries.
    public var help: [TableHelp] {
        HuntDesk.casesHelp + (events?.tables ?? []).filter { HuntingTables.named[$0.name] == nil }
    }

    /// The same of the tables of the cases alone.
    public static var casesHelp: [TableHelp] {
        HuntingTables.all.map { TableHelp(name: $0.name, summary: $0.summary, columns: $0.columns) }
    }

    /// Answers a query, as far as the current `CaseView` reaches.
    /// - Parameters:
    ///   - span: what is looked at; a query that asks for more finds nothing outside.
    ///   - now: the moment that `now()` and `ago()` start from.
    ///   - pushesDown: whether stores may carry out parts of the query; the answer is the same.
    ///   - cuts: whether of an answer with more rows than it may have the first are given.
    ///   - takesSeveral: whether the query may have more than one answer.
    ///   - asker: who asks.
    /// - Throws: `QueryError` for a query that has no answer, `HuntError` where it was not run at all.
    public func run(
        _ query: String, over span: HuntSpan = HuntSpan(), now: Timestamp = .now, pushesDown: Bool = true,
        cuts: Bool = false, takesSeveral: Bool = false, by asker: HuntAsker = .server
    ) async throws -> HuntAnswer {
        try await accounted(query, span, asker) { memory in
            try await withEngine(query, span, pushesDown, asker) { engine, isCancelled in
                let start = ContinuousClock.now
                let answers = try engine.answers(
                    of: query, takesSeveral: takesSeveral, now: now, memory: memory, isCancelled: isCancelled)
                let tables = cuts ? answers : try answers.map { try $0.whole() }
                return HuntAnswer(tables: tables, seconds: (ContinuousClock.now - start) / .seconds(1))
            }
        }
    }

    /// Runs a hunt within the quota of whoever asks, and notes what it used.
    private func accounted(
        _ query: String, _ span: HuntSpan, _ asker: HuntAsker,
        _ body: (_ memory: PeakMemory) async throws -> HuntAnswer
    ) async throws -> HuntAnswer {
        var entry = HuntUsage.Entry(
            account: asker.account, interface: asker.interface, query: query, span: span, begun: .now, seconds: 0, rows: 0,
            memory: 0,
            share: 0, state: .throttled)
        do { try usage.admit(asker, at: entry.begun) } catch {
            usage.note(entry, at: entry.begun)
            throw error
        }
        let (start, memory) = (ContinuousClock.now, PeakMemory())
        func end(_ state: HuntUsage.State) -> Double {
            entry.seconds = (ContinuousClock.now - start) / .seconds(1)
            (entry.memory, entry.state) = (memory.bytes, state)
            return usage.note(entry, at: .now)
        }
        do {
            var answer = try await body(memory)
            entry.rows = answer.rows
            answer.share = end(.completed)
            return answer
        } catch let error as HuntError {
            // It was not begun.
            throw error
        } catch {
            _ = end((error as? QueryError)?.kind == .cancelled ? .cancelled : .failed)
            throw error
        }
    }

    /// What a query would do, and what of it the stores would carry out, as lines. Parts that the language works out before
    /// a query runs are worked out.
    /// - Throws: as `run`.
    public func explain(
        _ query: String, over span: HuntSpan = HuntSpan(), pushesDown: Bool = true, by asker: HuntAsker = .server
    ) async throws -> String {
        try await withEngine(query, span, pushesDown, asker) { engine, _ in try engine.explain(query) }
    }

    /// The columns of the answer of a query that is to be run again and again; nothing is read but what the language works out
    /// before a query runs.
    /// - Throws: as `run`, and for a query over all tables that names none.
    public func columns(ofRule query: String) async throws -> [String] {
        try await withEngine(query, HuntSpan(), true, .server) { engine, _ in
            try engine.plan(query, looksEverywhere: false).schema.fields.map(\.name)
        }
    }

    private func withEngine<Answer: Sendable>(
        _ query: String, _ span: HuntSpan, _ pushesDown: Bool, _ asker: HuntAsker,
        _ body: @escaping @Sendable (Engine, _ isCancelled: @escaping @Sendable () -> Bool) throws -> Answer
    ) async throws -> Answer {
        guard query.utf8.count <= HuntPolicy.queryBytes else { throw HuntError.tooLong }
        guard slots.enter() else { throw HuntError.busy }
        defer { slots.leave() }
        let (policy, events, external, view, flag) = (policy, events, external, CaseView.current, StopFlag())
        let id = try running.begin(query, by: asker, flag)
        defer { running.end(id) }
        return try await withTaskCancellationHandler {
            try await store.read { reader in
                let provider = try HuntDesk.tables(reader, view, events, span, external: external)
                return try body(Engine(provider: provider, limits: policy.limits, pushesDown: pushesDown)) { flag.isSet }
            }
        } onCancel: {
            flag.set()
        }
    }

    static func tables(
        _ reader: CaseReader, _ view: CaseView, _ events: (any EventTableSource)?, _ span: HuntSpan,
        external: (any ExternalSource)? = nil
    ) throws -> any TableProvider {
        let cases = CaseTables(reader: reader, span: span)
        let groups = view.isEverything || events == nil ? [] : try reader.deviceGroups()
        let tables = events.map { DeviceScope(view, groups).tables(of: $0, over: span) }
        let known = events.map { EnvironmentFunctions.ofEvents.merging($0.functions) { own, _ in own } } ?? [:]
        let functions = EnvironmentFunctions.ofCases.merging(known) { own, _ in own }
        return HuntTables(cases: cases, events: tables, external: external, functions: functions)
    }
}

/// The answer of a hunt, and what it took.
public struct HuntAnswer: Sendable {
    /// At least one; exactly one where no more were taken.
    public var tables: [QueryAnswer]
    /// On the clock, from the first row that was read.
    public var seconds: Double
    /// The share of the quota of whoever asked that it used; 0 where there is none.
    public var share = 0.0

    public var table: Table { tables[0].table }
    /// How many rows were found in all; more than there are where some were cut.
    public var rows: Int { tables.reduce(0) { $0 + $1.found } }
}

/// A table as those who write queries see it.
public struct TableHelp: Hashable, Sendable {
    public var name: String
    public var summary: String
    public var columns: [ColumnHelp]

    public init(name: String, summary: String, columns: [ColumnHelp]) {
        (self.name, self.summary, self.columns) = (name, summary, columns)
    }
}

/// Why a hunt was not begun.
public enum HuntError: Error, Hashable, Sendable {
    /// Too many are running; ask again soon.
    case busy
    case tooLong
    /// The account's hunts have used up what they may in this cycle.
    case quotaUsedUp(seconds: Int)
    /// A hunt runs under the id that was given.
    case idTaken
}

extension HuntPolicy {
    fileprivate var limits: QueryLimits {
        var limits = QueryLimits()
        (limits.seconds, limits.resultRows, limits.memory) = (seconds, rows, memory)
        return limits
    }
}
