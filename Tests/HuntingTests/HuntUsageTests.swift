import CaseStore
import Foundation
import Primitives
import SQLiteDriver
import Testing

@testable import Hunting

/// What hunts used up: quotas by account and interface, and the report.
@Suite struct HuntUsageTests {
    /// The beginning of a cycle.
    private static let start = Timestamp(unixSeconds: Int64(1_777_888_800))

    private func entry(_ account: String, _ interface: HuntInterface = .portal, seconds: Double = 1) -> HuntUsage.Entry {
        HuntUsage.Entry(
            account: account, interface: interface, query: "print 1", span: HuntSpan(), begun: HuntUsageTests.start,
            seconds: seconds,
            rows: 1, memory: 0, share: 0, state: .completed)
    }

    @Test func aQuotaIsOneAccountsByOneInterfaceForOneCycle() throws {
        let (usage, now) = (HuntUsage(quota: 10), HuntUsageTests.start)
        #expect(usage.note(entry("ana", seconds: 4), at: now) == 0.4)
        try usage.admit(HuntAsker("ana", by: .portal), at: now)
        usage.note(entry("ana", seconds: 6), at: now)
        #expect(usage.share(of: "ana", by: .portal, at: now) == 1)
        #expect(throws: HuntError.quotaUsedUp(seconds: 900)) { try usage.admit(HuntAsker("ana", by: .portal), at: now) }
        #expect(throws: HuntError.quotaUsedUp(seconds: 1)) {
            try usage.admit(HuntAsker("ana", by: .portal), at: Timestamp(unixSeconds: Int64(1_777_889_699)))
        }
        try usage.admit(HuntAsker("ana", by: .api), at: now)
        try usage.admit(HuntAsker("ben", by: .portal), at: now)
        try usage.admit(HuntAsker("ana", by: .portal), at: Timestamp(unixSeconds: Int64(1_777_889_700)))
    }

    @Test func rulesAndServersWithoutAQuotaAreAlwaysLetIn() throws {
        let (usage, now) = (HuntUsage(quota: 1), HuntUsageTests.start)
        #expect(usage.note(entry("", .detection, seconds: 100), at: now) == 0)
        try usage.admit(.server, at: now)
        let free = HuntUsage(quota: 0)
        #expect(free.note(entry("ana", seconds: 1e6), at: now) == 0)
        try free.admit(HuntAsker("ana"), at: now)
    }

    @Test func whoeverUsesMuchIsWarned() {
        let (usage, now) = (HuntUsage(quota: 100), HuntUsageTests.start)
        func warning(_ seconds: Double) -> String? {
            usage.warning(for: "ana", by: .portal, after: usage.note(entry("ana", seconds: seconds), at: now), at: now)
        }
        #expect(warning(10) == nil)
        #expect(warning(12) == "This hunt used 12 % of what your hunts may run in 15 minutes, and all of them 22 %.")
        #expect(warning(58) == "Your hunts have used 80 % of what they may run in 15 minutes; it begins anew in 15 min.")
        #expect(warning(30) == "Your hunts have used up what they may run in 15 minutes; the next one runs in 15 min.")
        #expect(usage.warning(for: "ana", by: .api, at: now) == nil)
        #expect(usage.warning(for: "ana", by: .portal, at: now + .seconds(870))?.hasSuffix("in 30 s.") == true)
        #expect(usage.warning(for: "ana", by: .portal, at: now + .minutes(15)) == nil)
    }

    @Test func aHuntWeighsByItsShareAndWithoutAQuotaByItsTime() {
        var policy = HuntPolicy()
        policy.seconds = 10
        #expect([1, 2, 6].map { policy.weight(of: entry("ana", seconds: $0)) } == [.low, .medium, .high])
        var light = entry("ana", seconds: 6)
        light.share = 0.05
        #expect(policy.weight(of: light) == .low)
    }

    /// What one process noted, the next one knows: the report, and the quota of the cycle that goes on.
    @Test func theReportOutlivesTheProcess() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-usage-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func open() async throws -> CaseStore {
            try await CaseStore(
                database: try SQLiteDatabase(path: folder.appendingPathComponent("cases.sqlite").path),
                seal: try ChangeSeal(folder: folder.appendingPathComponent("keys")))
        }
        let (first, now) = (HuntUsage(quota: 100), HuntUsageTests.start)
        var api = entry("ana", .api, seconds: 3)
        (api.span, api.state) = (HuntSpan(start: now, end: now + .hours(1)), .failed)
        first.note(api, at: now)
        try await first.save(to: open())
        first.note(entry("ben", seconds: 40), at: now)
        try await first.save(to: open())
        try await first.save(to: open())
        let second = HuntUsage(quota: 100)
        try await second.restore(from: open(), at: now + .minutes(5))
        #expect(second.entries() == first.entries())
        #expect(second.share(of: "ben", by: .portal, at: now + .minutes(5)) == 0.4)
        #expect(second.takeUnsaved().isEmpty)
        let later = HuntUsage(quota: 100)
        try await later.restore(from: open(), at: now + .minutes(15))
        #expect(later.entries().count == 2)
        #expect(later.share(of: "ben", by: .portal, at: now + .minutes(15)) == 0)
        try await open().write(by: .hunting, at: now) { try $0.insert([], keeping: 1) }
        #expect(try await open().read { try $0.finishedHunts(newest: 10) }.map(\.account) == ["ben"])
    }

    @Test func theBeginningOfALongQueryIsKept() {
        let usage = HuntUsage(quota: 0)
        var long = entry("ana")
        long.query = String(repeating: "é", count: HuntPolicy.reportedQueryBytes)
        usage.note(long, at: HuntUsageTests.start)
        #expect(usage.entries().first?.query == String(repeating: "é", count: HuntPolicy.reportedQueryBytes / 2) + "…")
    }

    @Test func theReportKeepsTheNewestAndShowsEachHisOwn() {
        let usage = HuntUsage(quota: 0)
        for number in 0..<(HuntPolicy.reportedHunts + 5) {
            usage.note(entry(number % 2 == 0 ? "ana" : "ben", seconds: Double(number)), at: HuntUsageTests.start)
        }
        let all = usage.entries()
        #expect(all.count == HuntPolicy.reportedHunts)
        #expect(all.first?.seconds == Double(HuntPolicy.reportedHunts + 4))
        #expect(all.last?.seconds == 5)
        #expect(usage.entries(of: "ana").allSatisfy { $0.account == "ana" })
        #expect(usage.entries(of: "ana").count == HuntPolicy.reportedHunts / 2)
    }
}
