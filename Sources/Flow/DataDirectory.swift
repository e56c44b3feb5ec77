public import Foundation

/// Where the product keeps what it knows: one folder, readable by its owner alone.
public struct DataDirectory: Hashable, Sendable {
    public let folder: URL

    public init(_ path: String) {
        folder = URL(fileURLWithPath: path, isDirectory: true)
    }

    /// The database of cases.
    public var cases: URL { folder.appendingPathComponent("cases.sqlite") }
    /// The database of events.
    public var events: URL { folder.appendingPathComponent("events.duckdb") }
    /// Where files of events stand while they are taken in or given out.
    public var exchange: URL { folder.appendingPathComponent("exchange", isDirectory: true) }
    /// The durable inbox.
    public var inbox: URL { folder.appendingPathComponent("inbox", isDirectory: true) }
    /// The key that signs the change log, and its newest head.
    public var keys: URL { folder.appendingPathComponent("keys", isDirectory: true) }
    /// The certificates that connections are protected with.
    public var tls: URL { folder.appendingPathComponent("tls", isDirectory: true) }
    /// The certificate of the installation's own authority, which clients trust.
    public var certificateAuthority: URL { tls.appendingPathComponent("ca.pem") }
    /// The administrator's token.
    public var administratorToken: URL { folder.appendingPathComponent("admin.token") }

    /// Makes the folder where it is missing.
    public func create() throws {
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }
}
