import CaseStore
import Primitives
import SQL
import SecurityModel
import Testing

/// Counts that are kept until the store changes.
@Suite struct KnownCountsTests {
    /// While others change what is counted, a reader never gets another count than the rows that it sees.
    @Test func countsAreThoseOfTheReadersOwnSnapshot() async throws {
        try await CaseBench.with { bench in
            try await bench.fillForQueries(seed: 5, count: 30)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for round in 0..<60 {
                        try await bench.write { transaction in
                            let incident = IncidentID(Int64(1 + round % 30))
                            try transaction.rank(incident, priority: Double(round), factors: [], isOnQueue: round % 2 == 0)
                        }
                    }
                }
                for part in [true, false, nil] {
                    group.addTask {
                        for _ in 0..<60 {
                            let (count, rows) = try await bench.store.read { reader in
                                var query = IncidentQuery()
                                (query.isOnQueue, query.limit) = (part, 100)
                                return (try reader.incidentCount(query), try reader.incidents(query).count)
                            }
                            #expect(count == Int64(rows))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    /// More questions than are kept, each asked again, and again after a change.
    @Test func manyQuestionsAreAnsweredEach() async throws {
        try await CaseBench.with { bench in
            try await bench.fillForQueries(seed: 6, count: 10)
            for _ in 0..<2 {
                let (counts, expected) = try await bench.store.read { reader in
                    let all = try reader.incidents(IncidentQuery())
                    return (
                        try (0..<450).map { number in
                            var query = IncidentQuery()
                            query.minimumPriority = Double(number % 225)
                            return try reader.incidentCount(query)
                        },
                        (0..<450).map { number in Int64(all.count { $0.priority >= Double(number % 225) }) }
                    )
                }
                #expect(counts == expected)
                try await bench.write { try $0.rank(IncidentID(3), priority: 300, factors: [], isOnQueue: true) }
            }
        }
    }
}
