internal import ArgumentParser
internal import CaseStore
internal import Ingestion
internal import Primitives

/// How long cases and records stay, where the defaults do not fit.
struct RetentionOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Days after their last change that incidents are kept which are resolved or off the queue (default: 180).",
            valueName: "days"))
    var keepCasesDays: Int?

    @Option(
        help: ArgumentHelp(
            "Bytes that the database may use before such incidents go earlier, never within 30 days (default: 20 GiB).",
            valueName: "bytes"))
    var keepCasesBytes: Int64?

    @Option(
        help: ArgumentHelp(
            "Days that records are kept as they came, once they are read (default: 30).", valueName: "days"))
    var keepRecordsDays: Int?

    @Option(
        help: ArgumentHelp(
            "Bytes that records as they came may use before the oldest go earlier (default: 20 GiB).", valueName: "bytes"))
    var keepRecordsBytes: Int?

    func validate() throws {
        for (name, value) in [("days", keepRecordsDays), ("bytes", keepRecordsBytes)] {
            if let value, value < 1 { throw ValidationError("--keep-records-\(name) must be 1 or more, not \(value)") }
        }
        let least = RetentionPolicy().minimumAge.ticks / Duration.days(1).ticks
        if let keepCasesDays, Int64(keepCasesDays) < least {
            throw ValidationError(
                "--keep-cases-days must be \(least) or more, since correlation looks back that far, not \(keepCasesDays)")
        }
        if let keepCasesBytes, keepCasesBytes < 1 {
            throw ValidationError("--keep-cases-bytes must be 1 or more, not \(keepCasesBytes)")
        }
    }

    var policy: RetentionPolicy {
        var policy = RetentionPolicy()
        if let keepCasesDays { policy.maximumAge = .days(Int64(keepCasesDays)) }
        if let keepCasesBytes { policy.maximumSize = keepCasesBytes }
        if let keepRecordsDays { policy.rejectedRecordAge = .days(Int64(keepRecordsDays)) }
        return policy
    }

    var inbox: InboxPolicy {
        var policy = InboxPolicy()
        if let keepRecordsDays { policy.retentionAge = .days(Int64(keepRecordsDays)) }
        if let keepRecordsBytes { policy.retentionBytes = keepRecordsBytes }
        return policy
    }
}
