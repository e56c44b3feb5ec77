public import CaseStore
public import KQL
internal import Primitives
internal import Synchronization

/// Runs hunts over the stores.
public struct HuntDesk: Sendable {
    private let store: CaseStore
    public let policy: HuntPolicy
    private let running: Slots

    public init(store: CaseStore, policy: HuntPolicy = HuntPolicy()) {
        self.store = store
        self.policy = policy
        running = Slots(policy.atOnce)
    }

    /// What can be asked, for those who write queries.
    public static var help: [TableHelp] {
        HuntingTables.all.map { TableHelp(name: $0.name, summary: $0.summary, columns: $0.columns) }
    }

    /// Answers a query, as far as the current `CaseView` reaches.
    /// - Parameter span: what is looked at; a query that asks for more finds nothing outside.
    /// - Throws: `QueryError` for a query that has no answer, `HuntError` where it was not run at all.
    public func run(_ query: String, over span: HuntSpan = HuntSpan()) async throws -> HuntAnswer {
        guard query.utf8.count <= HuntPolicy.queryBytes else { throw HuntError.tooLong }
        guard running.enter() else { throw HuntError.busy }
        defer { running.leave() }
        let (policy, flag) = (policy, Flag())
        return try await withTaskCancellationHandler {
            try await store.read { reader in
                let start = ContinuousClock.now
                let tables = CaseTables(reader: reader, start: span.start, end: span.end)
                let table = try Engine(provider: tables, limits: policy.limits).run(query) { flag.isSet }
                return HuntAnswer(table: table, seconds: (ContinuousClock.now - start) / .seconds(1))
            }
        } onCancel: {
            flag.set()
        }
    }
}

/// The answer of a hunt, and what it took.
public struct HuntAnswer: Sendable {
    public var table: Table
    /// On the clock, from the first row that was read.
    public var seconds: Double
}

/// A table as those who write queries see it.
public struct TableHelp: Hashable, Sendable {
    public var name: String
    public var summary: String
    public var columns: [ColumnHelp]
}

/// Why a hunt was not begun.
public enum HuntError: Error, Hashable, Sendable {
    /// Too many are running; ask again soon.
    case busy
    case tooLong
}

extension HuntPolicy {
    fileprivate var limits: QueryLimits {
        var limits = QueryLimits()
        (limits.seconds, limits.resultRows, limits.memory) = (seconds, rows, memory)
        return limits
    }
}

/// Set once, seen from another thread.
private final class Flag: Sendable {
    private let value = Atomic(false)

    var isSet: Bool { value.load(ordering: .relaxed) }
    func set() { value.store(true, ordering: .relaxed) }
}
