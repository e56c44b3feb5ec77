import Primitives
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
