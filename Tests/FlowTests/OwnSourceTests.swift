import CaseStore
import Correlation
import Ingestion
import Primitives
import SecurityModel
import Testing

@testable import Flow

/// Alerts that are made here are told by the way in that they come by, whatever product they name.
@Suite struct OwnSourceTests {
    @Test(arguments: [("entered-alerts", "Other", true), ("custom-detections", "", true), ("siem", "Watchfloor", false)])
    func areToldByTheirSource(source: String, product: String, isOwn: Bool) {
        var report = AlertReport(source: source, title: "Something", activity: .now)
        report.productName = product
        #expect(AlertReading(report, scope: "").isOwn == isOwn)
    }

    /// The stored history says the same as the alert did when it came.
    @Test func theHistoryTellsThemAlike() async throws {
        let stored = try await StoredFlow()
        defer { stored.remove() }
        try await stored.store.write(by: StoredFlow.person, at: .now) {
            _ = try $0.save(IngestSource(name: AlertEntry.source, format: "wazuh", created: .now))
        }
        let flow = try await CaseFlow(store: stored.store)
        let records = ["siem", AlertEntry.source].enumerated().map { index, source in
            let line = """
                {"timestamp": "2026-05-01T00:00:00Z", "id": "a\(index)", "agent": {"name": "web"}, \
                "rule": {"level": 13, "id": "\(index)", "description": "Rule \(index)"}}
                """
            return InboxRecord(
                sequence: UInt64(index) + 1, record: RawRecord(source: source, received: .now, bytes: Array(line.utf8)))
        }
        _ = try await flow.process(records)
        let asked = try await stored.store.read { reader in
            var registry = try Registry(reader)
            var asked: [Bool] = []
            try CorrelationHistory.replay(after: 0, decision: 0, through: 2, reader, registry: &registry) { step in
                if case .alerts(let alerts) = step { asked += alerts.map(\.isAskedFor) }
            }
            return asked
        }
        #expect(asked == [false, true])
    }
}
