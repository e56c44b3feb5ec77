internal import Primitives
internal import SQL

/// An address on which a source listens.
public struct SourceListener: Hashable, Sendable {
    /// `udp://`, `tcp://` or `tls://`, an IP address and a port.
    public var address: String
    public var source: String

    public init(address: String, source: String) {
        self.address = address
        self.source = source
    }
}

extension CaseReader {
    public func sourceListeners() throws -> [SourceListener] {
        try session.all(ListenerSQL.all) { SourceListener(address: $0.text(0), source: $0.text(1)) }
    }
}

extension CaseTransaction {
    /// Adds a listener, or gives its address to another source.
    public func listen(_ listener: SourceListener) throws {
        try session.execute(ListenerSQL.add, [.text(listener.address), .text(listener.source)])
        try log.append(.sourceUpdated, after: ["name": .string(listener.source), "listener": .string(listener.address)])
    }

    /// Answers whether anybody listened there.
    public func unlisten(_ address: String) throws -> Bool {
        guard let listener = try reader.sourceListeners().first(where: { $0.address == address }) else { return false }
        try session.execute(ListenerSQL.remove, [.text(address)])
        try log.append(.sourceUpdated, before: ["name": .string(listener.source), "listener": .string(address)])
        return true
    }
}

private enum ListenerSQL {
    static let all = SQLStatement("listener.all", "SELECT address, source FROM source_listeners ORDER BY address")
    static let add = SQLStatement(
        "listener.set",
        "INSERT INTO source_listeners (address, source) VALUES (?, ?) ON CONFLICT (address) DO UPDATE SET source = excluded.source"
    )
    static let remove = SQLStatement("listener.remove", "DELETE FROM source_listeners WHERE address = ?")
}
