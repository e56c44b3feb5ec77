internal import ArgumentParser
internal import Hunting

/// What hunts may use up, where the defaults do not fit.
struct HuntingOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Seconds that a hunt may run (default: 180).", valueName: "seconds"))
    var huntSeconds: Int?

    @Option(help: ArgumentHelp("Rows of a hunt's answer (default: 100000).", valueName: "number"))
    var huntRows: Int?

    @Option(help: ArgumentHelp("Bytes of memory that a hunt's operators may hold (default: 512 MiB).", valueName: "bytes"))
    var huntMemory: Int?

    @Option(help: ArgumentHelp("Hunts that run at the same time (default: 2).", valueName: "number"))
    var huntsAtOnce: Int?

    @Option(
        help: ArgumentHelp(
            "Seconds that the hunts of one account may run within 15 minutes, by each interface; 0 is no limit (default: 900).",
            valueName: "seconds"))
    var huntQuota: Int?

    func validate() throws {
        for (name, value, least) in [
            ("hunt-seconds", huntSeconds, 1), ("hunt-rows", huntRows, 1), ("hunt-memory", huntMemory, 1 << 20),
            ("hunts-at-once", huntsAtOnce, 1), ("hunt-quota", huntQuota, 0),
        ] {
            if let value, value < least { throw ValidationError("--\(name) must be \(least) or more, not \(value)") }
        }
    }

    var policy: HuntPolicy {
        var policy = HuntPolicy()
        if let huntSeconds { policy.seconds = Double(huntSeconds) }
        if let huntRows { policy.rows = huntRows }
        if let huntMemory { policy.memory = huntMemory }
        if let huntsAtOnce { policy.atOnce = huntsAtOnce }
        if let huntQuota { policy.quotaSeconds = Double(huntQuota) }
        return policy
    }
}
