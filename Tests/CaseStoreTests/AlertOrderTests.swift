import SQL
import SecurityModel
import Testing

@testable import CaseStore

/// How pages of alerts are chosen.
@Suite struct AlertOrderTests {
    static let columns: [(name: String, column: StoreColumn)] = [
        ("severity", AlertColumns.severity), ("status", AlertColumns.status), ("owner", AlertColumns.assignedTo),
        ("service", AlertColumns.serviceSource), ("classification", AlertColumns.classification),
    ]

    /// The rows are wide and their incidents many: a page is chosen without a look at either, whatever the order.
    @Test(arguments: columns.map(\.name))
    func everyOrderIsChosenOutOfAnIndexAlone(_ name: String) async throws {
        let column = try #require(AlertOrderTests.columns.first { $0.name == name }?.column)
        try await CaseBench.with { bench in
            try await bench.fillForQueries(seed: 5, count: 10)
            var query = AlertQuery()
            query.predicate = .among(AlertColumns.status, [.integer(1), .integer(2)])
            query.ordering = [StoreOrder(column, isDescending: true)]
            #expect(try await plan(query, bench).allSatisfy { !$0.contains("SEARCH h") && !$0.contains("SCAN h") })
            #expect(try await plan(query, bench).contains { $0.contains("COVERING INDEX") })
        }
    }

    /// What is asked of incidents still looks them up.
    @Test func incidentsOfAlertsAreAskedForAsBefore() async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                for number in 1...3 as ClosedRange<Int64> { try transaction.place([alert(number)], in: number) }
                try transaction.merge(IncidentID(1), into: IncidentID(3), reasons: [])
            }
            var query = AlertQuery()
            query.predicate = .compare(AlertColumns.incident, .equal, .integer(3))
            let asked = query
            #expect(try await bench.store.read { try $0.alertPage(asked).rows.map(\.id.number) } == [3, 1])
            query = AlertQuery()
            query.ordering = [StoreOrder(AlertColumns.incident, isDescending: false)]
            let ordered = query
            #expect(try await bench.store.read { try $0.alertPage(ordered).rows.map(\.id.number) } == [2, 1, 3])
        }
    }

    /// Alerts of an incident from either end; of one moment by their numbers.
    @Test func alertsOfAnIncidentComeInTime() async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                let times: [(Int64, Int64)] = [(1, 5), (2, 9), (3, 5), (4, 1)]
                try transaction.place(times.map { alert($0.0, minute: $0.1) }, in: 1)
            }
            let (oldest, newest) = try await bench.store.read { reader in
                (
                    try reader.alerts(of: IncidentID(1), limit: 9).map(\.id.number),
                    try reader.alerts(of: IncidentID(1), limit: 3, newestFirst: true).map(\.id.number)
                )
            }
            #expect(oldest == [4, 1, 3, 2] && newest == [2, 3, 1])
        }
    }

    private func plan(_ query: AlertQuery, _ bench: CaseBench) async throws -> [String] {
        try await bench.store.read { reader in
            let page = try reader.numbers(query, query.orderClause(reader.view))
            return try reader.session.all(SQLStatement(building: "EXPLAIN QUERY PLAN " + page.text), page.arguments) {
                $0.text(3)
            }
        }
    }
}
