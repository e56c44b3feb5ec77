internal import Access
internal import CaseStore
internal import Flow
internal import Foundation
internal import GraphAPI
internal import Hunting
internal import Ingestion
internal import Primitives
internal import SecurityModel

/// How the installation is doing, its backup, and what it is.
struct SystemSettings {
    var facts: [EvidenceLine.Fact]
    var figures: [EvidenceLine.Fact]
    /// What hunts may use up, with the option of `serve` that says so.
    var hunting: [EvidenceLine.Fact]
    var folder: String
    var mayChange: Bool

    init(_ services: APIServices, mayChange: Bool) async throws {
        let inbox = services.inbox.status
        let (alerts, incidents, rejected) = try await services.store.read {
            (try $0.lastAlert(), try $0.lastIncident(), try $0.rejectedCount(source: nil))
        }
        folder = services.data.folder.path
        facts = [
            ("Version", services.facts.version), ("Address", services.facts.address),
            ("Running since", services.facts.started.second), ("Tenant id", services.access.callers.tenant),
            ("Data folder", services.data.folder.path), ("Certificate authority", SystemSettings.authority(services.data)),
        ].filter { !$0.1.isEmpty }.map { EvidenceLine.Fact(name: $0.0, value: $0.1) }
        figures = [
            ("Alerts that ever came", Amount.grouped(alerts)), ("Incidents made of them", Amount.grouped(incidents)),
            ("Records that nobody could read", Amount.grouped(rejected)),
            ("Records that wait in the inbox", Amount.grouped(Int64(inbox.unreadRecords))),
            ("The inbox on the disk", SystemSettings.bytes(Int64(inbox.byteCount))),
            ("The database on the disk", SystemSettings.bytes(SystemSettings.databaseSize(services.data))),
        ].map { EvidenceLine.Fact(name: $0.0, value: $0.1) }
        hunting = SystemSettings.limits(services.hunts.policy)
        self.mayChange = mayChange
    }

    static func limits(_ policy: HuntPolicy) -> [EvidenceLine.Fact] {
        let (quota, minutes) = (policy.quotaSeconds, HuntPolicy.quotaCycle / 60)
        return [
            ("Time of a hunt (--hunt-seconds)", "\(Int(policy.seconds)) s"),
            ("Rows of an answer (--hunt-rows)", Amount.grouped(Int64(policy.rows))),
            ("Memory of a hunt (--hunt-memory)", bytes(Int64(policy.memory))),
            ("Hunts at the same time (--hunts-at-once)", "\(policy.atOnce)"),
            (
                "Time of one account's hunts in \(minutes) min, by each interface (--hunt-quota)",
                quota > 0 ? "\(Int(quota)) s" : "no limit"
            ),
        ].map { EvidenceLine.Fact(name: $0.0, value: $0.1) }
    }

    /// Where its certificate authority lies; empty where the server speaks without one of its own.
    private static func authority(_ data: DataDirectory) -> String {
        let path = "\(data.folder.path)/tls/ca.pem"
        return FileManager.default.fileExists(atPath: path) ? path : ""
    }

    /// The database with what was written and is not in its place yet.
    private static func databaseSize(_ data: DataDirectory) -> Int64 {
        ["", "-wal"].reduce(0) { sum, ending in
            let attributes = try? FileManager.default.attributesOfItem(atPath: data.cases.path + ending)
            return sum + ((attributes?[.size] as? NSNumber)?.int64Value ?? 0)
        }
    }

    /// `12.3 MiB`.
    static func bytes(_ count: Int64) -> String {
        var (amount, unit) = (Double(count), 0)
        let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
        while amount >= 1024, unit < units.count - 1 { (amount, unit) = (amount / 1024, unit + 1) }
        return "\(amount.short) \(units[unit])"
    }
}
