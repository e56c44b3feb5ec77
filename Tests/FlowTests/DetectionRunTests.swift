import CaseStore
import Detection
import Foundation
import Hunting
import Ingestion
import KQL
import Logging
import Primitives
import SecurityModel
import ServerHarness
import Synchronization
import Testing

@testable import Flow

/// Runs of rules over a real store, and events that a test lets come in.
@Suite struct DetectionRunTests {
    /// A table of the devices whose events came in within the span.
    private final class Events: EventTableSource {
        private let rows = Mutex<[(time: Timestamp, device: String)]>([])

        var tables: [TableHelp] { [] }

        func come(_ device: String, at time: Timestamp) { rows.withLock { $0.append((time, device)) } }

        func provider(over span: HuntSpan, device: (@Sendable (String) -> Bool)?) -> any TableProvider {
            let seen = rows.withLock { $0 }.filter { span.received?.contains($0.time) ?? true }
            let schema = Schema([Field("Timestamp", .datetime), Field("DeviceName", .string)])
            return MemoryTables(["E": Table(schema, rows: seen.map { [.datetime($0.time.ticks), .string($0.device)] })])
        }
    }

    private struct Bench {
        let stored: StoredFlow
        let inbox: Inbox
        let events = Events()
        let desk: DetectionDesk

        init() async throws {
            stored = try await StoredFlow()
            inbox = try Inbox(directory: stored.folder.appendingPathComponent("inbox").path, consumedThrough: 0)
            var policy = DetectionPolicy()
            policy.retryDelay = .seconds(0)
            desk = DetectionDesk(
                flow: stored.flow, inbox: inbox, hunts: HuntDesk(store: stored.store, events: events), policy: policy)
        }

        func save(_ change: (inout JSONObject) -> Void) async throws {
            var properties: JSONObject = [
                "displayName": "d", "query": "E", "enabled": true, "queryFrequency": "PT1H", "queryPeriod": "PT2H",
                "eventGroupingSettings": ["aggregationKind": "AlertPerResult"],
            ]
            change(&properties)
            _ = try await desk.save(try DetectionRule(properties: properties), named: "r", by: StoredFlow.person)
        }

        /// Runs all that is due when everything up to a moment is in; answers the runs, oldest first.
        func run(upTo closed: Timestamp) async throws -> [DetectionRun] {
            var runs: [DetectionRun] = []
            while let (subject, window) = try await desk.due(at: closed).first {
                guard let run = try await desk.runner.run(window, of: subject) else { continue }
                runs.append(run)
                if run.status == .failed { break }
            }
            return runs
        }
    }

    private static let noon = Timestamp(unixSeconds: Int64(1_777_888_800))

    @Test func windowsAreCaughtUpWithAndRowsAlertOnce() async throws {
        let bench = try await Bench()
        defer { bench.stored.remove() }
        try await bench.save { _ in }
        for minutes in [-90, 0, 30, 90, 290] as [Int64] { bench.events.come("ws\(minutes)", at: Self.noon + .minutes(minutes)) }
        let first = try await bench.run(upTo: Self.noon)
        #expect(first.map(\.alerts) == [2] && first.map(\.rows) == [2])
        // Five hours later, window by window, each looking back two hours.
        let missed = try await bench.run(upTo: Self.noon + .hours(5))
        #expect(missed.map(\.through) == (1...5).map { Self.noon + .hours($0) })
        #expect(missed.map(\.alerts) == [1, 1, 0, 0, 1])
        #expect(missed.map(\.rows) == [2, 2, 1, 0, 1])
        #expect(try await bench.run(upTo: Self.noon + .hours(5)).isEmpty)
    }

    @Test func aRuleRestsAfterAnAlert() async throws {
        let bench = try await Bench()
        defer { bench.stored.remove() }
        try await bench.save {
            $0["suppressionEnabled"] = true
            $0["suppressionDuration"] = "PT2H"
        }
        for minutes in [0, 30, 150] as [Int64] { bench.events.come("ws\(minutes)", at: Self.noon + .minutes(minutes)) }
        let runs = try await bench.run(upTo: Self.noon) + bench.run(upTo: Self.noon + .hours(3))
        #expect(runs.map(\.status) == [.completed, .suppressed, .suppressed, .completed])
        #expect(runs.map(\.alerts) == [1, 0, 0, 1])
    }

    @Test func aRuleThatFailsIsDisabledWithTheReason() async throws {
        let bench = try await Bench()
        defer { bench.stored.remove() }
        try await bench.save { $0["query"] = "range N from 1 to 200000 step 1" }
        for count in 1...3 {
            let run = try #require(try await bench.run(upTo: .now).last)
            #expect(run.status == .failed && run.error.contains("200000"), "\(run)")
            let health = try #require(try await bench.desk.one("r", at: .now, runs: 5)).0
            #expect(health.state.failures == Int64(count) && health.state.completed == nil)
            #expect(health.status == (count < 3 ? .failing : .autoDisabled))
        }
        let health = try #require(try await bench.desk.one("r", at: .now, runs: 5)).0
        #expect(health.state.disabledReason.contains("3 runs in a row took more than they may"))
        #expect(try await bench.run(upTo: .now).isEmpty)
        // The log says who did it.
        let changes = try await bench.stored.store.read { try $0.changes(ChangeFilter(), limit: 5).changes }
        #expect(changes.contains { $0.actor == "detection" && $0.action == "recordUpdated" })
        // Enabled again, it begins without that behind it.
        try await bench.save { _ in }
        #expect(try await bench.desk.one("r", at: .now, runs: 0)?.0.status == .enabled)
    }

    /// A run that began before the rule was changed, or beside another, counts for nothing.
    @Test func oneOfTwoRunsCounts() async throws {
        let bench = try await Bench()
        defer { bench.stored.remove() }
        try await bench.save { _ in }
        bench.events.come("ws", at: Self.noon)
        let (subject, window) = try #require(try await bench.desk.due(at: Self.noon).first)
        #expect(try await bench.desk.runner.run(window, of: subject)?.alerts == 1)
        #expect(try await bench.desk.runner.run(window, of: subject) == nil)
        let (later, next) = try #require(try await bench.desk.due(at: Self.noon + .hours(1)).first)
        try await bench.save { $0["severity"] = "High" }
        #expect(try await bench.desk.runner.run(next, of: later) == nil)
        #expect(try await bench.stored.store.read { try $0.pendingDetectionRuns(limit: 10) }.count == 1)
    }

    /// The process ended after the alerts of a run were in the inbox, and before that was noted.
    @Test func alertsThatMayBeInAreNotSentTwice() async throws {
        let bench = try await Bench()
        defer { bench.stored.remove() }
        try await bench.save { _ in }
        for device in ["ws1", "ws2"] { bench.events.come(device, at: Self.noon) }
        let run = try #require(try await bench.run(upTo: Self.noon).last)
        let outbox = DetectionOutbox(
            flow: bench.stored.flow, door: bench.desk.door, horizon: bench.desk.horizon, logger: Logger(label: "test"))
        try await outbox.deliver(isUnsure: false)
        #expect(bench.inbox.status.lastSequence == 2)
        #expect(try await bench.stored.flow.process(try await bench.inbox.read(after: 0, records: 9, bytes: 1 << 20)).alerts == 2)
        bench.inbox.markConsumed(through: 2)
        for isUnsure in [true, false] {
            try await bench.stored.store.write(by: .detection, at: .now) { try $0.insert(run, keeping: 10) }
            try await outbox.deliver(isUnsure: isUnsure)
            #expect(try await bench.stored.store.read { try $0.pendingDetectionRuns(limit: 1) }.isEmpty)
            // Where it is not asked what is there, they come again, and fold.
            #expect(bench.inbox.status.lastSequence == (isUnsure ? 2 : 4))
        }
        let again = try await bench.stored.flow.process(try await bench.inbox.read(after: 2, records: 9, bytes: 1 << 20))
        #expect(again.alerts == 0 && again.repeats == 2)
    }

    /// A rule over alerts would otherwise find what it made, run after run.
    @Test func aRuleDoesNotSeeItsOwnAlerts() async throws {
        let bench = try await Bench()
        defer { bench.stored.remove() }
        try await bench.stored.take(Records.burst(3, agent: "web01"))
        try await bench.save {
            $0["query"] = "AlertInfo"
            $0["kind"] = "NRT"
        }
        let outbox = DetectionOutbox(
            flow: bench.stored.flow, door: bench.desk.door, horizon: bench.desk.horizon, logger: Logger(label: "test"))
        #expect(try await bench.run(upTo: .now).map(\.alerts) == [3])
        try await outbox.deliver(isUnsure: false)
        #expect(try await bench.stored.flow.process(try await bench.inbox.read(after: 0, records: 9, bytes: 1 << 20)).alerts == 3)
        #expect(try await bench.run(upTo: .now + .hours(1)).map(\.rows) == [0])
        let seen = try await HuntDesk(store: bench.stored.store).run("AlertInfo")
        #expect(seen.table.count == 6)
    }

    @Test func whoAsksDoesNotWaitForEver() async throws {
        let bench = try await Bench()
        defer { bench.stored.remove() }
        try await bench.inbox.append([RawRecord(source: "siem", received: .now, bytes: [])])
        await #expect(throws: DetectionDeskError.behind) { try await bench.desk.horizon.close(within: .zero) }
        bench.inbox.markConsumed(through: 1)
        #expect(try await bench.desk.horizon.close(within: .zero) <= .now)
    }

    @Test func nothingComesInAtAMomentThatWasClosed() {
        let clock = IntakeClock()
        let first = clock.begin(at: Self.noon)
        let second = clock.begin(at: Self.noon + .seconds(5))
        #expect(clock.close(at: Self.noon + .seconds(9)) == Timestamp(ticks: Self.noon.ticks - 1))
        clock.end(first)
        #expect(clock.close(at: Self.noon + .seconds(9)) < second.time)
        clock.end(second)
        #expect(clock.close(at: Self.noon + .seconds(9)) == Self.noon + .seconds(9))
        // The machine's clock goes back a little, then a lot.
        #expect(clock.begin(at: Self.noon).time > Self.noon + .seconds(9))
        #expect(clock.begin(at: Self.noon - .days(1)).time == Self.noon - .days(1))
    }
}
