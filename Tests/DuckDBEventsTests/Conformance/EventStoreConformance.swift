import Events
import Foundation
import KQL
import Primitives
import SeededRandom
import Testing

/// What the port of event stores promises, asked of every store through the port and through queries alone.
@Suite(.enabled(if: EventBench.hasLibrary, "DuckDB's library is not there"))
struct EventStoreConformance {
    @Test(arguments: StoreUnderTest.all, [1, 63, 64, 2048, 2049, 10_000])
    func rowsComeBackAsTheyWere(store: StoreUnderTest, count: Int) async throws {
        try await store.with(.things()) { store, ask in
            try await store.append(EventStoreTests.things(count, store.specs, received: Timestamp(ticks: 42)), through: 7)
            let rows = try ask("Things | extend t = tolong(ingestion_time()), More = tostring(More) | sort by Timestamp asc")
            try #require(rows.count == count)
            let wrong = rows.enumerated().first { number, row in
                row != [
                    .datetime(Int64(number)),
                    .string(
                        number.isMultiple(of: 2)
                            ? number.isMultiple(of: 4) ? "short" : "a longer text, number \(number)" : ""),
                    number.isMultiple(of: 3) ? .long(Int64(-number)) : .null,
                    number.isMultiple(of: 5) ? .long(Int64(number) << 32) : .null,
                    number.isMultiple(of: 7) ? .real(Double(number) / 2) : .null,
                    number.isMultiple(of: 11) ? .bool(number.isMultiple(of: 22)) : .null,
                    .string(#"{"number":\#(number)}"#), .null, .long(42),
                ]
            }
            #expect(wrong == nil)
        }
    }

    @Test(arguments: StoreUnderTest.all)
    func anyTextComesBack(store: StoreUnderTest) async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SeededGenerator(seed: seed)
        let texts = (0..<3000).map { _ in
            String(
                String.UnicodeScalarView(
                    (0..<random.below(20)).map { _ in
                        random.chance(0.7)
                            ? Unicode.Scalar(UInt8(random.below(128)))
                            : Unicode.Scalar(UInt32(random.below(0xd800))) ?? "?"
                    }))
        }
        try await store.with(.things()) { store, ask in
            var batch = EventBatch(store.specs)
            for (number, text) in texts.enumerated() {
                batch.addRow(to: store.specs.number(of: "Stuff") ?? 0)
                batch.set(0, Timestamp(ticks: Int64(number)))
                batch.set(1, text)
            }
            try await store.append(batch, through: 1)
            let rows = try ask("Things | sort by Timestamp asc | project Name")
            let same = zip(rows, texts).allSatisfy { row, text in
                if case .string(let read) = row[0] { Array(read.utf8) == Array(text.utf8) } else { false }
            }
            #expect(same && rows.count == texts.count, "seed \(seed)")
        }
    }

    @Test(arguments: StoreUnderTest.all)
    func thePositionMovesWithTheRows(store: StoreUnderTest) async throws {
        try await EventBench.withFolder { folder in
            let specs = try TableSpecs.things()
            try await store.with(specs, in: folder) { store, _ in
                #expect(try await store.position() == nil)
                try await store.append(EventBatch(specs), through: 0)
                #expect(try await store.position() == 0)
                try await store.append(EventStoreTests.things(10, specs), through: 10)
            }
            try await store.with(specs, in: folder) { store, ask in
                let (position, kept) = (try await store.position(), try await store.keptPosition())
                #expect(position == 10 && kept == 10)
                #expect(try ask("Things | count") == [[.long(10)]])
            }
        }
    }

    @Test(arguments: StoreUnderTest.all)
    func whatIsAppendedIsFoundAndWhatIsKeptStays(store: StoreUnderTest) async throws {
        try await store.with(.things()) { store, ask in
            try await store.append(EventStoreTests.things(10, store.specs), through: 10)
            #expect(try ask("Things | count") == [[.long(10)]])
            #expect(try await store.position() == 10)
            try await store.keep()
            #expect(try await store.keptPosition() == 10)
        }
    }

    @Test(arguments: StoreUnderTest.all)
    func figuresSayHowMuchThereIs(store: StoreUnderTest) async throws {
        try await store.with(.things()) { store, _ in
            try await store.append(EventStoreTests.things(100, store.specs), through: 1)
            let figures = try await store.figures()
            #expect(figures.map(\.table) == ["Table", "Things"])
            #expect(figures.map(\.rows) == [0, 100])
            #expect(figures[1].oldest == Timestamp(ticks: 0) && figures[1].newest == Timestamp(ticks: 99))
            #expect(figures[0].oldest == nil)
        }
    }

    @Test(arguments: StoreUnderTest.all)
    func ageIsThatOfArrival(store: StoreUnderTest) async throws {
        let now = Timestamp(unixSeconds: Int64(1_800_000_000))
        try await store.with(.things()) { store, ask in
            for day in 0..<10 {
                let received = now - .days(Int64(9 - day)) - .hours(1)
                let batch = EventStoreTests.things(50, store.specs, from: day * 50, received: received)
                try await store.append(batch, through: UInt64(day + 1))
            }
            var policy = EventRetention()
            policy.standard.age = .days(3)
            #expect(try await store.sweep(policy, at: now).rows == ["Things": 350])
            #expect(try ask("Things | summarize tolong(min(Timestamp))") == [[.long(350)]])
            #expect(try await store.sweep(policy, at: now).total == 0)
        }
    }

    @Test(arguments: StoreUnderTest.all)
    func aCopyIsAWholeStore(store: StoreUnderTest) async throws {
        try await EventBench.withFolder { folder in
            let copy = folder.appending(path: "copy")
            try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: true)
            try await store.with(.things()) { store, ask in
                try await store.append(EventStoreTests.things(100, store.specs), through: 9)
                try await store.copy(to: copy.appending(path: "events.duckdb").path)
                try await store.append(EventStoreTests.things(1, store.specs, from: 100), through: 10)
                #expect(try ask("Things | count") == [[.long(101)]])
            }
            try await store.with(.things(), in: copy) { store, ask in
                let position = try await store.position()
                #expect(position == 9)
                #expect(try ask("Things | count") == [[.long(100)]])
            }
        }
    }

    @Test(arguments: StoreUnderTest.all)
    func whatIsNoTableIsAnError(store: StoreUnderTest) async throws {
        try await store.with(.things()) { store, _ in
            await #expect(throws: EventStoreError.noSuchTable("Nope")) {
                try await store.export(EventExport(table: "Nope"), to: "/nowhere.parquet")
            }
            await #expect(throws: EventStoreError.noSuchTable("Nope")) {
                try await store.load("/nowhere.parquet", into: "Nope", at: .now)
            }
        }
    }
}
