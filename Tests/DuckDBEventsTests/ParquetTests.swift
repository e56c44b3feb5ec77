import DuckDBEvents
import Events
import Foundation
import Primitives
import Testing

@Suite(.enabled(if: EventBench.hasLibrary, "DuckDB's library is not there"))
struct ParquetTests {
    private func path(_ name: String, _ bench: EventBench) -> String {
        bench.folder.appendingPathComponent("exchange/\(name)").path
    }

    @Test func whatWasWrittenComesBackWhole() async throws {
        try await EventBench.with(specs: .things()) { bench in
            try await bench.store.append(EventStoreTests.things(5000, bench.store.specs), through: 1)
            let file = path("all.parquet", bench)
            #expect(try await bench.store.export(EventExport(table: "Stuff"), to: file) == 5000)
            let before = try bench.rows(#"SELECT * FROM "Things" ORDER BY "Timestamp""#)
            try await EventBench.withFolder { folder in
                let other = try EventBench(folder, specs: .things())
                try FileManager.default.copyItem(atPath: file, toPath: path("all.parquet", other))
                let count = try await other.store.load(path("all.parquet", other), into: "Things", at: .now)
                #expect(count == 5000)
                #expect(try other.rows(#"SELECT * FROM "Things" ORDER BY "Timestamp""#) == before)
                await other.store.close()
            }
        }
    }

    @Test func aSpanOfTimeCanBeWritten() async throws {
        try await EventBench.with(specs: .things()) { bench in
            try await bench.store.append(EventStoreTests.things(100, bench.store.specs), through: 1)
            let request = EventExport(table: "Things", start: Timestamp(ticks: 10), end: Timestamp(ticks: 30))
            #expect(try await bench.store.export(request, to: path("some.parquet", bench)) == 20)
        }
    }

    @Test func otherProgramsGetTimestamps() async throws {
        try await EventBench.with(specs: .things()) { bench in
            var batch = EventBatch(bench.store.specs)
            batch.received = Timestamp(unixSeconds: Int64(1_800_000_000))
            batch.addRow(to: 1)
            batch.set(0, Timestamp(unixSeconds: Int64(1_700_000_000)))
            try await bench.store.append(batch, through: 1)
            let file = path("times.parquet", bench)
            _ = try await bench.store.export(EventExport(table: "Things", asTimestamps: true), to: file)
            #expect(
                try bench.rows(#"SELECT "Timestamp"::VARCHAR, "_ingested"::VARCHAR FROM read_parquet('\#(file)')"#)
                    == [[.text("2023-11-14 22:13:20"), .text("2027-01-15 08:00:00")]])
            // They are read back as moments.
            _ = try await bench.store.load(file, into: "Things", at: .now)
            #expect(try bench.numbers(#"SELECT count(DISTINCT "Timestamp") FROM "Things""#) == [1])
        }
    }

    @Test func aFileOfOtherColumnsIsRefusedWhole() async throws {
        try await EventBench.with(specs: .things()) { bench in
            let other = path("other.parquet", bench)
            _ = try bench.rows("COPY (SELECT 1 AS \"Large\", 'x' AS \"Unknown\") TO '\(other)' (FORMAT parquet)")
            await #expect(throws: EventStoreError.self) { try await bench.store.load(other, into: "Things", at: .now) }
            let bad = path("bad.parquet", bench)
            _ = try bench.rows("COPY (SELECT * FROM (VALUES ('1'), ('one')) AS t(\"Large\")) TO '\(bad)' (FORMAT parquet)")
            await #expect(throws: EventStoreError.self) { try await bench.store.load(bad, into: "Things", at: .now) }
            let noFile = path("text.parquet", bench)
            try Data("text".utf8).write(to: URL(fileURLWithPath: noFile))
            await #expect(throws: EventStoreError.self) { try await bench.store.load(noFile, into: "Things", at: .now) }
            #expect(try bench.numbers(#"SELECT count(*) FROM "Things""#) == [0])
            // It goes on working.
            try await bench.store.append(EventStoreTests.things(1, bench.store.specs), through: 1)
        }
    }

    @Test func filesElsewhereAreNotTouched() async throws {
        try await EventBench.with(specs: .things()) { bench in
            let outside = bench.folder.appendingPathComponent("outside.parquet").path
            await #expect(throws: EventStoreError.self) {
                try await bench.store.export(EventExport(table: "Things"), to: outside)
            }
            await #expect(throws: EventStoreError.self) {
                try await bench.store.load("/etc/passwd", into: "Things", at: .now)
            }
            #expect(!FileManager.default.fileExists(atPath: outside))
            #expect(throws: DuckDBError.self) { try bench.rows("SELECT * FROM read_text('/etc/passwd')") }
            #expect(throws: DuckDBError.self) { try bench.rows("SET enable_external_access = true") }
        }
    }
}
