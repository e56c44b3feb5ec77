import CaseStore
import Correlation
@testable import Flow
import Foundation
import Ingestion
import Primitives
import SQLiteDriver
import SecurityModel
import Testing

/// The stored history under other settings, over a real store.
@Suite struct HistoryReplayTests {
    /// Four quiet days on two devices, then the same six new rules on both, ten minutes apart.
    private static let lines: [String] = {
        var lines: [String] = []
        func add(_ minute: Double, _ rule: Int, on host: String) {
            let time = Timestamp(ticks: start.ticks + Int64(minute * 60) * CorrelationPolicy.second)
            lines.append(
                """
                {"timestamp": "\(time)", "id": "a\(lines.count)", "agent": {"name": "\(host)"}, \
                "rule": {"level": 5, "id": "\(rule)", "description": "Rule \(rule)"}}
                """)
        }
        for step in 0..<192 {
            for host in ["web", "db"] { add(Double(step) * 30, 100, on: host) }
        }
        for (offset, host) in ["web", "db"].enumerated() {
            for rule in 0..<7 { add(5_760 + Double(offset) * 10 + Double(rule) / 6, 201 + rule, on: host) }
        }
        return lines
    }()

    private static let start = Timestamp("2026-05-01T00:00:00Z") ?? .distantPast

    /// A store with the stream in it, and what a replay with other settings says of it.
    private func difference(
        _ settings: (inout CorrelationPolicy) -> Void, deciding: (CaseDesk, [IncidentID]) async throws -> Void = { _, _ in }
    ) async throws -> ReplayDifference {
        let folder = FileManager.default.temporaryDirectory.appending(path: "watchfloor-history-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let database = try SQLiteDatabase(path: folder.appending(path: "cases.sqlite").path)
        let store = try await CaseStore(database: database, seal: try ChangeSeal(folder: folder.appending(path: "keys")))
        try await store.write(by: ChangeActor(person: "ana"), at: .now) {
            _ = try $0.save(IngestSource(name: "siem", format: "wazuh", created: .now))
        }
        let flow = try await CaseFlow(store: store)
        let records = HistoryReplayTests.lines.enumerated().map { index, line in
            InboxRecord(
                sequence: UInt64(index) + 1, record: RawRecord(source: "siem", received: .now, bytes: Array(line.utf8)))
        }
        _ = try await flow.process(records)
        var query = IncidentQuery()
        query.limit = 100
        let asked = query
        let queue = try await store.read { reader in
            try reader.incidents(asked).filter(\.isOnQueue).map(\.id).sorted { $0.number < $1.number }
        }
        try await deciding(CaseDesk(flow: flow), queue)
        var policy = CorrelationPolicy()
        settings(&policy)
        return try await HistoryReplay(other: policy).run(store)
    }

    @Test func theSameSettingsChangeNothing() async throws {
        let difference = try await difference { _ in }
        #expect(difference.isEmpty, "\(difference)")
        #expect(difference.alertCount == HistoryReplayTests.lines.count)
        #expect(difference.before.onQueue == 2)
        #expect(difference.before == difference.after)
    }

    @Test func aHigherBarTakesIncidentsOffTheQueue() async throws {
        let difference = try await difference { $0.strongBits = 500 }
        #expect(difference.after.onQueue == 0)
        let left = difference.changes.compactMap { change in
            if case .leaves(let side, _) = change { side.title } else { nil }
        }
        #expect(left == ["Rule 201 and 6 more on web", "Rule 201 and 6 more on db"], "as the queue calls them")
        #expect(Set(difference.fates.map(\.incident.title)) == Set(left))
    }

    @Test func whereNothingIsRareIncidentsSplit() async throws {
        let difference = try await difference { $0.rareBits = 50 }
        let splits = difference.changes.filter { if case .split = $0 { true } else { false } }
        #expect(splits.count == 2, "\(difference)")
    }

    /// A person merged both: the merge is taken along, to whatever numbers the incidents have under the other settings.
    @Test func peoplesDecisionsAreTakenAlong() async throws {
        let difference = try await difference {
            $0.noveltyBits = 0  // other incidents in the first hours, so other numbers
        } deciding: { desk, queue in
            try #require(queue.count == 2)
            _ = try await desk.merge(queue, comment: "one case", by: ChangeActor(person: "ana"))
        }
        #expect(difference.before.onQueue == 1)
        #expect(difference.after.onQueue == 1)
        #expect(difference.decisionsLeftOut == 0)
        #expect(difference.changes.isEmpty, "\(difference)")
    }
}
