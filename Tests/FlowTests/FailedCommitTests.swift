import CaseStore
@testable import Flow
import Primitives
import SQL
import SecurityModel
import ServerHarness
import Synchronization
import Testing

/// What the flow holds in memory is a consequence of the store: a transaction that did not reach the disk leaves no trace.
@Suite struct FailedCommitTests {
    @Test func aBatchWhoseCommitFailsCountsOnce() async throws {
        let fault = CommitFault()
        let bench = try await StoredFlow { FaultyDatabase(database: $0, fault: fault) }
        defer { bench.remove() }
        try await bench.take(Records.burst(4, agent: "web01"))
        let before = try await bench.priorities()
        fault.isArmed.withLock { $0 = true }
        let more = Records.burst(8, agent: "mail01", at: "2026-05-04T10:40", address: "198.51.100.4")
        await #expect(throws: SQLError.diskFull) { try await bench.take(more) }
        #expect(try await bench.priorities() == before)
        fault.isArmed.withLock { $0 = false }
        let summary = try await bench.take(more)
        #expect(summary.alerts == 8 && summary.repeats == 0)
        let other = try await StoredFlow()
        defer { other.remove() }
        try await other.take(Records.burst(4, agent: "web01"))
        try await other.take(more)
        #expect(try await bench.priorities() == other.priorities())
        #expect(try await bench.store.read { try $0.lastAlert() } == 12)
        #expect(try await bench.store.audit().findings == [])
    }

    @Test func aDecisionWhoseCommitFailsIsNotRemembered() async throws {
        let fault = CommitFault()
        let bench = try await StoredFlow { FaultyDatabase(database: $0, fault: fault) }
        defer { bench.remove() }
        try await bench.take(Records.burst(8, agent: "web01"))
        let web = try #require(try await bench.asset("device", "web01"))
        let before = try await bench.priorities()
        fault.isArmed.withLock { $0 = true }
        let desk = AssetDesk(flow: bench.flow)
        await #expect(throws: SQLError.diskFull) {
            try await desk.update(web.id, .init(criticality: .level(.high)), by: StoredFlow.person)
        }
        fault.isArmed.withLock { $0 = false }
        try await bench.take(Records.burst(1, agent: "web01", at: "2026-05-04T10:01"))
        #expect(try await bench.priorities() == before)
        try await bench.flow.change(by: .correlation) { _, state in #expect(state.rules.settings.isEmpty) }
    }
}

private final class CommitFault: Sendable {
    let isArmed = Mutex(false)
}

/// The real database, but while the fault is armed there is no room left when a body is done and its changes are to be
/// flushed.
private struct FaultyDatabase: SQLDatabase {
    let database: any SQLDatabase
    let fault: CommitFault

    func read<Result: Sendable>(_ body: @escaping @Sendable (any SQLReader) throws -> Result) async throws -> Result {
        try await database.read(body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLWriter) throws -> Result, committed: @escaping @Sendable (Result) -> Void
    ) async throws -> Result {
        try await database.write(
            { writer in
                let result = try body(writer)
                if fault.isArmed.withLock({ $0 }) { throw SQLError.diskFull }
                return result
            }, committed: committed)
    }

    func backup(to path: String) async throws { try await database.backup(to: path) }

    func size() async throws -> Int64 { try await database.size() }
}
