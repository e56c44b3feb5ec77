internal import ArgumentParser
internal import GraphAPI

/// What clients may ask of a server, where the defaults do not fit.
struct LimitOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Open connections at most (default: 4000).", valueName: "number")) var connections: Int?

    @Option(help: ArgumentHelp("Open connections of one address at most (default: 1000).", valueName: "number"))
    var connectionsPerAddress: Int?

    @Option(
        help: ArgumentHelp(
            "Seconds until a connection's first request must have begun (default: 15).", valueName: "seconds"))
    var headSeconds: Int?

    @Option(help: ArgumentHelp("Seconds that a connection may be idle (default: 90).", valueName: "seconds"))
    var idleSeconds: Int?

    @Option(
        help: ArgumentHelp(
            "Seconds that connections are given when the server is told to end (default: 5).", valueName: "seconds"))
    var shutdownSeconds: Int?

    @Option(
        help: ArgumentHelp(
            "Seconds in which bodies and answers must move by 4 KiB (default: 20).", valueName: "seconds"))
    var paceSeconds: Int?

    @Option(
        help: ArgumentHelp("Requests of one caller in a minute; 0 is no limit (default: 12000).", valueName: "number"))
    var requestsPerMinute: Int?

    @Option(
        help: ArgumentHelp(
            "Requests of one address in a minute that show no good token; 0 is no limit (default: 1200).",
            valueName: "number"))
    var strangersRequestsPerMinute: Int?

    func validate() throws {
        for (name, value) in [
            ("connections", connections), ("connections-per-address", connectionsPerAddress), ("head-seconds", headSeconds),
            ("idle-seconds", idleSeconds), ("shutdown-seconds", shutdownSeconds), ("pace-seconds", paceSeconds),
        ] {
            if let value, value < 1 { throw ValidationError("--\(name) must be 1 or more, not \(value)") }
        }
        for (name, value) in [
            ("requests-per-minute", requestsPerMinute), ("strangers-requests-per-minute", strangersRequestsPerMinute),
        ] {
            if let value, value < 0 { throw ValidationError("--\(name) must be 0 or more, not \(value)") }
        }
    }

    var limits: ServerLimits {
        var limits = ServerLimits()
        if let connections { limits.connections = connections }
        if let connectionsPerAddress { limits.connectionsPerAddress = connectionsPerAddress }
        if let headSeconds { limits.headSeconds = Int64(headSeconds) }
        if let idleSeconds { limits.idleSeconds = Int64(idleSeconds) }
        if let shutdownSeconds { limits.shutdownSeconds = Int64(shutdownSeconds) }
        if let paceSeconds { limits.paceSeconds = Int64(paceSeconds) }
        if let requestsPerMinute { limits.requestsPerMinute = requestsPerMinute }
        if let strangersRequestsPerMinute { limits.strangersRequestsPerMinute = strangersRequestsPerMinute }
        return limits
    }
}
