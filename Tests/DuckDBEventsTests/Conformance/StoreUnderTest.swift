import DuckDBEvents
import EventHunting
import Events
import Foundation
import KQL
import Primitives
import Testing

/// An implementation of `EventStore`, made for a test: every suite of this folder runs over each that is in `all`.
struct StoreUnderTest: CustomTestStringConvertible, Sendable {
    var testDescription: String
    /// Opens or makes a store in a folder, and says how queries see its rows.
    let open: @Sendable (URL, TableSpecs) throws -> (store: any EventStore, tables: @Sendable () -> any TableProvider)

    static let all = [duckdb]

    private static let duckdb = StoreUnderTest(testDescription: "DuckDB") { folder, specs in
        let bench = try EventBench(folder, specs: specs)
        let hunts = EventHunts(specs) { try bench.store.connect() }
        return (bench.store, { hunts.tables() })
    }

    /// A body with a store in a folder of its own, which is closed after it.
    func with(_ specs: TableSpecs, _ body: (any EventStore, @escaping (String) throws -> [[Value]]) async throws -> Void)
        async throws
    {
        try await EventBench.withFolder { folder in
            try await with(specs, in: folder, body)
        }
    }

    func with(
        _ specs: TableSpecs, in folder: URL, _ body: (any EventStore, @escaping (String) throws -> [[Value]]) async throws -> Void
    ) async throws {
        let (store, tables) = try open(folder, specs)
        try await body(store) { query in
            let table = try Engine(provider: tables()).run(query)
            return (0..<table.count).map { table.row($0) }
        }
        await store.close()
    }
}
