import CaseStore
import Primitives
import SecurityModel
import Testing

/// What is outside a view is not there: neither by its number, nor in lists, nor in counts.
@Suite struct ViewTests {
    /// Four incidents, the third of two groups, the fourth merged into the first; of sources `edr` (1) and `ids` (2).
    private func fill(_ bench: CaseBench) async throws {
        try await bench.write { transaction in
            try transaction.place([alert(1, source: 1, group: 1), alert(2, source: 1, group: 1)], in: 1)
            try transaction.place([alert(3, source: 2, group: 0)], in: 2)
            try transaction.place([alert(4, source: 1, group: 2), alert(5, source: 2, group: 1)], in: 3)
            try transaction.place([alert(6, source: 2, group: 3)], in: 4)
            try transaction.merge(IncidentID(4), into: IncidentID(1), reasons: [])
        }
    }

    /// A view, with the alerts and incidents (merged ones too) that there are in it.
    struct Expectation: Sendable, CustomTestStringConvertible {
        var scopes: [CaseScope]
        var alerts: [Int64]
        var incidents: [Int64]

        var testDescription: String { "\(scopes)" }
    }

    static let expectations = [
        Expectation(scopes: [.everything], alerts: [1, 2, 3, 4, 5, 6], incidents: [1, 2, 3, 4]),
        Expectation(scopes: [], alerts: [], incidents: []),
        Expectation(scopes: [CaseScope(deviceGroups: [])], alerts: [], incidents: []),
        Expectation(scopes: [CaseScope(deviceGroups: [1])], alerts: [1, 2, 5], incidents: [1, 3, 4]),
        Expectation(scopes: [CaseScope(deviceGroups: [0])], alerts: [3], incidents: [2]),
        Expectation(scopes: [CaseScope(deviceGroups: [0, 2])], alerts: [3, 4], incidents: [2, 3]),
        Expectation(scopes: [CaseScope(deviceGroups: [3])], alerts: [6], incidents: [1, 4]),
        Expectation(scopes: [CaseScope(sources: ["ids"])], alerts: [3, 5, 6], incidents: [1, 2, 3, 4]),
        Expectation(scopes: [CaseScope(sources: ["edr"])], alerts: [1, 2, 4], incidents: [1, 3, 4]),
        Expectation(scopes: [CaseScope(sources: ["none"])], alerts: [], incidents: []),
        // Group 2 and source `ids` both occur in incident 3, but not in one alert.
        Expectation(scopes: [CaseScope(deviceGroups: [2], sources: ["ids"])], alerts: [], incidents: []),
        Expectation(scopes: [CaseScope(deviceGroups: [1], sources: ["ids"])], alerts: [5], incidents: [3]),
        Expectation(
            scopes: [CaseScope(deviceGroups: [0], sources: ["ids"]), CaseScope(deviceGroups: [2])], alerts: [3, 4],
            incidents: [2, 3]),
    ]

    /// Their words tell of every alert, and who sees some alerts would read of the others.
    @Test(arguments: [["edr"], ["edr", "ids"]])
    func groundsOfTheQueueAreForThoseWhoSeeAllAlerts(sources: [String]) async throws {
        let areThere = sources.count == 2
        try await CaseBench.with { bench in
            try await fill(bench)
            try await bench.write {
                try $0.rank(
                    IncidentID(3), priority: 20, factors: [PriorityFactor(name: "severity", points: 20, text: "grave")],
                    isOnQueue: true, grounds: [QueueGround(name: "grave", text: "an alert in it is grave by itself")])
            }
            try await CaseView.$current.withValue(CaseView([CaseScope(sources: Set(sources))])) {
                let seen = try await bench.store.read { try $0.incident(IncidentID(3)) }
                #expect(seen?.queueGrounds.map(\.name) == (areThere ? ["grave"] : []))
                #expect(seen?.priorityFactors.isEmpty == !areThere)
            }
        }
    }

    @Test(arguments: expectations)
    func aViewHoldsWhatItSays(_ expectation: Expectation) async throws {
        try await CaseBench.with { bench in
            try await fill(bench)
            try await CaseView.$current.withValue(CaseView(expectation.scopes)) {
                let (alerts, incidents) = (expectation.alerts, expectation.incidents)
                try await bench.store.read { reader in
                    #expect(try (1...6).filter { try reader.alert(AlertID($0)) != nil } == alerts)
                    #expect(try (1...4).filter { try reader.incident(IncidentID($0)) != nil } == incidents)
                    var query = IncidentQuery()
                    query.includesRedirected = true
                    #expect(Set(try reader.incidents(query).map(\.id.number)) == Set(incidents))
                    #expect(try reader.incidentCount(query) == Int64(incidents.count))
                    let page = try reader.alertPage(AlertQuery())
                    #expect(Set(page.rows.map(\.id.number)) == Set(alerts))
                    #expect(try reader.alertCount(AlertQuery()) == Int64(alerts.count))
                    for id in incidents where id != 4 {
                        let incident = try #require(try reader.incident(IncidentID(id)))
                        let seen = try reader.alerts(of: incident.id, limit: 10)
                        #expect(seen.allSatisfy { alerts.contains($0.id.number) })
                        #expect(try reader.alertCount(of: incident) == Int64(seen.count))
                        #expect(!seen.isEmpty)
                        let groups = try reader.alertGroups(of: incident.id, partedBy: { _ in .hours(1) }, mostAlerts: 100).whole
                        #expect(groups.map(\.alertCount).reduce(0, +) == Int64(seen.count))
                        let reasons = try reader.reasons(of: incident.id, limit: 100)
                        #expect(reasons.map(\.alertCount).reduce(0, +) == Int64(seen.count))
                        #expect(
                            try reader.changes(of: incident.id, limit: 100).allSatisfy { change in
                                change.alert == nil || seen.contains { $0.id == change.alert }
                            })
                    }
                }
            }
        }
    }

    /// What the flow itself reads and writes is never cut.
    @Test func transactionsSeeEverything() async throws {
        try await CaseBench.with { bench in
            try await fill(bench)
            try await CaseView.$current.withValue(.nothing) {
                let count = try await bench.write { transaction in
                    #expect(try !transaction.visible.sees(IncidentID(1)))
                    return try transaction.reader.incidentCount(IncidentQuery())
                }
                #expect(count == 3)
            }
        }
    }

    /// Figures tell nothing of what others see.
    @Test func figuresAreOfWhatIsSeen() async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                try transaction.place([alert(1, group: 1), alert(2, minute: 9, group: 2), alert(3, group: 2)], in: 1)
                try transaction.place([alert(4, group: 2)], in: 2)
            }
            try await CaseView.$current.withValue(CaseView([CaseScope(deviceGroups: [1])])) {
                try await bench.store.read { reader in
                    let asset = try #require(try reader.assets(AssetQuery()).first)
                    #expect(asset.alertCount == 1 && asset.lastSeen == CaseBench.start)
                    #expect(try reader.incidentCounts(of: [asset.id]) == (1, 1))
                    #expect(try reader.newestAlert(naming: asset.id) == AlertID(1))
                    let counts = try reader.incidents(IncidentQuery()).map(\.alertCount)
                    #expect(counts == [1])
                    let moments = [CaseBench.start - .hours(1), CaseBench.start + .hours(1)]
                    #expect(try reader.alertArrivals(between: moments) == [1])
                    #expect(try reader.alertActivity(between: moments) == [1])
                    #expect(try reader.values(of: .deviceGroup, limit: 10) == ["1"])
                }
            }
        }
    }

    @Test func activityAndEntitiesAreKeptBackToo() async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                try transaction.place(
                    [alert(1, group: 1, entities: [(1, .struck)]), alert(2, group: 2, entities: [(3, .struck)])], in: 1)
                try transaction.place([alert(3, group: 2, entities: [(5, .struck)])], in: 2)
            }
            try await CaseView.$current.withValue(CaseView([CaseScope(deviceGroups: [1])])) {
                let (entities, own, others) = try await bench.store.read { reader in
                    (
                        try reader.entities(of: IncidentID(1)).map(\.id), try reader.changes(of: IncidentID(1), limit: 10).count,
                        try reader.changes(of: IncidentID(2), limit: 10).count
                    )
                }
                #expect(entities == [1] && own > 0 && others == 0)
            }
        }
    }
}
