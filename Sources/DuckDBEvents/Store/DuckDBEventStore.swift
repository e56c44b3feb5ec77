public import Events
internal import Foundation
public import Primitives
internal import Synchronization

/// The event store in a file of DuckDB's.
///
/// Whatever changes it runs on one thread (`EventWriter`), one transaction at a time. Whoever asks makes a connection of his own
/// with `connect` and uses it on a thread of his own; he sees what was committed when his statement began.
public final class DuckDBEventStore: EventStore {
    public let specs: TableSpecs
    public let keepingIsDue: AsyncStream<Void>
    private let writer: EventWriter
    private let keeper: EventKeeper
    private let settings: EventStoreSettings
    private let opened: OpenedFile

    /// Opens the file and gives it the tables of the specs; one that is not there is made with the first event, or for the first who
    /// asks for one. It blocks: to be called at start.
    /// - Parameter folder: where exported files are made and imported ones are put; it is made where it is missing, and the
    ///   only one beside the file's that DuckDB may touch.
    /// - Throws: `EventStoreError`.
    public init(
        library: DuckDBLibrary, file: String, exchange folder: String, settings: EventStoreSettings, specs: TableSpecs
    ) throws {
        try EventStoreError.translating {
            for folder in [folder, file + OpenedFile.spillSuffix] {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            }
        }
        let opened = try EventStoreError.translating {
            try OpenedFile(library: library, path: file, exchange: folder, settings: settings, specs: specs)
        }
        self.specs = specs
        self.opened = opened
        self.settings = settings
        let (due, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        keepingIsDue = due
        writer = try EventStoreError.translating { try EventWriter(opened, settings: settings, due: continuation) }
        keeper = EventKeeper(opened)
    }

    /// A connection for reading, to be used on one thread.
    /// - Throws: `EventStoreError`.
    public func connect() throws -> DuckDBConnection { try EventStoreError.translating { try opened.connect() } }

    public func position() async throws -> UInt64? { try await writer.position() }

    public func keptPosition() async throws -> UInt64? { await writer.kept() }

    public func keep() async throws { try await keeper.keep(writer) }

    public func append(_ batch: EventBatch, through position: UInt64) async throws {
        if await writer.unkeptBytes >= settings.unkept { try await keepInTime() }
        try await writer.append(batch, through: position)
    }

    /// Somebody who reads may be in the way; that is only waited for where far too much has gathered.
    private func keepInTime() async throws {
        do { try await keeper.keep(writer, over: settings.unkept - 1) } catch EventStoreError.busy(let reason) {
            guard await writer.unkeptBytes < 4 * settings.unkept else { throw EventStoreError.busy(reason) }
        }
    }

    public func figures() async throws -> [TableFigures] { try await writer.figures() }

    public func sweep(_ policy: EventRetention, at time: Timestamp) async throws -> EventSweep {
        try await writer.sweep(policy, at: time)
    }

    public func export(_ request: EventExport, to file: String) async throws -> Int {
        guard let table = specs[request.table] else { throw EventStoreError.noSuchTable(request.table) }
        return try await ParquetDesk(opened).export(request, of: table, to: file)
    }

    public func load(_ file: String, into table: String, at time: Timestamp) async throws -> Int {
        guard let table = specs[table] else { throw EventStoreError.noSuchTable(table) }
        return try await writer.load(file, into: table, at: time)
    }

    public func copy(to file: String) async throws { try await writer.copy(to: file) }

    public func close() async { await writer.close() }
}
