import CaseStore
import Primitives
import SecurityModel
import SeededRandom
import Testing

/// Random conditions in SQL against the same in plain Swift, and pages by a cursor against the whole order.
@Suite struct PredicateTests {
    static let count: Int64 = 60

    /// A condition with what it means.
    struct Case {
        var predicate: StorePredicate
        var holds: (Incident) -> Bool
    }

    @Test func randomConditionsHoldOfTheSameIncidents() async throws {
        let seed = UInt64.random(in: 0 ..< .max)
        try await CaseBench.with { bench in
            try await bench.fillForQueries(seed: 5, count: Self.count)
            let incidents = try await bench.everything(Self.count).0
            var random = SeededGenerator(seed: seed)
            for _ in 0..<300 {
                let condition = Self.condition(&random, depth: 3)
                var query = IncidentQuery()
                (query.predicate, query.includesRedirected, query.limit) = (condition.predicate, true, 1000)
                (query.order, query.isAscending) = (.created, true)
                let question = query
                let (found, counted) = try await bench.store.read {
                    (try $0.incidents(question).map(\.id), try $0.incidentCount(question))
                }
                let expected = incidents.filter(condition.holds).map(\.id).sorted()
                #expect(found == expected, "seed \(seed): \(condition.predicate)")
                #expect(counted == Int64(expected.count))
            }
        }
    }

    @Test func cursorsNeitherSkipNorRepeat() async throws {
        try await CaseBench.with { bench in
            try await bench.fillForQueries(seed: 6, count: Self.count)
            let orders: [[StoreOrder]] = [
                [], [StoreOrder(IncidentColumns.severity, isDescending: false)],
                [
                    StoreOrder(IncidentColumns.assignedTo, isDescending: true),
                    StoreOrder(IncidentColumns.lastUpdate, isDescending: false),
                ],
                [StoreOrder(IncidentColumns.priority, isDescending: true)],
            ]
            for order in orders {
                var query = IncidentQuery()
                (query.ordering, query.includesRedirected, query.limit) = (order, true, 1000)
                let whole = query
                let expected = try await bench.store.read { try $0.incidents(whole).map(\.id) }
                #expect(expected.count == Int(Self.count))
                var walked: [IncidentID] = []
                query.limit = 7
                repeat {
                    let question = query
                    let page = try await bench.store.read { try $0.incidentPage(question) }
                    walked += page.rows.map(\.id)
                    query.after = page.next
                    #expect(page.rows.count == 7 || page.next == nil)
                } while query.after != nil && walked.count < 200
                #expect(walked == expected)
            }
        }
    }

    /// The store's words are no part of what a user says.
    @Test func valuesAreArguments() async throws {
        try await CaseBench.with { bench in
            try await bench.fillForQueries(seed: 7, count: 5)
            for text in ["' OR 1=1 --", "%", "_", "!", "\"; DROP TABLE incidents; --"] {
                for predicate: StorePredicate in [
                    .compare(IncidentColumns.displayName, .equal, .text(text)), .text(IncidentColumns.displayName, .starts, text),
                    .exists(IncidentColumns.customTags, .among(IncidentColumns.tag, [.text(text)])),
                ] {
                    var query = IncidentQuery()
                    query.predicate = predicate
                    let question = query
                    #expect(try await bench.store.read { try $0.incidentCount(question) } == 0)
                }
            }
        }
    }

    private static func condition(_ random: inout SeededGenerator, depth: Int) -> Case {
        switch Int.random(in: depth == 0 ? 3...11 : 0...11, using: &random) {
        case 0:
            let parts = (0..<Int.random(in: 0...3, using: &random)).map { _ in condition(&random, depth: depth - 1) }
            return Case(predicate: .all(parts.map(\.predicate)), holds: { incident in parts.allSatisfy { $0.holds(incident) } })
        case 1:
            let parts = (0..<Int.random(in: 0...3, using: &random)).map { _ in condition(&random, depth: depth - 1) }
            return Case(predicate: .any(parts.map(\.predicate)), holds: { incident in parts.contains { $0.holds(incident) } })
        case 2:
            let part = condition(&random, depth: depth - 1)
            return Case(predicate: .not(part.predicate), holds: { !part.holds($0) })
        case 3:
            let severity = AlertSeverity.allCases[Int.random(in: 0..<5, using: &random)]
            return Case(
                predicate: .compare(IncidentColumns.severity, .greaterOrEqual, .integer(Int64(severity.rawValue))),
                holds: { $0.severity >= severity })
        case 4:
            return Case(
                predicate: .compare(IncidentColumns.assignedTo, .equal, .text("ADA")), holds: { $0.assignedTo == "ada" })
        case 5: return Case(predicate: .compare(IncidentColumns.assignedTo, .notEqual, .null), holds: { !$0.assignedTo.isEmpty })
        case 6:
            return Case(
                predicate: .among(IncidentColumns.status, [.integer(1), .integer(5)]),
                holds: { $0.status == .active || $0.status == .redirected })
        case 7:
            let number = Int64.random(in: 1...count, using: &random)
            return Case(
                predicate: .compare(IncidentColumns.redirectIncident, .less, .integer(number)),
                holds: { ($0.redirectIncidentId?.number ?? .max) < number })
        case 8:
            return Case(
                predicate: .compare(IncidentColumns.redirectIncident, .equal, .null), holds: { $0.redirectIncidentId == nil })
        case 9:
            return Case(
                predicate: .exists(IncidentColumns.customTags, .compare(IncidentColumns.tag, .equal, .text("VIP"))),
                holds: { $0.customTags.contains("vip") })
        case 10:
            return Case(
                predicate: .text(IncidentColumns.displayName, .contains, "WS-1"), holds: { $0.displayName.contains("ws-1") })
        default:
            let time = CaseBench.start + .minutes(Int64.random(in: 0...count, using: &random))
            return Case(predicate: .compare(IncidentColumns.created, .less, .time(time)), holds: { $0.created < time })
        }
    }
}
