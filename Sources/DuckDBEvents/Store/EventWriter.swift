internal import Events
internal import Foundation
internal import Primitives

/// The one that changes the events: one connection on a thread of its own.
///
/// What is appended is found at once, and is on the disk with the next checkpoint (`keep`). The file that a crash leaves is that
/// of the last checkpoint, rows and position alike; what came after is read from the inbox again.
actor EventWriter {
    nonisolated let thread = OwnThread("events.writer")
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    let file: OpenedFile
    private let settings: EventStoreSettings
    private let positionFile: PositionFile
    private var connection: DuckDBConnection?
    /// Of the connection, by the number of their table.
    private var appenders: [Int: TableAppender] = [:]
    private var isClosed = false
    /// Bytes that were appended and are not on the disk yet.
    private(set) var unkeptBytes = 0
    private var keptPosition: UInt64?
    /// The position of what had no event while there was no file is not on the disk yet.
    private var isPositionUnkept = false
    /// Checkpoints that were made, and files that were opened again.
    private var keepings = 0
    /// Tells that so much was appended that it should be kept.
    private let due: AsyncStream<Void>.Continuation
    /// The file was opened again, and nobody asked yet from where on its rows are missing.
    private var hasLostRows = false

    init(_ file: OpenedFile, settings: EventStoreSettings, due: AsyncStream<Void>.Continuation) throws {
        self.file = file
        self.settings = settings
        self.due = due
        let positionFile = PositionFile(beside: file.path)
        let stored = try file.isWaiting ? nil : EventWriter.position(file.connect())
        self.positionFile = positionFile
        keptPosition = stored ?? positionFile.position
    }

    /// A file in which nothing was kept yet goes on from where it was waited for.
    func position() throws -> UInt64? {
        let position = try (file.isWaiting ? nil : run(EventWriter.position)) ?? keptPosition
        hasLostRows = false
        return position
    }

    func kept() -> UInt64? { keptPosition }

    private static func position(_ connection: DuckDBConnection) throws -> UInt64? {
        try connection.number("SELECT max(position) FROM \(StoreSQL.stateTable)").map { UInt64(max(0, $0)) }
    }

    func append(_ batch: EventBatch, through position: UInt64) throws {
        guard !hasLostRows else { throw EventStoreError.failed("it went back to what was kept; ask for its position") }
        try checkRoom()
        if batch.count == 0, file.isWaiting {
            (keptPosition, isPositionUnkept) = (position, true)
            return
        }
        try run { connection in
            let tables = try batch.tables.enumerated().filter { $0.element.count > 0 }.map { number, rows in
                (try appender(number, connection), rows)
            }
            try connection.transaction {
                for (appender, rows) in tables { try appender.append(rows) }
                try connection.execute(
                    "INSERT INTO \(StoreSQL.stateTable) VALUES (?)", [.integer(Int64(clamping: position))])
            }
        }
        unkeptBytes += max(1, batch.byteCount)
        if unkeptBytes >= settings.unkept { due.yield() }
    }

    private func appender(_ table: Int, _ connection: DuckDBConnection) throws -> TableAppender {
        if let known = appenders[table] { return known }
        let made = try TableAppender(file.layouts()[table], connection)
        appenders[table] = made
        return made
    }

    /// What a checkpoint puts on the disk at least.
    struct Keeping: Sendable {
        fileprivate var position: UInt64?
        fileprivate var bytes: Int
        fileprivate var number: Int
    }

    /// To be called before a checkpoint.
    /// - Returns: `nil` where there are no more bytes than these to be kept.
    func beginKeeping(over bytes: Int = 0) throws -> Keeping? {
        if isPositionUnkept, file.isWaiting, let keptPosition {
            try EventStoreError.translating { try positionFile.write(keptPosition) }
            isPositionUnkept = false
        }
        guard unkeptBytes > bytes else { return nil }
        let position = try run { connection in
            let (position, table) = (try EventWriter.position(connection), StoreSQL.stateTable)
            try connection.execute("DELETE FROM \(table) WHERE position < (SELECT max(position) FROM \(table))")
            return position
        }
        return Keeping(position: position, bytes: unkeptBytes, number: keepings)
    }

    /// To be called after it.
    func endKeeping(_ keeping: Keeping) {
        guard keeping.number == keepings else { return }
        keepings += 1
        unkeptBytes = max(0, unkeptBytes - keeping.bytes)
        guard let position = keeping.position else { return }
        keptPosition = position
        positionFile.remove()
    }

    /// Puts all changes on the disk before anything else happens; where there are none, nothing does.
    func keep() throws { try file.inTurn { try keepInTurn() } }

    /// `keep`, for who has the turn.
    func keepInTurn() throws {
        guard let keeping = try beginKeeping() else { return }
        _ = try run { try $0.execute(StoreSQL.checkpoint) }
        endKeeping(keeping)
    }

    /// Notes that something was changed.
    func changed() { unkeptBytes = max(1, unkeptBytes) }

    /// Runs a body on the connection. After an error that DuckDB does not get over the file is opened again for the next call,
    /// as it was kept last.
    func run<Result>(_ body: (DuckDBConnection) throws -> Result) throws -> Result {
        try EventStoreError.translating {
            do {
                return try body(try current())
            } catch let error as DuckDBError {
                if error.endsConnection {
                    letGo()
                    hasLostRows = true
                    try file.reopen()
                    unkeptBytes = 0
                    keepings += 1
                }
                throw error
            }
        }
    }

    private func current() throws -> DuckDBConnection {
        guard !isClosed else { throw DuckDBError.failed(statement: "connect", message: "it is closed") }
        if let connection { return connection }
        let made = try file.connect()
        connection = made
        return made
    }

    /// Whether there is room for a batch.
    private func checkRoom() throws {
        let folder = URL(fileURLWithPath: file.path).deletingLastPathComponent()
        let values = try? FileManager.default.attributesOfFileSystem(forPath: folder.path)
        guard let free = (values?[.systemFreeSize] as? NSNumber)?.intValue, free < settings.minimumFreeSpace else { return }
        throw EventStoreError.diskFull("\(free) bytes are free in \(folder.path), and \(settings.minimumFreeSpace) stay free")
    }

    func close() {
        // What cannot be kept any more is read again at the next start.
        try? keep()
        isClosed = true
        letGo()
        file.close()
    }

    private func letGo() {
        appenders = [:]
        connection = nil
    }
}

extension DuckDBError {
    /// Whether nothing can be done on any connection from here on.
    var endsConnection: Bool {
        switch self {
        case .dead, .diskFull(_, isDead: true): true
        default: false
        }
    }
}
