import CaseStore
import Primitives
import SecurityModel
import Testing

/// An incident is asked about by those of its alerts alone that somebody sees.
@Suite struct ViewQuestionTests {
    /// Values of a facet that the alert that is seen says, and those that the hidden one says.
    static let facets: [(kind: IncidentFacet, seen: String, hidden: String)] = [
        (.serviceSource, "microsoftDefenderForEndpoint", "unknown"), (.product, "Product 1", "Product 2"),
        (.tactic, "execution", "impact"), (.technique, "T1059.001", "T1486"), (.detector, "1", "2"),
        (.alertSeverity, "medium", "high"), (.source, "edr", "ids"), (.deviceGroup, "1", "2"),
        (.platform, "Linux", "Windows10"), (.threat, "threat 1", "threat 2"),
    ]

    /// Conditions that hold for the alert that is seen, and for the hidden one.
    static let conditions: [(seen: StorePredicate, hidden: StorePredicate)] = [
        (ofAlert(.compare(AlertColumns.id, .equal, .integer(1))), ofAlert(.compare(AlertColumns.id, .equal, .integer(2)))),
        (ofAlert(.text(AlertColumns.title, .ends, "rule 1")), ofAlert(.text(AlertColumns.title, .ends, "rule 2"))),
        (ofAlert(host(.starts, "ws-1")), ofAlert(host(.starts, "ws-2"))),
        (
            .compare(IncidentColumns.alertCount, .equal, .integer(1)), .compare(IncidentColumns.alertCount, .greater, .integer(1))
        ),
        (
            .compare(IncidentColumns.lastActivity, .equal, .time(CaseBench.start)),
            .compare(IncidentColumns.lastActivity, .greater, .time(CaseBench.start))
        ),
        (
            .not(.compare(IncidentColumns.tactics(in: TacticSet(.execution).rawValue), .equal, .integer(0))),
            .not(.compare(IncidentColumns.tactics(in: TacticSet(.impact).rawValue), .equal, .integer(0)))
        ),
        (
            .exists(IncidentColumns.facet(.product), .compare(IncidentColumns.facetValue, .equal, .text("Product 1"))),
            .exists(IncidentColumns.facet(.product), .compare(IncidentColumns.facetValue, .equal, .text("Product 2")))
        ),
    ]

    private static func ofAlert(_ condition: StorePredicate) -> StorePredicate { .exists(IncidentColumns.alerts, condition) }

    private static func host(_ match: StorePredicate.TextMatch, _ name: String) -> StorePredicate {
        .exists(AlertColumns.evidence, .text(EvidenceColumns.text(["hostName"]), match, name))
    }

    /// One incident of two alerts, the second of which is seen by nobody but those who see everything.
    private func fillWithTwo(_ bench: CaseBench) async throws {
        try await bench.write { transaction in
            var (first, second) = (
                alert(1, group: 1, entities: [(1, .struck)]),
                alert(
                    2, source: 2, severity: .high, detector: 2, tactic: .impact, techniques: ["T1486"], minute: 9, group: 2,
                    entities: [(3, .struck)])
            )
            first.report.evidence[0].fields["osPlatform"] = "Linux"
            second.report.evidence[0].fields["osPlatform"] = "Windows10"
            (first.report.threatDisplayName, second.report.threatDisplayName) = ("threat 1", "threat 2")
            try transaction.place([first, second], in: 1)
        }
    }

    /// Whoever sees one alert of an incident finds it by that alert alone: by no question, order or count by the other.
    @Test func questionsSeeNothingElse() async throws {
        try await CaseBench.with { bench in
            try await fillWithTwo(bench)
            func count(_ set: (inout IncidentQuery) -> Void) async throws -> [Int] {
                var query = IncidentQuery()
                set(&query)
                let asked = query
                return try await bench.store.read { reader in
                    [Int(try reader.incidentCount(asked)), try reader.incidents(asked).count]
                }
            }
            for (view, found) in [(CaseView.everything, 1), (CaseView([CaseScope(sources: ["edr"])]), 0)] {
                try await CaseView.$current.withValue(view) {
                    for (kind, seen, hidden) in Self.facets {
                        #expect(try await count { $0.facets = [(kind, [seen])] } == [1, 1], "\(kind)")
                        #expect(try await count { $0.facets = [(kind, [hidden])] } == [found, found], "\(kind)")
                        let values = try await bench.store.read { reader in
                            (
                                try reader.values(of: kind, limit: 9).count,
                                try reader.facet(kind, of: IncidentID(1)).map { "\($0.value) \($0.alerts)" }
                            )
                        }
                        #expect(values.0 == 1 + found && values.1.count == 1 + found, "\(kind)")
                        #expect(values.1.contains("\(seen) 1"), "\(kind) \(values.1)")
                    }
                    for (seen, hidden) in Self.conditions {
                        #expect(try await count { $0.predicate = seen } != [0, 0] || found == 1, "\(seen)")
                        #expect(try await count { $0.predicate = hidden } == [found, found], "\(hidden)")
                    }
                    #expect(try await count { $0.entities = [entityKey(3)] } == [found, found])
                    #expect(try await count { $0.text = "e3" } == [found, found])
                    let name = try await bench.store.read { try $0.incident(IncidentID(1))?.displayName }
                    #expect(name == (found == 1 ? "Suspicious activity" : "Alert of rule 1"))
                    #expect(try await count { $0.text = "Suspicious" } == [found, found])
                    let named = StorePredicate.text(IncidentColumns.displayName, .starts, "suspicious")
                    #expect(try await count { $0.predicate = named } == [found, found])
                    #expect(try await count { $0.text = "e1" } == [1, 1])
                    #expect(try await count { $0.hasSeveralServices = true } == [found, found])
                    #expect(try await count { $0.hasSeveralTactics = true } == [found, found])
                    let lists = try await bench.store.read { reader in
                        [
                            try reader.detectors().count, try reader.alertTitles(with: "rule", limit: 9).count,
                            try reader.entities(of: IncidentID(1)).count, try reader.entities(limit: 9).count,
                            Int(try reader.entityCount()),
                            try reader.incidentTimes(
                                from: .distantPast, before: .distantFuture, limit: 9)[0].products.count,
                            try reader.incident(IncidentID(1))?.tactics.tactics.count ?? 0,
                        ]
                    }
                    #expect(lists == Array(repeating: 1 + found, count: lists.count))
                    #expect(try await bench.store.read { try $0.seesAll(of: IncidentID(1)) } == (found == 1))
                }
            }
        }
    }

    /// Pages in the order of what is counted go on where the page before ended.
    @Test func pagesInTheOrderOfCountsAreWhole() async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                for incident in 1...5 as ClosedRange<Int64> {
                    let alerts = (1...incident).map { alert(incident * 10 + $0, group: $0.isMultiple(of: 2) ? 1 : 2) }
                    try transaction.place(alerts, in: incident)
                }
            }
            try await CaseView.$current.withValue(CaseView([CaseScope(deviceGroups: [1])])) {
                var query = IncidentQuery()
                query.ordering = [StoreOrder(IncidentColumns.alertCount, isDescending: true)]
                query.limit = 1
                var counts: [Int64] = []
                repeat {
                    let asked = query
                    let page = try await bench.store.read { try $0.incidentPage(asked) }
                    counts += page.rows.map(\.alertCount)
                    query.after = page.next
                } while query.after != nil
                #expect(counts == [2, 2, 1, 1])
            }
        }
    }
}
