import DuckDBEvents
import EventHunting
import Events
import Foundation
@testable import KQL
import Synchronization
import Testing

/// Queries that take too much end with an error that says so.
@Suite(.enabled(if: TestStore.library != nil)) struct LimitTests {
    /// Ten million rows that the store makes by itself.
    private static func store(_ rows: Int, memory: Int = 1 << 30) throws -> Engine {
        let store = try TestStore(memory: memory)
        let connection = try store.database.connect()
        try connection.execute(
            """
            CREATE VIEW "T" AS SELECT CAST(range AS BIGINT) AS "Timestamp", CAST(hash(range) AS VARCHAR) AS "Text",
            CAST(0 AS BIGINT) AS "_ingested" FROM range(\(rows))
            """)
        let spec = try TableSpec(
            name: "T", summary: "Numbers.", time: "Timestamp",
            columns: [ColumnSpec("Timestamp", .datetime), ColumnSpec("Text", .string)])
        let specs = try TableSpecs([spec])
        return Engine(provider: EventHunts(specs, connect: store.database.connect).tables())
    }

    @Test func timeIsLimited() throws {
        var engine = try Self.store(2_000_000_000)
        engine.limits.seconds = 0.2
        let start = ContinuousClock.now
        let error = #expect(throws: QueryError.self) {
            try engine.run("T | where Text has 'a' | summarize count() by Text | count")
        }
        #expect(error?.kind == .limit, "\(error?.message ?? "")")
        #expect(ContinuousClock.now - start < .seconds(20))
    }

    @Test func aHuntCanBeCancelled() throws {
        let engine = try Self.store(2_000_000_000)
        let start = ContinuousClock.now
        let error = #expect(throws: QueryError.self) {
            try engine.run("T | summarize dcount(Text)") { ContinuousClock.now - start > .milliseconds(100) }
        }
        #expect(error?.kind == .cancelled, "\(error?.message ?? "")")
    }

    /// What fails in the engine while the store runs is told in the engine's words, without the store's.
    @Test func errorsAreTheEngines() throws {
        let engine = try Self.store(10)
        let error = #expect(throws: QueryError.self) {
            try engine.run("T | where Text matches regex strcat('(', Text)")
        }
        #expect(error?.message.contains("cannot be read") == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("SELECT") == false && error?.message.contains("kql") == false)
    }

    @Test func memoryIsLimited() throws {
        let engine = try Self.store(20_000_000, memory: 64 << 20)
        let error = #expect(throws: QueryError.self) { try engine.run("T | summarize make_list(Text)") }
        #expect(error?.kind == .limit, "\(error?.message ?? "")")
        // The store answers on.
        #expect(try engine.run("T | take 1 | count").row(0) == [.long(1)])
    }
}
