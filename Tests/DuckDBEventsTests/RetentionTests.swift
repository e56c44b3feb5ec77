import DuckDBEvents
import Events
import Foundation
import Primitives
import Testing

@Suite(.enabled(if: EventBench.hasLibrary, "DuckDB's library is not there"))
struct RetentionTests {
    private static let now = Timestamp(unixSeconds: Int64(1_800_000_000))

    /// 50 rows of text a day, for so many days up to now.
    private func fill(_ bench: EventBench, days: Int, rows: Int = 50) async throws {
        for day in 0..<days {
            let received = Self.now - .days(Int64(days - 1 - day)) - .hours(1)
            let batch = EventStoreTests.things(rows, bench.store.specs, from: day * rows, received: received)
            try await bench.store.append(batch, through: UInt64(day + 1))
        }
    }

    @Test func aTableMayHaveALimitOfItsOwn() async throws {
        try await EventBench.with(specs: .things()) { bench in
            try await fill(bench, days: 10)
            var policy = EventRetention()
            policy.standard.age = .days(1)
            policy.tables["Stuff"] = EventRetention.Limit(age: .days(8))
            #expect(try await bench.store.sweep(policy, at: Self.now).rows == ["Things": 100])
            policy.tables["Stuff"] = EventRetention.Limit()
            #expect(try await bench.store.sweep(policy, at: Self.now).total == 0)
        }
    }

    @Test func theOldestGoWhereThereIsTooMuch() async throws {
        try await EventBench.with(specs: .things()) { bench in
            try await fill(bench, days: 40, rows: 3000)
            _ = try await bench.store.copy(to: bench.folder.appendingPathComponent("copy").path)
            let size = try #require(try await bench.store.figures().first { $0.table == "Things" }?.bytes)
            #expect(size > 0)
            var policy = EventRetention()
            policy.standard = EventRetention.Limit(bytes: size / 2)
            let deleted = try await bench.store.sweep(policy, at: Self.now).total
            #expect(deleted > 120_000 * 45 / 100 && deleted < 120_000 * 70 / 100)
            #expect(try bench.numbers(#"SELECT max("Timestamp") FROM "Things""#) == [119_999])
            policy = EventRetention()
            policy.standard.age = nil
            policy.totalBytes = 1
            // All but what came last.
            #expect(try await bench.store.sweep(policy, at: Self.now).total == 120_000 - deleted - 3000)
        }
    }

    /// Rows that went free no blocks until others around them go, and must not be taken for rows that are there.
    @Test(arguments: [true, false])
    func whatWentOnceIsNotAskedForAgain(isOfTable: Bool) async throws {
        try await EventBench.with(specs: .things()) { bench in
            try await fill(bench, days: 100, rows: 3000)
            _ = try await bench.store.copy(to: bench.folder.appendingPathComponent("copy").path)
            var policy = EventRetention()
            policy.standard.age = nil
            let size = try #require(try await bench.store.figures().first { $0.table == "Things" }?.bytes)
            if isOfTable { policy.standard.bytes = size * 3 / 5 } else { policy.totalBytes = size * 3 / 5 }
            let deleted = try await bench.store.sweep(policy, at: Self.now).total
            #expect(deleted > 300_000 * 35 / 100 && deleted <= 300_000 * 40 / 100, "\(deleted)")
            for _ in 0..<4 { #expect(try await bench.store.sweep(policy, at: Self.now).total == 0) }
            // What comes meanwhile counts.
            let more = EventStoreTests.things(90_000, bench.store.specs, from: 300_000, received: Self.now)
            try await bench.store.append(more, through: 101)
            try await bench.store.keep()
            let later = try await bench.store.sweep(policy, at: Self.now).total
            #expect(later > 60_000 && later < 120_000, "\(later)")
            let again = try await bench.store.sweep(policy, at: Self.now).total
            #expect(again == 0, "\(later), \(again)")
        }
    }

    @Test func roomIsUsedAgain() async throws {
        try await EventBench.with(specs: .things()) { bench in
            var policy = EventRetention()
            policy.standard.age = .seconds(1)
            func used() throws -> Int64 { try bench.numbers("SELECT used_blocks FROM pragma_database_size()")[0] }
            var sizes: [Int64] = []
            for round in 0..<4 {
                let batch = EventStoreTests.things(150_000, bench.store.specs, received: Self.now)
                try await bench.store.append(batch, through: UInt64(round + 1))
                #expect(try await bench.store.sweep(policy, at: Self.now + .hours(1)).total == 150_000)
                sizes.append(try used())
            }
            #expect(sizes[3] <= sizes[0] + 8, "\(sizes)")
        }
    }
}
