@testable import CaseStore
import Primitives
import SQL
import SecurityModel
import SeededRandom
import Testing

/// Every filter against a filter in plain Swift, over seeded random incidents.
@Suite struct IncidentQueryTests {
    static let seed: UInt64 = 11
    static let count: Int64 = 60

    struct Filter: CustomTestStringConvertible {
        var testDescription: String
        var set: @Sendable (inout IncidentQuery) -> Void
        var holds: @Sendable (Incident, Facts) -> Bool
    }

    /// What an incident's page shows beside its own fields.
    struct Facts {
        var facets: [IncidentFacet: Set<String>] = [:]
        var entities: Set<EntityKey> = []
    }

    static let filters: [Filter] = [
        Filter(testDescription: "none", set: { _ in }, holds: { _, _ in true }),
        Filter(testDescription: "on the queue", set: { $0.isOnQueue = true }, holds: { i, _ in i.isOnQueue }),
        Filter(testDescription: "off the queue", set: { $0.isOnQueue = false }, holds: { i, _ in !i.isOnQueue }),
        Filter(
            testDescription: "status", set: { $0.statuses = [.active, .inProgress] },
            holds: { i, _ in i.status == .active || i.status == .inProgress }),
        Filter(testDescription: "severity", set: { $0.severities = [.high] }, holds: { i, _ in i.severity == .high }),
        Filter(
            testDescription: "classification", set: { $0.classifications = [.truePositive] },
            holds: { i, _ in i.classification == .truePositive }),
        Filter(
            testDescription: "determination", set: { $0.determinations = [.malware] },
            holds: { i, _ in i.determination == .malware }),
        Filter(
            testDescription: "owner", set: { $0.owners = ["ada", "bob"] },
            holds: { i, _ in ["ada", "bob"].contains(i.assignedTo) }),
        Filter(testDescription: "nobody's", set: { $0.owners = [""] }, holds: { i, _ in i.assignedTo.isEmpty }),
        Filter(
            testDescription: "created",
            set: { ($0.createdFrom, $0.createdBefore) = (CaseBench.start + .minutes(10), CaseBench.start + .minutes(30)) },
            holds: { i, _ in i.created >= CaseBench.start + .minutes(10) && i.created < CaseBench.start + .minutes(30) }),
        Filter(
            testDescription: "updated",
            set: { ($0.updatedFrom, $0.updatedBefore) = (CaseBench.start + .minutes(20), CaseBench.start + .minutes(70)) },
            holds: { i, _ in i.lastUpdate >= CaseBench.start + .minutes(20) && i.lastUpdate < CaseBench.start + .minutes(70) }),
        Filter(testDescription: "priority", set: { $0.minimumPriority = 50 }, holds: { i, _ in i.priority >= 50 }),
        Filter(
            testDescription: "one facet", set: { $0.facets = [(.tactic, ["execution", "impact"])] },
            holds: { _, f in !(f.facets[.tactic] ?? []).isDisjoint(with: ["execution", "impact"]) }),
        Filter(
            testDescription: "two facets", set: { $0.facets = [(.tactic, ["execution"]), (.source, ["ids"])] },
            holds: { _, f in f.facets[.tactic]?.contains("execution") == true && f.facets[.source]?.contains("ids") == true }),
        Filter(
            testDescription: "several services", set: { $0.hasSeveralServices = true },
            holds: { _, f in (f.facets[.serviceSource]?.count ?? 0) > 1 }),
        Filter(
            testDescription: "one tactic", set: { $0.hasSeveralTactics = false },
            holds: { _, f in (f.facets[.tactic]?.count ?? 0) <= 1 }),
        Filter(
            testDescription: "technique and group", set: { $0.facets = [(.technique, ["T1059.001"]), (.deviceGroup, ["2"])] },
            holds: { _, f in f.facets[.technique]?.contains("T1059.001") == true && f.facets[.deviceGroup]?.contains("2") == true
            }),
        Filter(
            testDescription: "data stream and policy",
            set: { $0.facets = [(.dataStream, ["Exchange", "x"]), (.policy, ["policy-2"])] },
            holds: { _, f in
                f.facets[.dataStream]?.contains("Exchange") == true && f.facets[.policy]?.contains("policy-2") == true
            }),
        Filter(
            testDescription: "tag of alerts", set: { $0.facets = [(.alertTag, ["vip"])] },
            holds: { _, f in f.facets[.alertTag]?.contains("vip") == true }),
        Filter(testDescription: "tag", set: { $0.tags = ["vip"] }, holds: { i, _ in i.customTags.contains("vip") }),
        Filter(
            testDescription: "two tags", set: { $0.tags = ["vip", "lab"] },
            holds: { i, _ in i.customTags.contains("vip") && i.customTags.contains("lab") }),
        Filter(
            testDescription: "entity", set: { $0.entities = [entityKey(3)] }, holds: { _, f in f.entities.contains(entityKey(3)) }
        ),
        Filter(
            testDescription: "two entities", set: { $0.entities = [entityKey(3), entityKey(2)] },
            holds: { _, f in f.entities.isSuperset(of: [entityKey(3), entityKey(2)]) }),
        Filter(testDescription: "unknown entity", set: { $0.entities = [entityKey(999)] }, holds: { _, _ in false }),
        Filter(
            testDescription: "part of the name", set: { $0.text = "ÜBER 1" },
            holds: { i, _ in i.displayName.lowercased().contains("über 1") }),
        Filter(
            testDescription: "a sign of the pattern", set: { $0.text = "100%" }, holds: { i, _ in i.displayName.contains("100%") }
        ),
        Filter(
            testDescription: "an id, or in the name", set: { $0.text = "17" },
            holds: { i, _ in i.id.number == 17 || i.displayName.contains("17") }),
    ]

    @Test func everyFilterOrderAndPairGivesWhatSwiftGives() async throws {
        try await CaseBench.with { bench in
            try await bench.fillForQueries(seed: Self.seed, count: Self.count)
            let (incidents, facts) = try await bench.everything(Self.count)
            for (index, filter) in Self.filters.enumerated() {
                for (number, other) in Self.filters[index...].enumerated() {
                    let sizes = Self.sizes[(index + number) % Self.sizes.count]
                    try await check(bench, filter, other, sizes, incidents, facts)
                }
            }
        }
    }

    /// Sets that are looked up, read as a whole, and probed.
    private static let sizes = [
        MemberSet.Sizes(), MemberSet.Sizes(lookedUp: 0), MemberSet.Sizes(lookedUp: 0, read: 0),
    ]

    private func check(
        _ bench: CaseBench, _ filter: Filter, _ other: Filter, _ sizes: MemberSet.Sizes, _ incidents: [Incident],
        _ facts: [IncidentID: Facts]
    ) async throws {
        for order in IncidentQuery.Order.allCases {
            for isAscending in [false, true] {
                var query = IncidentQuery()
                filter.set(&query)
                let one = query
                other.set(&query)
                // A pair whose second overwrites the first is the second alone; lists of one field are set once.
                guard
                    other.testDescription == filter.testDescription
                        || Self.fields(query) == Self.fields(one) + Self.fields(of: other)
                else { continue }
                (query.order, query.isAscending, query.limit, query.offset) = (order, isAscending, 7, 3)
                query.setSizes = sizes
                let question = query
                let holding = incidents.filter { incident in
                    incident.status != .redirected && filter.holds(incident, facts[incident.id] ?? Facts())
                        && other.holds(incident, facts[incident.id] ?? Facts())
                }
                let sorted = holding.sorted { Self.key($0, order) < Self.key($1, order) }
                let expected = (isAscending ? sorted : sorted.reversed()).dropFirst(3).prefix(7).map(\.id)
                let (page, count) = try await bench.store.read {
                    (try $0.incidents(question).map(\.id), try $0.incidentCount(question))
                }
                #expect(page == expected, "\(filter.testDescription) + \(other.testDescription), \(order), seed \(Self.seed)")
                #expect(count == Int64(holding.count), "\(filter.testDescription) + \(other.testDescription)")
            }
        }
    }

    private static func fields(of filter: Filter) -> Int {
        var alone = IncidentQuery()
        filter.set(&alone)
        return fields(alone)
    }

    /// How many fields of a question are set.
    private static func fields(_ query: IncidentQuery) -> Int {
        let empty = Array(Mirror(reflecting: IncidentQuery()).children).map { "\($0.value)" }
        return zip(Mirror(reflecting: query).children, empty).filter { "\($0.0.value)" != $0.1 }.count
    }

    private static func key(_ incident: Incident, _ order: IncidentQuery.Order) -> (Double, Int64, String, Int64) {
        let (number, text): (Int64, String) =
            switch order {
            case .priority, .id: (0, "")
            case .name: (0, incident.displayName.lowercased())
            case .owner: (0, incident.assignedTo)
            case .lastUpdate: (incident.lastUpdate.ticks, "")
            case .created: (incident.created.ticks, "")
            case .firstActivity: (incident.firstActivity.ticks, "")
            case .lastActivity: (incident.lastActivity.ticks, "")
            case .severity: (Int64(incident.severity.rawValue), "")
            case .status: (Int64(incident.status.rawValue), "")
            case .classification: (Int64(incident.classification.rawValue), "")
            case .alerts: (incident.alertCount, "")
            }
        // Byte by byte, as the store compares.
        let bytes = text.utf8.map { String(UnicodeScalar($0)) }.joined()
        return (order == .priority ? incident.priority : 0, number, bytes, incident.id.number)
    }

    /// The rows themselves are wide: whatever the order, no page is chosen by reading them.
    @Test(arguments: IncidentQuery.Order.allCases)
    func everyOrderIsChosenOutOfAnIndex(_ order: IncidentQuery.Order) async throws {
        try await CaseBench.with { bench in
            try await bench.fillForQueries(seed: Self.seed, count: 10)
            for isOnQueue in [true, false, nil] {
                var query = IncidentQuery()
                (query.isOnQueue, query.order) = (isOnQueue, order)
                if isOnQueue != nil { query.statuses = IncidentStatus.open }
                let asked = query
                let plan = try await bench.store.read { reader in
                    let page = try reader.numbers(asked, asked.orderClause(reader.view), limit: 50)
                    let statement = SQLStatement(building: "EXPLAIN QUERY PLAN " + page.text)
                    return try reader.session.all(statement, page.arguments) { $0.text(3) }
                }
                #expect(plan.contains { $0.contains("COVERING INDEX") }, "\(order): \(plan)")
                let isWalked = [.priority, .lastUpdate, .created, .name].contains(order)
                #expect(plan.contains { $0.contains("TEMP B-TREE") } != isWalked, "\(order): \(plan)")
            }
        }
    }

    @Test func mergedIncidentsAreLeftOutUnlessAskedFor() async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                for number in 1...3 as ClosedRange<Int64> { try transaction.place([alert(number)], in: number) }
                try transaction.merge(IncidentID(1), into: IncidentID(2), reasons: [])
            }
            var query = IncidentQuery()
            (query.order, query.isAscending) = (.created, true)
            for includes in [false, true] {
                query.includesRedirected = includes
                let question = query
                let (page, count) = try await bench.store.read {
                    (try $0.incidents(question).map(\.id.number), try $0.incidentCount(question))
                }
                #expect(page == (includes ? [1, 2, 3] : [2, 3]))
                #expect(count == Int64(page.count))
            }
        }
    }
}

extension CaseBench {
    func fillForQueries(seed: UInt64, count: Int64) async throws {
        for number in 1...count {
            try await write(by: CaseBench.person, at: number) { transaction in
                var random = SeededGenerator(seed: seed &+ UInt64(number))
                let any = { (random: inout SeededGenerator, bound: Int) in Int.random(in: 0..<bound, using: &random) }
                let tactics: [Tactic] = [.execution, .impact, .discovery]
                let alerts = (0..<Int64(1 + any(&random, 3))).map { part in
                    alert(
                        number * 10 + part, source: Int64(1 + any(&random, 2)),
                        severity: AlertSeverity.allCases[1 + any(&random, 4)], detector: Int64(1 + any(&random, 2)),
                        tactic: tactics[any(&random, 3)],
                        techniques: any(&random, 2) == 0 ? ["T1059.001"] : [], minute: number, group: Int32(any(&random, 3)),
                        entities: [(Int64(1 + any(&random, 6)), .struck), (Int64(10 + any(&random, 6)), .hostile)])
                }
                let names = ["Über \(any(&random, 20))", "100% cpu \(any(&random, 20))", "Malware on ws-\(any(&random, 40))"]
                try transaction.place(alerts, in: number, name: names[any(&random, 3)])
                let priority = Double(any(&random, 100))
                try transaction.rank(IncidentID(number), priority: priority, factors: [], isOnQueue: any(&random, 3) > 0)
                var update = IncidentUpdate()
                update.status = [nil, .inProgress, .resolved][any(&random, 3)]
                update.assignedTo = ["", "ada", "bob", "eve"][any(&random, 4)]
                if any(&random, 2) == 0 { update.classification = .truePositive }
                if update.classification != nil, any(&random, 2) == 0 { update.determination = .malware }
                update.customTags = [[], ["vip"], ["lab"], ["vip", "lab"]][any(&random, 4)]
                try transaction.update(IncidentID(number), update)
                if number > 10, any(&random, 8) == 0 {
                    try? transaction.merge(IncidentID(number - 5), into: IncidentID(number), reasons: [])
                }
            }
        }
    }

    func everything(_ count: Int64) async throws -> ([Incident], [IncidentID: IncidentQueryTests.Facts]) {
        try await store.read { reader in
            var facts: [IncidentID: IncidentQueryTests.Facts] = [:]
            let incidents = try (1...count).compactMap { try reader.incident(IncidentID($0)) }
            for incident in incidents {
                var fact = IncidentQueryTests.Facts()
                for kind in IncidentFacet.allCases {
                    fact.facets[kind] = Set(try reader.facet(kind, of: incident.id).map(\.value))
                }
                fact.entities = Set(try reader.entities(of: incident.id).map(\.key))
                facts[incident.id] = fact
            }
            return (incidents, facts)
        }
    }
}
