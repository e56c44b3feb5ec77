internal import Events
internal import Foundation
internal import Primitives

/// The one that changes the events: one connection on a thread of its own.
actor EventWriter {
    nonisolated let thread = OwnThread("events.writer")
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    let file: OpenedFile
    private let settings: EventStoreSettings
    private let layouts: [TableLayout]
    private var connection: DuckDBConnection?
    private var isClosed = false

    init(_ file: OpenedFile, settings: EventStoreSettings, layouts: [TableLayout]) {
        self.file = file
        self.settings = settings
        self.layouts = layouts
    }

    func position() throws -> UInt64? {
        try run { try $0.number("SELECT position FROM \(StoreSQL.stateTable)").map { UInt64(max(0, $0)) } }
    }

    func append(_ batch: EventBatch, through position: UInt64) throws {
        try checkRoom()
        try run { connection in
            try connection.transaction {
                for (number, rows) in batch.tables.enumerated() where rows.count > 0 {
                    try TableAppender(layouts[number], connection).append(rows)
                }
                try connection.execute(
                    "UPDATE \(StoreSQL.stateTable) SET position = ?", [.integer(Int64(clamping: position))])
            }
        }
    }

    /// Runs a body on the connection. After an error that DuckDB does not get over the file is opened again for the next call.
    func run<Result>(_ body: (DuckDBConnection) throws -> Result) throws -> Result {
        try EventStoreError.translating {
            do {
                return try body(try current())
            } catch let error as DuckDBError {
                if error.endsConnection {
                    connection = nil
                    try file.reopen()
                }
                throw error
            }
        }
    }

    private func current() throws(DuckDBError) -> DuckDBConnection {
        guard !isClosed else { throw .failed(statement: "connect", message: "it is closed") }
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
        isClosed = true
        connection = nil
        file.close()
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
