import CaseStore
import Primitives
import SecurityModel
import Testing

/// The log by who, what and which incident, a page at a time.
@Suite struct ChangeFilterTests {
    @Test func pagesTogetherAreEverythingThatTheFilterTakes() async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                try transaction.place([alert(1)], in: 1)
                try transaction.place([alert(2)], in: 2)
            }
            for classification in [Classification.truePositive, .falsePositive, .truePositive] {
                try await bench.write(by: CaseBench.person) { transaction in
                    var update = AlertUpdate()
                    update.classification = classification
                    try transaction.update(AlertID(2), update)
                }
            }
            var people = ChangeFilter()
            people.byPeople = true
            var named = ChangeFilter()
            (named.actor, named.actions) = ("AD", ["alertUpdated"])
            var ofIncident = ChangeFilter()
            ofIncident.incident = IncidentID(1)
            #expect(try await Self.walk(people, bench).map(\.action) == ["alertUpdated", "alertUpdated", "alertUpdated"])
            #expect(try await Self.walk(named, bench).count == 3)
            #expect(try await Self.walk(ofIncident, bench).allSatisfy { $0.incident == IncidentID(1) })
            try await bench.write(by: CaseBench.person, at: 9) { transaction in
                var update = AlertUpdate()
                update.assignedTo = "ada"
                try transaction.update(AlertID(1), update)
            }
            var (late, early, ofAlert) = (ChangeFilter(), ChangeFilter(), ChangeFilter())
            late.from = CaseBench.start + .minutes(9)
            early.before = CaseBench.start + .minutes(9)
            ofAlert.alert = AlertID(1)
            #expect(try await Self.walk(late, bench).map(\.alert) == [AlertID(1)])
            #expect(try await Self.walk(ofAlert, bench).count == 1)
            let all = try await Self.walk(ChangeFilter(), bench)
            #expect(try await Self.walk(early, bench).map(\.sequence) == all.dropFirst().map(\.sequence))
            #expect(all.map(\.sequence) == (1...Int64(all.count)).reversed())
        }
    }

    private static func walk(_ filter: ChangeFilter, _ bench: CaseBench) async throws -> [Change] {
        var found: [Change] = []
        var before: Int64? = .max
        while let place = before {
            let page = try await bench.store.read { try $0.changes(filter, before: place, limit: 2) }
            found += page.changes
            before = page.next
        }
        return found
    }
}
