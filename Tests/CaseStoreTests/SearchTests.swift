import CaseStore
import Primitives
import SecurityModel
import Testing

/// What pages look for: titles by a part, things by the beginning of their name, an entity with what its alerts say.
@Suite struct SearchTests {
    private func fill(_ bench: CaseBench) async throws {
        try await bench.write { transaction in
            try transaction.place(
                [
                    alert(1, detector: 1, minute: 1, group: 1, entities: [(1, .struck), (2, .hostile)]),
                    alert(2, detector: 12, minute: 5, group: 1, entities: [(1, .struck)]),
                ], in: 1)
            try transaction.place([alert(3, detector: 2, minute: 9, group: 2, entities: [(1, .struck), (11, .struck)])], in: 2)
        }
    }

    @Test func titlesAreFoundByAPart() async throws {
        try await CaseBench.with { bench in
            try await fill(bench)
            try await bench.store.read { reader throws in
                #expect(try reader.alertTitles(with: "OF RULE 1", limit: 9) == ["Alert of rule 1", "Alert of rule 12"])
                #expect(try reader.alertTitles(with: "rule", limit: 2).count == 2)
                #expect(try reader.alertTitles(with: "%", limit: 9).isEmpty)
            }
        }
    }

    @Test func noTitleIsFoundInAnEmptyStore() async throws {
        try await CaseBench.with { bench in
            let titles = try await bench.store.read { try $0.alertTitles(with: "", limit: 9) }
            #expect(titles.isEmpty)
        }
    }

    @Test func thingsAreFoundByTheBeginningOfTheirName() async throws {
        try await CaseBench.with { bench in
            try await fill(bench)
            let found = try await bench.store.read { reader in
                (try reader.entities(.device, startingWith: "E1"), try reader.entities(.ip, startingWith: "e"))
            }
            #expect(found.0.map(\.key.value) == ["e1", "e11"])
            #expect(found.1.map(\.key.value) == ["e2"])
        }
    }

    @Test func aProfileHoldsWhatItsAlertsSay() async throws {
        try await CaseBench.with { bench in
            try await fill(bench)
            let found = try await bench.store.read { try $0.entityProfile(1) }
            let profile = try #require(found)
            #expect(profile.alertCount == 3)
            #expect(profile.firstSeen == CaseBench.start + .minutes(1) && profile.lastSeen == CaseBench.start + .minutes(9))
            let named = try await bench.store.read { reader in
                (try reader.alerts(naming: [1], limit: 2, offset: 1), try reader.newestAlerts(naming: [1], limit: 9))
            }
            #expect(named.0.map(\.id.number) == [2, 1])
            #expect(named.1.map(\.detector) == [2, 12, 1])
        }
    }

    /// Neither counts nor times nor names tell of alerts that others see.
    @Test func aViewLimitsProfileAndSearch() async throws {
        try await CaseBench.with { bench in
            try await fill(bench)
            try await CaseView.$current.withValue(CaseView([CaseScope(deviceGroups: [1])])) {
                try await bench.store.read { reader in
                    let profile = try #require(try reader.entityProfile(1))
                    #expect(profile.alertCount == 2 && profile.lastSeen == CaseBench.start + .minutes(5))
                    #expect(try reader.entityProfile(11) == nil)
                    #expect(try reader.entities(.device, startingWith: "e").map(\.id) == [1])
                    #expect(try reader.alerts(naming: [1], limit: 9).map(\.id.number) == [2, 1])
                    #expect(try reader.newestAlerts(naming: [1], limit: 9).count == 2)
                    #expect(try reader.rawSequence(of: AlertID(3)) == nil)
                    let moments = [Timestamp.distantPast, CaseBench.start + .hours(1)]
                    #expect(try reader.alertActivity(naming: [1], between: moments) == [2])
                    #expect(try reader.classifications(ofAlertsTitled: "Alert of rule 2", limit: 9).isEmpty)
                }
            }
            let sequence = try await bench.store.read { try $0.rawSequence(of: AlertID(3)) }
            #expect(sequence == 3)
        }
    }

    @Test func changesOfAnAlertAreItsOwn() async throws {
        try await CaseBench.with { bench in
            try await fill(bench)
            try await bench.write(by: CaseBench.person) { transaction in
                var update = AlertUpdate()
                (update.classification, update.determination) = (.truePositive, .malware)
                try transaction.update(AlertID(2), update)
            }
            let (own, others, counted) = try await bench.store.read { reader in
                (
                    try reader.changes(ofAlert: AlertID(2), in: IncidentID(1), limit: 9),
                    try reader.changes(ofAlert: AlertID(1), in: IncidentID(1), limit: 9),
                    try reader.classifications(ofAlertsTitled: "Alert of rule 12", limit: 9)
                )
            }
            #expect(own.map(\.action) == ["alertUpdated"] && others.isEmpty)
            #expect(counted.map(\.classification) == [.truePositive] && counted.map(\.alerts) == [1])
        }
    }
}
