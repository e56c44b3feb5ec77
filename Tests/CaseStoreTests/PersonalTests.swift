import Primitives
import SQL
import SecurityModel
import Testing

@testable import CaseStore

/// What each person keeps for himself, and what there is to choose from in filters.
@Suite struct PersonalTests {
    @Test func eachHasHisOwnViewsAndChoices() async throws {
        try await CaseBench.with { bench in
            try await bench.write(by: CaseBench.person) { transaction in
                for (owner, query) in [("ada", "severity=high"), ("ben", "severity=low")] {
                    _ = try transaction.save(SavedView(name: "Mine", owner: owner, query: query), over: nil)
                }
                _ = try transaction.save(Preference(.queueView, owner: "ada", value: "Mine"), over: nil)
            }
            try await bench.store.read { reader in
                let views = try ["ada", "ben", "eve"].map { try reader.savedViews(of: $0).map(\.query) }
                #expect(views == [["severity=high"], ["severity=low"], []])
                #expect(try reader.preferences(of: "ada") == [.queueView: "Mine"])
                #expect(try reader.preferences(of: "ben").isEmpty)
            }
            let audit = try await bench.store.audit()
            #expect(audit.findings.isEmpty)
        }
    }

    @Test func valuesOfFacetsAndTagsAreListedOnceInOrder() async throws {
        try await CaseBench.with { bench in
            try await bench.write(by: CaseBench.person) { transaction in
                for number in 1...6 as ClosedRange<Int64> {
                    var made = alert(number, source: 1 + number % 2, techniques: ["T100\(number % 3)"])
                    made.report.threatDisplayName = number > 4 ? "Emotet" : ""
                    made.report.investigation = number == 1 ? .unsupportedAlertType : .unknown
                    made.report.evidence = [Evidence(.device, fields: ["osPlatform": number > 3 ? "Linux" : "Windows11"])]
                    try transaction.place([made], in: number)
                    var update = IncidentUpdate()
                    update.customTags = number > 2 ? ["vip", "lab"] : ["new"]
                    try transaction.update(IncidentID(number), update)
                }
            }
            try await bench.store.read { reader in
                let techniques = try reader.values(of: .technique, limit: 10)
                #expect(techniques == ["T1000", "T1001", "T1002"])
                #expect(try reader.values(of: .technique, limit: 2) == ["T1000", "T1001"])
                #expect(try reader.values(of: .source, limit: 10) == ["edr", "ids"])
                #expect(try reader.values(of: .threat, limit: 10) == ["Emotet"])
                #expect(try reader.values(of: .investigation, limit: 10) == ["unsupportedAlertType"])
                #expect(try reader.values(of: .platform, limit: 10) == ["Linux", "Windows11"])
                #expect(try reader.incidentTags(limit: 10) == ["lab", "new", "vip"])
                let some = try reader.offeredTags(limit: 2)
                #expect(some.values == ["lab", "new"] && !some.isAll)
                // A text finds what a short list leaves out.
                let found = try reader.offeredTags(with: "IP", limit: 2)
                #expect(found.values == ["vip"] && found.isAll)
                #expect(try reader.offered(of: .technique, with: "1002", limit: 1).values == ["T1002"])
                #expect(try reader.offered(of: .technique, with: "%", limit: 9).values.isEmpty)
                #expect(try reader.alert(AlertID(1))?.investigationState == .unsupportedAlertType)
                #expect(try reader.alert(AlertID(1))?.report.investigation == .unsupportedAlertType)
            }
            let view = CaseView([CaseScope(sources: ["ids"])])
            try await CaseView.$current.withValue(view) {
                try await bench.store.read { reader in
                    #expect(try reader.values(of: .platform, limit: 10) == ["Linux", "Windows11"])
                    let sources = try reader.values(of: .source, limit: 10)
                    #expect(sources == ["ids"])
                    #expect(try reader.offered(of: .source, with: "edr", limit: 10).values.isEmpty)
                    #expect(try reader.incidentTags(limit: 10) == ["lab", "new", "vip"])
                }
            }
        }
    }

    /// Alerts that were there before have their threats and systems as facets, too, up to what they were merged into.
    @Test func olderAlertsGetTheirFacets() async throws {
        try await CaseBench.with { bench in
            try await bench.write(by: CaseBench.person) { transaction in
                for number in 1...3 as ClosedRange<Int64> {
                    var made = alert(number)
                    made.report.threatDisplayName = "Emotet"
                    made.report.evidence = (0..<2).map { _ in Evidence(.device, fields: ["osPlatform": "Linux"]) }
                    try transaction.place([made], in: number)
                }
                try transaction.merge(IncidentID(1), into: IncidentID(2), reasons: [])
            }
            let question =
                "SELECT kind * 1000 + incident * 10 + alert_count FROM incident_facets WHERE kind IN (11, 12) ORDER BY kind, incident"
            let before = try await bench.integers(question)
            #expect(before == [11011, 11022, 11031, 12011, 12022, 12031])
            let statements = ["DELETE FROM incident_facets WHERE kind IN (11, 12)"] + CaseSchema.threatFacets
            try await bench.database.write { writer in
                for statement in statements { try writer.execute(SQLStatement(building: statement), []) }
            }
            #expect(try await bench.integers(question) == before)
        }
    }
}
