public import CaseStore
public import Correlation
public import Events
public import Flow
public import GraphAPI
public import Hunting
public import Ingestion
public import Logging

/// How a server is to run. Every value has a default that serves one machine.
public struct ServerConfiguration: Sendable {
    public static let defaultHost = "127.0.0.1"
    public static let defaultPort = 7480

    public var data: DataDirectory
    /// Where it listens: a name, or an address.
    public var host = ServerConfiguration.defaultHost
    public var port = ServerConfiguration.defaultPort
    public var security = TransportSecurity.local
    public var limits = ServerLimits()
    /// Seconds between two looks at the certificate's files.
    public var certificateCheckSeconds: Int64 = 3600
    public var logLevel = Logger.Level.info
    /// Where mappings and the example stand; searched for where it is `nil`.
    public var contentDirectory: String?
    /// Whether the example attack is fed in on the first start.
    public var loadsExample = false
    public var inbox = InboxPolicy()
    public var retention = RetentionPolicy()
    /// What the event store may use.
    public var events = EventStoreSettings()
    /// What hunts may use up.
    public var hunting = HuntPolicy()
    /// How long events are kept.
    public var eventRetention = EventRetention()
    /// What the addresses that `externaldata` may read begin with; nothing is read where it is empty.
    public var externalData: [String] = []
    /// The file of a database of addresses in MaxMind's format; `nil` for none.
    public var addressDatabase: String?
    public var correlation = CorrelationPolicy()

    /// Where people reach it, without a slash at the end.
    var address: String { "\(security.scheme)://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    public init(dataDirectory: String) {
        data = DataDirectory(dataDirectory)
    }
}
