import DuckDBEvents
import Events
import Foundation
import Primitives
import Testing

@Suite(.enabled(if: EventBench.hasLibrary, "DuckDB's library is not there"))
struct EventStoreTests {
    /// Rows of which every second lacks a value, one after the other.
    static func things(_ count: Int, _ specs: TableSpecs, from first: Int = 0, received: Timestamp = .now) -> EventBatch {
        var batch = EventBatch(specs)
        batch.received = received
        let table = specs.number(of: "Things") ?? 0
        for number in first..<first + count {
            batch.addRow(to: table)
            batch.set(0, Timestamp(ticks: Int64(number)))
            if number.isMultiple(of: 2) { batch.set(1, number.isMultiple(of: 4) ? "short" : "a longer text, number \(number)") }
            if number.isMultiple(of: 3) { batch.set(2, Int64(-number)) }
            if number.isMultiple(of: 5) { batch.set(3, Int64(number) << 32) }
            if number.isMultiple(of: 7) { batch.set(4, Double(number) / 2) }
            if number.isMultiple(of: 11) { batch.set(5, number.isMultiple(of: 22)) }
            batch.set(6, #"{"number":\#(number)}"#)
        }
        return batch
    }

    /// Rows are found at once, and are in the file once they are kept, with their position: what a crash would leave is a copy of it.

    @Test func withoutEventsThereIsNoFile() async throws {
        try await EventBench.withFolder { folder in
            let specs = try TableSpecs.things()
            let bench = try EventBench(folder, specs: specs)
            try await bench.store.append(EventBatch(specs), through: 5)
            #expect(try await bench.store.position() == 5)
            #expect(try await bench.store.keptPosition() == 5)
            #expect(try await bench.store.figures().map(\.rows) == [0, 0])
            #expect(try await bench.store.sweep(EventRetention(), at: .now).total == 0)
            let copy = folder.appendingPathComponent("copy")
            try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
            try await bench.store.copy(to: copy.appendingPathComponent("events.duckdb").path)
            await bench.store.close()
            #expect(!FileManager.default.fileExists(atPath: bench.file))

            // It goes on from there, and so does the copy; with the first event there is a file.
            for folder in [folder, copy] {
                let again = try EventBench(folder, specs: specs)
                #expect(try await again.store.position() == 5)
                try await again.store.append(Self.things(3, specs), through: 9)
                #expect(try await again.store.keptPosition() == 5)
                #expect(try again.numbers(#"SELECT count(*) FROM "Things""#) == [3])
                await again.store.close()
                let last = try EventBench(folder, specs: specs)
                #expect(try await last.store.position() == 9)
                await last.store.close()
            }
        }
    }

    @Test func whoAsksForEventsBeforeThereAreAnyHasATable() async throws {
        try await EventBench.with(specs: .things()) { bench in
            try await bench.store.append(EventBatch(bench.store.specs), through: 5)
            #expect(try bench.numbers(#"SELECT count(*) FROM "Things""#) == [0])
            // The file has no position of its own yet.
            #expect(try await bench.store.position() == 5)
            try await bench.store.append(EventBatch(bench.store.specs), through: 6)
            #expect(try await bench.store.position() == 6)
        }
    }

    @Test func whatIsKeptIsInTheFile() async throws {
        try await EventBench.with(specs: .things()) { bench in
            let specs = bench.store.specs
            func left(_ name: String) async throws -> (position: UInt64?, rows: [Int64]) {
                let folder = bench.folder.appendingPathComponent(name)
                try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                try FileManager.default.copyItem(atPath: bench.file, toPath: folder.path + "/events.duckdb")
                let copy = try EventBench(folder, specs: .things())
                let found = (try await copy.store.position(), try copy.numbers(#"SELECT count(*) FROM "Things""#))
                await copy.store.close()
                return found
            }
            try await bench.store.append(Self.things(10, specs), through: 10)
            #expect(try await bench.store.keptPosition() == nil)
            try await bench.store.keep()
            #expect(try await bench.store.keptPosition() == 10)
            try await bench.store.append(Self.things(5, specs, from: 10), through: 15)
            #expect(try bench.numbers(#"SELECT count(*) FROM "Things""#) == [15])
            #expect(try await bench.store.position() == 15)
            #expect(try await bench.store.keptPosition() == 10)
            let before = try await left("before")
            #expect(before.position == 10 && before.rows == [10])
            try await bench.store.keep()
            let after = try await left("after")
            #expect(after.position == 15 && after.rows == [15])
        }
    }

    /// Somebody who reads while rows are kept goes on seeing what he saw.
    @Test func aReaderIsNotInTheWay() async throws {
        try await EventBench.with(specs: .things()) { bench in
            try await bench.store.append(Self.things(5000, bench.store.specs), through: 1)
            let reader = try bench.store.connect()
            try reader.execute("BEGIN TRANSACTION READ ONLY")
            func seen() throws -> Int64? { try reader.query(#"SELECT count(*) FROM "Things""#).next()?[0].int64s[0] }
            #expect(try seen() == 5000)
            for part in 1...3 {
                try await bench.store.append(Self.things(100, bench.store.specs, from: 5000 * part), through: UInt64(part + 1))
                try await bench.store.keep()
            }
            #expect(try await bench.store.keptPosition() == 4)
            #expect(try seen() == 5000)
            try reader.execute("ROLLBACK")
            #expect(try bench.numbers(#"SELECT count(*) FROM "Things""#) == [5300])
        }
    }

    /// What is put on the disk while more comes in is of one moment, with its position.
    @Test func moreIsAppendedWhileRowsAreKept() async throws {
        try await EventBench.with(specs: .things()) { bench in
            try await withThrowingTaskGroup { group in
                group.addTask {
                    for part in 0..<30 {
                        try await bench.store.append(
                            Self.things(300, bench.store.specs, from: 300 * part), through: UInt64(300 * (part + 1)))
                    }
                }
                group.addTask { for _ in 0..<40 { try await bench.store.keep() } }
                for part in 0..<8 {
                    let folder = bench.folder.appendingPathComponent("moment\(part)")
                    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                    try await bench.store.copy(to: folder.path + "/events.duckdb")
                    let copy = try EventBench(folder, specs: .things())
                    #expect(try copy.numbers(#"SELECT count(*) FROM "Things""#) == [Int64(try await copy.store.position() ?? 0)])
                    await copy.store.close()
                }
                try await group.waitForAll()
            }
            try await bench.store.keep()
            #expect(try await bench.store.keptPosition() == 9000)
            #expect(try bench.numbers(#"SELECT count(*) FROM "Things""#) == [9000])
        }
    }

    @Test func muchThatIsAppendedIsDueToBeKept() async throws {
        try await EventBench.withFolder { folder in
            var settings = EventStoreSettings()
            settings.unkept = 64 << 10
            let bench = try EventBench(folder, specs: .things(), settings: settings)
            var due = bench.store.keepingIsDue.makeAsyncIterator()
            try await bench.store.append(Self.things(3000, bench.store.specs), through: 3000)
            #expect(await due.next() != nil)
            // Nobody kept them, so the next append does first.
            #expect(try await bench.store.keptPosition() == nil)
            try await bench.store.append(Self.things(1, bench.store.specs, from: 3000), through: 3001)
            #expect(try await bench.store.keptPosition() == 3000)
            await bench.store.close()
        }
    }

    @Test func aTableGainsTheColumnsOfItsSpec() async throws {
        try await EventBench.withFolder { folder in
            let old = try EventBench(folder, specs: .things())
            try await old.store.append(Self.things(3, old.store.specs), through: 3)
            await old.store.close()
            let specs = try TableSpecs.things([ColumnSpec("Late", .string), ColumnSpec("LateNumber", .long)])
            let new = try EventBench(folder, specs: specs)
            var batch = Self.things(1, specs, from: 3)
            batch.set(8, "set")
            batch.set(9, Int64(5))
            try await new.store.append(batch, through: 4)
            let late = try new.rows(#"SELECT "Late", "LateNumber" FROM "Things" ORDER BY "Timestamp""#)
            #expect(late == [[.text(""), .null], [.text(""), .null], [.text(""), .null], [.text("set"), .integer(5)]])
            await new.store.close()
            // A spec that lost columns: they stay, and new rows have nothing in them.
            let back = try EventBench(folder, specs: .things())
            try await back.store.append(Self.things(1, back.store.specs, from: 4), through: 5)
            #expect(try back.rows(#"SELECT "Late" FROM "Things" WHERE "Timestamp" = 4"#) == [[.text("")]])
            await back.store.close()
        }
    }

    @Test func aColumnDoesNotChangeItsType() async throws {
        try await EventBench.withFolder { folder in
            let old = try EventBench(folder, specs: .things([ColumnSpec("Late", .string)]))
            // Whoever asks makes the file.
            #expect(try old.numbers(#"SELECT count(*) FROM "Things""#) == [0])
            await old.store.close()
            #expect(throws: EventStoreError.self) { try EventBench(folder, specs: .things([ColumnSpec("Late", .long)])) }
        }
    }
}
