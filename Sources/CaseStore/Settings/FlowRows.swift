public import Primitives
internal import SQL

/// A record that could not be read, with its error.
public struct RejectedRecord: Hashable, Sendable {
    /// The inbox's number of the record; the inbox keeps all of it.
    public var rawSequence: Int64
    public var source: String
    public var received: Timestamp
    public var error: String
    /// The start of the record.
    public var sample: [UInt8]
    public var size: Int64

    /// Bytes of a record that are kept beside its error.
    public static let sampleSize = 2048

    public init(rawSequence: Int64, source: String, received: Timestamp, error: String, sample: [UInt8], size: Int64) {
        self.rawSequence = rawSequence
        self.source = source
        self.received = received
        self.error = error
        self.sample = sample
        self.size = size
    }
}

/// Correlation's state at a moment of the stored history.
public struct Checkpoint: Sendable {
    public var afterAlert: Int64
    public var afterDecision: Int64
    public var state: [UInt8]

    public init(afterAlert: Int64, afterDecision: Int64, state: [UInt8]) {
        self.afterAlert = afterAlert
        self.afterDecision = afterDecision
        self.state = state
    }
}

/// A file that is read as it grows.
public struct FollowedFileState: Hashable, Sendable {
    public var path: String
    /// The source that its records come by.
    public var source: String
    /// How far it was read, in the reader's own words; empty before the first time.
    public var position: String

    public init(path: String, source: String, position: String) {
        self.path = path
        self.source = source
        self.position = position
    }
}

/// A person's decision that correlation has to know, at its place among the alerts.
public struct StoredDecision: Sendable {
    public var number: Int64
    public var afterAlert: Int64
    public var decision: String
}

extension CaseReader {
    /// How far a stage has come; 0 before its first batch.
    public func position(of stage: String) throws -> Int64 {
        try session.first(FlowSQL.position, [.text(stage)]) { $0.integer(0) } ?? 0
    }

    /// Records that could not be read, newest first; of one source where it is named.
    public func rejectedRecords(
        limit: Int, before sequence: Int64 = .max, source: String? = nil
    ) throws -> [RejectedRecord] {
        let arguments: [SQLValue] = [.integer(sequence), SQLValue(source), SQLValue(source), .integer(Int64(limit))]
        return try session.all(FlowSQL.rejected, arguments) { row in
            RejectedRecord(
                rawSequence: row.integer(0), source: row.text(1), received: Timestamp(ticks: row.integer(2)),
                error: row.text(3), sample: row.blob(4), size: row.integer(5))
        }
    }

    public func rejectedCount(source: String? = nil) throws -> Int64 {
        try session.first(FlowSQL.rejectedCount, [SQLValue(source), SQLValue(source)]) { $0.integer(0) } ?? 0
    }

    public func checkpoint() throws -> Checkpoint? {
        try session.first(FlowSQL.checkpoint) { row in
            Checkpoint(afterAlert: row.integer(0), afterDecision: row.integer(1), state: row.blob(2))
        }
    }

    public func decisions(after number: Int64) throws -> [StoredDecision] {
        try session.all(FlowSQL.decisions, [.integer(number)]) { row in
            StoredDecision(number: row.integer(0), afterAlert: row.integer(1), decision: row.text(2))
        }
    }

    public func setting(_ name: String) throws -> String? {
        try session.first(FlowSQL.setting, [.text(name)]) { $0.text(0) }
    }

    public func followedFiles() throws -> [FollowedFileState] {
        try session.all(FlowSQL.followedFiles) { FollowedFileState(path: $0.text(0), source: $0.text(1), position: $0.text(2)) }
    }
}

extension CaseTransaction {
    public func setPosition(_ position: Int64, of stage: String) throws {
        try session.execute(FlowSQL.setPosition, [.text(stage), .integer(position)])
    }

    public func insert(_ record: RejectedRecord) throws {
        try session.execute(
            FlowSQL.reject,
            [
                .integer(record.rawSequence), .text(record.source), .integer(record.received.ticks), .text(record.error),
                .blob(record.sample), .integer(record.size),
            ])
    }

    /// Replaces the checkpoint.
    public func save(_ checkpoint: Checkpoint) throws {
        try session.execute(
            FlowSQL.saveCheckpoint,
            [.integer(checkpoint.afterAlert), .integer(checkpoint.afterDecision), .blob(checkpoint.state)])
    }

    /// Remembers a decision and answers its number.
    public func insertDecision(_ decision: String, afterAlert: Int64) throws -> Int64 {
        try session.execute(FlowSQL.insertDecision, [.integer(afterAlert), .integer(time.ticks), .text(decision)])
        return try session.first(FlowSQL.lastDecision) { $0.integer(0) } ?? 0
    }

    public func set(_ name: String, to value: String) throws {
        let old = try reader.setting(name)
        try session.execute(FlowSQL.set, [.text(name), .text(value)])
        try log.append(.settingChanged, before: [name: old.map { .string($0) } ?? .null], after: [name: .string(value)])
    }

    public func follow(_ file: FollowedFileState) throws {
        try session.execute(FlowSQL.follow, [.text(file.path), .text(file.source), .text(file.position)])
        try log.append(.sourceUpdated, after: ["name": .string(file.source), "followed": .string(file.path)])
    }

    /// Answers whether it was followed.
    public func unfollow(_ path: String) throws -> Bool {
        guard let file = try reader.followedFiles().first(where: { $0.path == path }) else { return false }
        try session.execute(FlowSQL.unfollow, [.text(path)])
        try log.append(.sourceUpdated, before: ["name": .string(file.source), "followed": .string(path)])
        return true
    }

    /// Remembers how far a followed file was read; no change of a case, so nothing is logged.
    public func setPosition(_ position: String, ofFile path: String) throws {
        try session.execute(FlowSQL.setFilePosition, [.text(position), .text(path)])
    }
}

private enum FlowSQL {
    static let position = SQLStatement("position.one", "SELECT position FROM positions WHERE stage = ?")
    static let setPosition = SQLStatement(
        "position.set",
        "INSERT INTO positions (stage, position) VALUES (?, ?) ON CONFLICT (stage) DO UPDATE SET position = excluded.position")
    static let rejected = SQLStatement(
        "rejected.page",
        """
        SELECT raw_sequence, source, received, error, sample, size FROM rejected_records
        WHERE raw_sequence < ? AND (? IS NULL OR source = ?)
        ORDER BY raw_sequence DESC LIMIT ?
        """)
    static let rejectedCount = SQLStatement(
        "rejected.count", "SELECT COUNT(*) FROM rejected_records WHERE ? IS NULL OR source = ?")
    static let reject = SQLStatement(
        "rejected.insert",
        """
        INSERT INTO rejected_records (raw_sequence, source, received, error, sample, size) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (raw_sequence) DO NOTHING
        """)
    static let checkpoint = SQLStatement(
        "checkpoint.last", "SELECT after_alert, after_decision, state FROM checkpoints WHERE number = 1")
    static let saveCheckpoint = SQLStatement(
        "checkpoint.save",
        """
        INSERT INTO checkpoints (number, after_alert, after_decision, state) VALUES (1, ?, ?, ?)
        ON CONFLICT (number) DO UPDATE SET after_alert = excluded.after_alert, after_decision = excluded.after_decision,
            state = excluded.state
        """)
    static let decisions = SQLStatement(
        "decision.after", "SELECT number, after_alert, decision FROM correlation_decisions WHERE number > ? ORDER BY number")
    static let lastDecision = SQLStatement("decision.last", "SELECT MAX(number) FROM correlation_decisions")
    static let insertDecision = SQLStatement(
        "decision.insert",
        """
        INSERT INTO correlation_decisions (number, after_alert, time, decision)
        VALUES ((SELECT COALESCE(MAX(number), 0) + 1 FROM correlation_decisions), ?, ?, ?)
        """)
    static let setting = SQLStatement("setting.one", "SELECT value FROM settings WHERE name = ?")
    static let set = SQLStatement(
        "setting.set",
        "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
    static let followedFiles = SQLStatement(
        "followed.all", "SELECT path, source, position FROM followed_files ORDER BY path")
    static let follow = SQLStatement(
        "followed.set",
        """
        INSERT INTO followed_files (path, source, position) VALUES (?, ?, ?)
        ON CONFLICT (path) DO UPDATE SET source = excluded.source, position = excluded.position
        """)
    static let unfollow = SQLStatement("followed.remove", "DELETE FROM followed_files WHERE path = ?")
    static let setFilePosition = SQLStatement("followed.position", "UPDATE followed_files SET position = ? WHERE path = ?")
}
