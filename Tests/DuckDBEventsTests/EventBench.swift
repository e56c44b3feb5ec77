import DuckDBEvents
import Events
import Foundation
import Primitives
import Testing

/// A store of events in a folder of its own.
struct EventBench {
    let folder: URL
    let store: DuckDBEventStore

    var file: String { folder.appendingPathComponent("events.duckdb").path }

    /// Set-ups without DuckDB's library run all other tests.
    static let library = try? DuckDBLibrary(searching: DuckDBLibrary.places)
    static var hasLibrary: Bool { library != nil }

    init(_ folder: URL, specs: TableSpecs, settings: EventStoreSettings = EventStoreSettings()) throws {
        self.folder = folder
        store = try DuckDBEventStore(
            library: try #require(EventBench.library), file: folder.appendingPathComponent("events.duckdb").path,
            exchange: folder.appendingPathComponent("exchange").path, settings: settings, specs: specs)
    }

    static func withFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("events-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    static func with(specs: TableSpecs, _ body: (EventBench) async throws -> Void) async throws {
        try await withFolder { folder in
            let bench = try EventBench(folder, specs: specs)
            try await body(bench)
            await bench.store.close()
        }
    }

    /// The rows of a statement. It blocks, which a test may.
    func rows(_ sql: String) throws -> [[DuckDBValue]] {
        let rows = try store.connect().query(sql)
        var all: [[DuckDBValue]] = []
        while let chunk = try rows.next() {
            for row in 0..<chunk.count { all.append(rows.names.indices.map { chunk[$0].value(row) }) }
        }
        return all
    }

    func numbers(_ sql: String) throws -> [Int64] {
        try rows(sql).map { if case .integer(let number)? = $0.first { number } else { -1 } }
    }
}

extension TableSpecs {
    /// A table with a column of each type, and one more.
    static func things(_ more: [ColumnSpec] = []) throws -> TableSpecs {
        try TableSpecs([
            TableSpec(
                name: "Things", summary: "A thing.", alsoNamed: ["Stuff"],
                columns: [
                    ColumnSpec("Timestamp", .datetime), ColumnSpec("Name", .string), ColumnSpec("Small", .int),
                    ColumnSpec("Large", .long), ColumnSpec("Share", .real), ColumnSpec("Is", .bool),
                    ColumnSpec("More", .dynamic), ColumnSpec("Key", .guid),
                ] + more),
            // A name that statements know as a word of their own.
            TableSpec(name: "Table", summary: "Another.", columns: [ColumnSpec("TimeGenerated", .datetime)]),
        ])
    }
}
