import CaseStore
@testable import Flow
import Foundation
import Ingestion
import Logging
import Primitives
import SecurityModel
import ServerHarness
import Testing

/// What is let go of on a site with few alerts, which no number of alerts ever made store its state.
@Suite struct HousekeepingTests {
    @Test func oldIncidentsGoOnceCorrelationHasForgottenThem() async throws {
        let bench = try await StoredFlow()
        defer { bench.remove() }
        let inbox = try Inbox(directory: bench.folder.appendingPathComponent("inbox").path, consumedThrough: 0)
        let keeping = Housekeeping(flow: bench.flow, inbox: inbox, policy: RetentionPolicy(), logger: Logger(label: "test"))
        // What comes every few hours is routine soon.
        for episode in 0..<24 {
            let time = Timestamp(unixSeconds: 1_777_888_800) + .hours(Int64(episode) * 5)
            try await bench.take(Records.wazuh(id: "\(episode)", time: time.rfc3339, rule: 100, level: 3))
        }
        /// Those off the queue, which alone may go without having been resolved.
        func incidents() async throws -> [IncidentID] {
            var query = IncidentQuery()
            query.isOnQueue = false
            let asked = query
            return try await bench.store.read { try $0.incidents(asked).map(\.id).sorted() }
        }
        let early = try await incidents()
        try #require(!early.isEmpty)
        let later = Timestamp.now + .days(200)

        try await keeping.sweep(at: .now)
        #expect(try await incidents() == early)
        // Correlation's clock is that of the alerts: without new ones it remembers, and what it remembers stays.
        try await keeping.sweep(at: later)
        #expect(try await !incidents().isEmpty)

        try await bench.take(Records.wazuh(id: "late", time: "2026-10-01T10:00:00.000+0000", rule: 109, agent: "web09", level: 3))
        try await keeping.sweep(at: later)
        let left = try await incidents()
        #expect(left.allSatisfy { !early.contains($0) }, "\(left) of \(early)")
        #expect(try await bench.store.audit().findings == [])
    }
}
