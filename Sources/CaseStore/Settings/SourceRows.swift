public import Primitives
internal import SQL
internal import SecurityModel

/// A configured way in for records.
public struct IngestSource: Hashable, Sendable {
    public var id: Int64
    public var name: String
    /// The word of a format, or `mapping`.
    public var format: String
    /// The text of the mapping file where the format is one.
    public var mapping: String
    /// The site that private addresses and bare device names in its records belong to; sources of one site share it.
    public var scope: String
    /// The zone of times that say none, as the database of zones calls it; empty for UTC.
    public var timeZone: String
    /// The machine that records are about which name none, and whose sender names none; empty for no such machine.
    public var deviceName: String
    public var created: Timestamp
    public var lastReceived: Timestamp
    public var receivedCount: Int64

    public init(
        name: String, format: String, mapping: String = "", scope: String = "", timeZone: String = "", deviceName: String = "",
        created: Timestamp
    ) {
        id = 0
        self.name = name
        self.format = format
        self.mapping = mapping
        self.scope = scope
        self.timeZone = timeZone
        self.deviceName = deviceName
        self.created = created
        lastReceived = .distantPast
        receivedCount = 0
    }

    init(row: any SQLRow) {
        id = row.integer(0)
        name = row.text(1)
        format = row.text(2)
        mapping = row.text(3)
        scope = row.text(4)
        created = Timestamp(ticks: row.integer(5))
        lastReceived = Timestamp(ticks: row.integer(6))
        receivedCount = row.integer(7)
        timeZone = row.text(8)
        deviceName = row.text(9)
    }
}

extension CaseReader {
    public func sources() throws -> [IngestSource] {
        try session.all(SourceSQL.all) { IngestSource(row: $0) }
    }

    /// The SHA-256 of each source's token, where it has one.
    public func tokenDigests() throws -> [(name: String, digest: [UInt8])] {
        try session.all(SourceSQL.tokens) { ($0.text(0), $0.blob(1)) }
    }
}

extension CaseTransaction {
    /// Adds a source, or changes the one of the same name, and answers it.
    public func save(_ source: IngestSource) throws -> IngestSource {
        let old = try reader.sources().first { $0.name == source.name }
        try session.execute(
            SourceSQL.save,
            [
                .text(source.name), .text(source.format), .text(source.mapping), .text(source.scope),
                .integer(source.created.ticks), .text(source.timeZone), .text(source.deviceName),
            ])
        let fields: JSONValue = [
            "name": .string(source.name), "format": .string(source.format), "scope": .string(source.scope),
            "timeZone": .string(source.timeZone), "deviceName": .string(source.deviceName), "mapping": .string(source.mapping),
        ]
        try log.append(old == nil ? .sourceCreated : .sourceUpdated, after: fields)
        return try reader.sources().first { $0.name == source.name } ?? source
    }

    public func setTokenDigest(_ digest: [UInt8], of source: String) throws {
        try session.execute(SourceSQL.setToken, [.blob(digest), .text(source)])
        try log.append(.sourceUpdated, after: ["name": .string(source), "token": "replaced"])
    }

    /// Counts what came by a source; no change of a case, so nothing is logged.
    public func count(_ records: Int64, of source: Int64, last: Timestamp) throws {
        try session.execute(SourceSQL.count, [.integer(records), .integer(last.ticks), .integer(source)])
    }
}

private enum SourceSQL {
    static let all = SQLStatement(
        "source.all",
        "SELECT id, name, format, mapping, scope, created, last_received, received_count, time_zone, "
            + "device_name FROM sources ORDER BY name")
    static let tokens = SQLStatement(
        "source.tokens", "SELECT name, token_hash FROM sources WHERE token_hash IS NOT NULL ORDER BY name")
    static let save = SQLStatement(
        "source.save",
        """
        INSERT INTO sources (id, name, format, mapping, scope, token_hash, created, last_received, received_count, time_zone,
            device_name)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM sources), ?, ?, ?, ?, NULL, ?, 0, 0, ?, ?)
        ON CONFLICT (name) DO UPDATE SET
            format = excluded.format, mapping = excluded.mapping, scope = excluded.scope, time_zone = excluded.time_zone,
            device_name = excluded.device_name
        """)
    static let setToken = SQLStatement("source.setToken", "UPDATE sources SET token_hash = ? WHERE name = ?")
    static let count = SQLStatement(
        "source.count", "UPDATE sources SET received_count = received_count + ?, last_received = ? WHERE id = ?")
}
