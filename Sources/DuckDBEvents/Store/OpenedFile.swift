internal import Events
internal import Foundation
internal import Synchronization

/// The file of the events as it is open now. DuckDB takes nothing more after some errors; the file is then opened again, and
/// who asks from there on has the new one.
final class OpenedFile: Sendable {
    static let spillSuffix = ".spill"

    let path: String
    let exchange: String
    private let library: DuckDBLibrary
    private let settings: DuckDBSettings
    private let database: Mutex<DuckDBDatabase?>

    init(library: DuckDBLibrary, path: String, exchange: String, settings: EventStoreSettings) throws(DuckDBError) {
        var duckdb = DuckDBSettings(threads: settings.threads)
        duckdb.memory = settings.memory
        duckdb.spill = settings.spill
        duckdb.spillDirectory = path + OpenedFile.spillSuffix
        duckdb.exchangeDirectory = exchange
        self.library = library
        self.path = path
        self.exchange = exchange
        self.settings = duckdb
        database = Mutex(try DuckDBDatabase(library: library, path: path, settings: duckdb))
        // DuckDB makes its files for everybody to read who may enter the folder.
        try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    func connect() throws(DuckDBError) -> DuckDBConnection {
        try database.withLock { database throws(DuckDBError) in
            guard let database else { throw .failed(statement: "connect", message: "it is closed") }
            return try database.connect()
        }
    }

    /// Opens the file anew. Whoever still reads the old one ends with an error of his own.
    func reopen() throws(DuckDBError) {
        try database.withLock { database throws(DuckDBError) in
            database = nil
            database = try DuckDBDatabase(library: library, path: path, settings: settings)
        }
    }

    func close() { database.withLock { $0 = nil } }
}
