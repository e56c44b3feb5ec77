internal import Events
internal import Foundation
internal import Synchronization

/// The file of the events. One that is there is opened at once; one that is not is made for the first who needs it, so that a
/// server without events does without DuckDB's memory. DuckDB takes nothing more after some errors; the file is then opened again,
/// and who asks from there on has the new one.
final class OpenedFile: Sendable {
    static let spillSuffix = ".spill"

    private enum State {
        /// For the first who needs it.
        case waiting
        case open(DuckDBDatabase, layouts: [TableLayout])
        case closed
    }

    let path: String
    let exchange: String
    let specs: TableSpecs
    private let library: DuckDBLibrary
    private let settings: DuckDBSettings
    private let state = Mutex(State.waiting)
    /// Whose turn it is to put changes on the disk: DuckDB refuses a checkpoint beside another.
    private let turn = Mutex(())

    /// - Throws: `DuckDBError` and `EventStoreError`, where the file is there and cannot be opened.
    init(library: DuckDBLibrary, path: String, exchange: String, settings: EventStoreSettings, specs: TableSpecs) throws {
        var duckdb = DuckDBSettings(threads: settings.threads)
        duckdb.memory = settings.memory
        duckdb.spill = settings.spill
        duckdb.spillDirectory = path + OpenedFile.spillSuffix
        duckdb.exchangeDirectory = exchange
        self.library = library
        self.path = path
        self.exchange = exchange
        self.specs = specs
        self.settings = duckdb
        if FileManager.default.fileExists(atPath: path) { _ = try open() }
    }

    /// Whether there is no file yet, as nobody needed one.
    var isWaiting: Bool {
        let isUnopened = state.withLock { if case .waiting = $0 { true } else { false } }
        return isUnopened && !FileManager.default.fileExists(atPath: path)
    }

    /// It blocks, for some tenths of a second where the file is made.
    func connect() throws -> DuckDBConnection { try open().database.connect() }

    /// How the tables lie in the file, in the order of the specs.
    func layouts() throws -> [TableLayout] { try open().layouts }

    private func open() throws -> (database: DuckDBDatabase, layouts: [TableLayout]) {
        try state.withLock { state in
            switch state {
            case .open(let database, let layouts): return (database, layouts)
            case .closed: throw DuckDBError.failed(statement: "connect", message: "it is closed")
            case .waiting:
                let database = try opened()
                let layouts = try TableLayout.lay(specs, database.connect())
                state = .open(database, layouts: layouts)
                return (database, layouts)
            }
        }
    }

    private func opened() throws(DuckDBError) -> DuckDBDatabase {
        let database = try DuckDBDatabase(library: library, path: path, settings: settings)
        // DuckDB makes its files for everybody to read who may enter the folder.
        try? FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        return database
    }

    /// Opens the file anew. Whoever still reads the old one ends with an error of his own. Where that fails, the next who
    /// needs it opens it.
    func reopen() throws(DuckDBError) {
        try state.withLock { state throws(DuckDBError) in
            guard case .open(_, let layouts) = state else { return }
            state = .waiting
            state = .open(try opened(), layouts: layouts)
        }
    }

    /// Runs a body that puts changes on the disk, or that needs the file to stay as it is there. It blocks while another does.
    func inTurn<Result>(_ body: () throws -> Result) rethrows -> Result { try turn.withLock { _ in try body() } }

    func close() { state.withLock { $0 = .closed } }
}
