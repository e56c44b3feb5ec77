internal import ArgumentParser
internal import CaseStore
internal import Primitives

/// How long cases stay, where the defaults do not fit.
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

    func validate() throws {
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
        return policy
    }
}
