import Foundation
import Primitives
import SQL
import SQLiteDriver
import SecurityModel
import Testing

@testable import CaseStore

/// What alerts are about beyond their columns: filtered in the alerts' queue, counted for incidents, kept in step.
@Suite struct AlertFacetTests {
    static let count: Int64 = 40

    struct Filter: CustomTestStringConvertible {
        var testDescription: String
        var set: @Sendable (inout AlertQuery) -> Void
        var holds: @Sendable (Alert, Incident) -> Bool
    }

    static let filters: [Filter] = [
        Filter(testDescription: "none", set: { _ in }, holds: { _, _ in true }),
        Filter(
            testDescription: "policy", set: { $0.facets = [(.policy, ["policy-2", "nothing"])] },
            holds: { a, _ in AlertContext(a.report).policies.contains("policy-2") }),
        Filter(
            testDescription: "policy and stream",
            set: { $0.facets = [(.policy, ["policy-2"]), (.dataStream, ["Exchange", "SharePoint"])] },
            holds: { a, _ in
                let context = AlertContext(a.report)
                return context.policies.contains("policy-2") && !context.dataStreams.isEmpty
            }),
        Filter(
            testDescription: "a tag of alerts and of incidents", set: { $0.tags = ["vip"] },
            holds: { a, i in a.report.systemTags.contains("vip") || i.customTags.contains("vip") }),
        Filter(
            testDescription: "two tags", set: { $0.tags = ["vip", "lab"] },
            holds: { a, i in
                (a.report.systemTags.contains("vip") || i.customTags.contains("vip")) && i.customTags.contains("lab")
            }),
        Filter(testDescription: "unheard of", set: { $0.facets = [(.subscription, ["x"])] }, holds: { _, _ in false }),
    ]

    /// Sets that are looked up, read as a whole, and probed.
    static let sizes = [MemberSet.Sizes(), MemberSet.Sizes(lookedUp: 0), MemberSet.Sizes(lookedUp: 0, read: 0)]

    @Test func everyFilterGivesWhatSwiftGives() async throws {
        try await CaseBench.with { bench in
            try await bench.fillForQueries(seed: 3, count: Self.count)
            let all = try await bench.store.read { reader in
                try (10...Self.count * 10 + 9).compactMap { try reader.alert(AlertID($0)) }.map {
                    ($0, try reader.incident($0.incident))
                }
            }
            #expect(all.count > Int(Self.count))
            for (filter, sizes) in Self.filters.flatMap({ filter in Self.sizes.map { (filter, $0) } }) {
                var query = AlertQuery()
                filter.set(&query)
                (query.setSizes, query.limit) = (sizes, 1000)
                query.predicate = .compare(AlertColumns.severity, .notEqual, .integer(99))
                let question = query
                let (page, count) = try await bench.store.read {
                    (try $0.alertPage(question).rows.map(\.id), try $0.alertCount(question))
                }
                let expected = all.filter { alert, incident in incident.map { filter.holds(alert, $0) } ?? false }.map(\.0.id)
                #expect(Set(page) == Set(expected) && page.count == expected.count, "\(filter.testDescription), \(sizes)")
                #expect(count == Int64(expected.count), "\(filter.testDescription), \(sizes)")
            }
        }
    }

    @Test func anOlderStoreIsFilledAsAlertsWouldHaveBeen() async throws {
        try await CaseBench.with { bench in
            try await bench.fillForQueries(seed: 4, count: Self.count)
            func rows() async throws -> [String] {
                try await bench.database.read { reader in
                    try reader.all(
                        SQLStatement(
                            building: """
                                SELECT 'a', kind, value, alert, 1 FROM alert_facets
                                UNION ALL SELECT 'i', kind, value, incident, alert_count FROM incident_facets WHERE kind >= 13
                                ORDER BY 1, 2, 3, 4
                                """)
                    ) { row in (0..<5).map { row.text($0) }.joined(separator: " ") }
                }
            }
            let expected = try await rows()
            #expect(expected.count > 50)
            try await bench.database.write { writer in
                for text in ["DELETE FROM alert_facets", "DELETE FROM incident_facets WHERE kind >= 13"] {
                    try writer.execute(SQLStatement(building: text), [])
                }
                try CaseSchema.fillAlertFacets(writer)
            }
            #expect(try await rows() == expected)
        }
    }
}
