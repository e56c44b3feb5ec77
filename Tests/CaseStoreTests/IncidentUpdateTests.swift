import CaseStore
import Primitives
import SecurityModel
import Testing

/// What people set, what follows from it and what is refused.
@Suite struct IncidentUpdateTests {
    @Test func assigningAndResolvingReachTheAlerts() async throws {
        try await CaseBench.with { bench in
            try await bench.write { try $0.place([alert(1), alert(2), alert(3)], in: 1) }
            try await bench.write(by: CaseBench.person, at: 1) { transaction in
                var own = AlertUpdate()
                own.classification = .falsePositive
                own.determination = .notMalicious
                try transaction.update(AlertID(2), own)
                var judged = IncidentUpdate()
                judged.classification = .truePositive
                judged.determination = .malware
                try transaction.update(IncidentID(1), judged)
                var update = IncidentUpdate()
                update.status = .resolved
                update.assignedTo = "ada"
                try transaction.update(IncidentID(1), update)
            }
            let incident = try await bench.incident(1)
            #expect(incident.status == .resolved && incident.assignedTo == "ada" && incident.activeAlertCount == 0)
            for number in 1...3 as ClosedRange<Int64> {
                let stored = try await bench.stored(alert: number)
                #expect(
                    stored.status == .resolved && stored.assignedTo == "ada" && stored.resolved == CaseBench.start + .minutes(1))
                #expect(stored.classification == (number == 2 ? .falsePositive : .truePositive))
                #expect(stored.determination == (number == 2 ? .notMalicious : .malware))
            }
            // An automatic change does not open what a person closed.
            try await bench.write(at: 2) { transaction in
                var update = AlertUpdate()
                update.status = .inProgress
                try transaction.update(AlertID(1), update)
            }
            #expect(try await bench.stored(alert: 1).status == .resolved)
        }
    }

    @Test func aSeverityThatWasSetStays() async throws {
        try await CaseBench.with { bench in
            try await bench.write { try $0.place([alert(1, severity: .medium)], in: 1) }
            #expect(try await bench.incident(1).severity == .medium)
            // The same as it is now: said by a person, it counts all the same.
            try await bench.write(by: CaseBench.person) { transaction in
                var update = IncidentUpdate()
                update.severity = .medium
                update.displayName = "Suspicious activity"
                try transaction.update(IncidentID(1), update)
            }
            try await bench.write { transaction in
                try transaction.place([alert(2, severity: .high)], in: 1)
                try transaction.rename(IncidentID(1), from: "Suspicious activity", to: "Better name")
            }
            let incident = try await bench.incident(1)
            #expect(incident.severity == .medium && incident.hasCustomName && incident.displayName == "Suspicious activity")
        }
    }

    @Test func resolvedMergesStayResolvedWhenUndone() async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                try transaction.place([alert(1), alert(2)], in: 1)
                try transaction.place([alert(3)], in: 2)
                try transaction.merge(IncidentID(1), into: IncidentID(2), reasons: [])
            }
            try await bench.write(by: CaseBench.person) { transaction in
                var update = IncidentUpdate()
                update.status = .resolved
                try transaction.update(IncidentID(2), update)
                try transaction.undoMerge(of: IncidentID(1))
            }
            #expect(try await bench.incident(1).activeAlertCount == 0)
            #expect(try await bench.incident(2).activeAlertCount == 0)
        }
    }

    struct Refused: CustomTestStringConvertible {
        var testDescription: String
        var update: IncidentUpdate
        var incident: Int64 = 1
        var actor = CaseBench.person
        var error: UpdateError

        init(
            _ name: String, incident: Int64 = 1, by actor: ChangeActor = CaseBench.person, _ error: UpdateError,
            _ set: (inout IncidentUpdate) -> Void
        ) {
            testDescription = name
            update = IncidentUpdate()
            set(&update)
            (self.incident, self.actor, self.error) = (incident, actor, error)
        }
    }

    /// Incident 1 is active, 2 was merged into 1, 3 is resolved.
    static let refused = [
        Refused("no such incident", incident: 9, .noSuchIncident(IncidentID(9))) { $0.status = .active },
        Refused("empty name", .emptyName) { $0.displayName = "" },
        Refused("long name", .tooLong(field: "displayName", limit: 1000)) {
            $0.displayName = String(repeating: "x", count: 1001)
        },
        Refused("long owner", .tooLong(field: "assignedTo", limit: 1000)) { $0.assignedTo = String(repeating: "x", count: 1001) },
        Refused("long comment", .tooLong(field: "resolvingComment", limit: 30_000)) {
            $0.resolvingComment = String(repeating: "x", count: 30_001)
        },
        Refused("many tags", .tooMany(field: "customTags", limit: 100)) { $0.customTags = (0...100).map { "t\($0)" } },
        Refused("long tag", .tooLong(field: "customTags", limit: 1000)) { $0.customTags = [String(repeating: "x", count: 1001)] },
        Refused("a name of two lines", .controlCharacter(field: "displayName")) { $0.displayName = "a\nb" },
        Refused("an owner with a null", .controlCharacter(field: "assignedTo")) { $0.assignedTo = "ana\u{0}" },
        Refused("a tag with a tab", .controlCharacter(field: "customTags")) { $0.customTags = ["a", "b\tc"] },
        Refused("redirected is set", .lifecycle(.redirectedIsNotAStatusToSet)) { $0.status = .redirected },
        Refused("merged", incident: 2, .lifecycle(.redirected)) { $0.status = .active },
        Refused("reopened by a stage", incident: 3, by: .correlation, .lifecycle(.resolvedByAutomation)) { $0.status = .active },
        Refused("wrong determination", .determinationDoesNotFit(.malware, .falsePositive)) {
            $0.classification = .falsePositive
            $0.determination = .malware
        },
    ]

    @Test(arguments: refused)
    func refusalsChangeNothing(_ refused: Refused) async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                for number in 1...3 as ClosedRange<Int64> { try transaction.place([alert(number)], in: number) }
                try transaction.merge(IncidentID(2), into: IncidentID(1), reasons: [])
                var update = IncidentUpdate()
                update.status = .resolved
                try transaction.update(IncidentID(3), update)
            }
            let before = try await bench.integers("SELECT MAX(sequence) FROM changes")
            await #expect(throws: refused.error) {
                try await bench.write(by: refused.actor) { try $0.update(IncidentID(refused.incident), refused.update) }
            }
            #expect(try await bench.integers("SELECT MAX(sequence) FROM changes") == before)
        }
    }

    @Test func tagsAndComments() async throws {
        try await CaseBench.with { bench in
            try await bench.write { try $0.place([alert(1), alert(2)], in: 1) }
            try await bench.write(by: CaseBench.person) { transaction in
                var update = IncidentUpdate()
                update.customTags = ["vip", "phishing", "vip", ""]
                try transaction.update(IncidentID(1), update)
                try transaction.comment("on the incident", on: IncidentID(1))
                try transaction.comment("on the alert", on: IncidentID(1), alert: AlertID(2))
            }
            #expect(try await bench.incident(1).customTags == ["phishing", "vip"])
            #expect(try await bench.incident(1).comments.map(\.text) == ["on the incident"])
            #expect(try await bench.stored(alert: 2).comments.map(\.text) == ["on the alert"])
            #expect(try await bench.stored(alert: 1).comments == [])
            for (error, text, incident, target) in [
                (UpdateError.noSuchIncident(IncidentID(9)), "x", 9, nil), (.noSuchAlert(AlertID(9)), "x", 1, 9),
                (.tooLong(field: "comment", limit: 30_000), String(repeating: "x", count: 30_001), 1, nil),
            ] as [(UpdateError, String, Int64, Int64?)] {
                await #expect(throws: error) {
                    try await bench.write { try $0.comment(text, on: IncidentID(incident), alert: target.map { AlertID($0) }) }
                }
            }
        }
    }
}
