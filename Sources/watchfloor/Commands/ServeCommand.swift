internal import ArgumentParser
internal import Ingestion
internal import Logging
internal import Server

/// `watchfloor serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the server.",
        discussion: """
            It runs until it is told to stop (Ctrl-C, SIGTERM). On the first start it makes the data folder and in it the \
            administrator's token, a certificate authority and a certificate, and says how clients come to trust them.

            Examples:
              watchfloor serve --data ./data --example
              watchfloor serve --listen 0.0.0.0:7480 --tls-certificate soc.pem \\
                  --tls-key soc.key
              watchfloor serve --listen 127.0.0.1:8080 --plain-http --log-level debug
            """)

    @OptionGroup var location: DataOptions

    @Option(
        help: ArgumentHelp("Where to listen; 0.0.0.0 and [::] are all addresses of the machine.", valueName: "host:port"),
        transform: { try ListenAddress(parsing: $0) })
    var listen = ListenAddress.standard

    @OptionGroup var transport: TransportOptions

    @OptionGroup(title: "Limits") var limits: LimitOptions

    @OptionGroup(title: "Events") var events: EventOptions
    @OptionGroup(title: "Hunting") var hunting: HuntingOptions
    @OptionGroup(title: "Retention") var retention: RetentionOptions

    @Flag(help: "Feed the example attack in on the first start.") var example = false

    @Option(
        help: ArgumentHelp("The folder of mappings and the example, where it is not found.", valueName: "dir"),
        completion: .directory)
    var content: String?

    @Option(help: ArgumentHelp("The least level that is logged.", valueName: "level"))
    var logLevel = LogLevel.info

    @Option(
        help: ArgumentHelp(
            "Bytes that may wait to be read before senders are asked to come again (default: 4 GiB).", valueName: "bytes"))
    var inboxLimit: Int?

    func validate() throws {
        try transport.check(listen)
        if let inboxLimit, inboxLimit < 1 { throw ValidationError("--inbox-limit must be 1 or more bytes, not \(inboxLimit)") }
    }

    func run() async throws {
        var configuration = ServerConfiguration(dataDirectory: location.path)
        configuration.host = listen.host
        configuration.port = listen.port
        configuration.limits = limits.limits
        configuration.security = transport.security
        if let seconds = transport.certificateCheckSeconds { configuration.certificateCheckSeconds = Int64(seconds) }
        configuration.events = events.settings
        configuration.eventRetention = events.retention
        configuration.hunting = hunting.policy
        configuration.externalData = events.externalData
        configuration.addressDatabase = events.addressDatabase
        configuration.retention = retention.policy
        configuration.inbox = retention.inbox
        configuration.loadsExample = example
        configuration.contentDirectory = content
        configuration.logLevel = Logger.Level(rawValue: logLevel.rawValue) ?? .info
        if let inboxLimit { configuration.inbox.largestBacklogBytes = inboxLimit }
        try await WatchfloorServer.run(configuration)
    }
}

/// The levels of the log, from the least to the gravest.
enum LogLevel: String, CaseIterable, ExpressibleByArgument {
    case trace, debug, info, notice, warning, error, critical
}
