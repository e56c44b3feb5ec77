import CaseStore
import Primitives
import SecurityModel
import Testing

/// What a merge gives its target, and that its undoing gives it back.
@Suite struct MergeUndoTests {
    /// Incident 1 with everything that people give, incident 2 with nothing; 1 is merged into 2 at minute 10.
    private static func merged(_ body: (CaseBench) async throws -> Void) async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                try transaction.place([alert(1)], in: 1)
                try transaction.place([alert(2), alert(3), alert(4)], in: 2)
            }
            try await bench.write(by: CaseBench.person, at: 5) { transaction in
                var update = IncidentUpdate()
                (update.assignedTo, update.displayName, update.customTags) = ("tom", "Mine", ["x", "both"])
                (update.classification, update.determination) = (.truePositive, .phishing)
                try transaction.update(IncidentID(1), update)
                var tags = IncidentUpdate()
                tags.customTags = ["both"]
                try transaction.update(IncidentID(2), tags)
                var owner = AlertUpdate()
                owner.assignedTo = "tom"
                _ = try transaction.update(AlertID(4), owner)
            }
            try await bench.write(by: CaseBench.person, at: 10) {
                try $0.merge(IncidentID(1), into: IncidentID(2), reasons: [])
            }
            try await body(bench)
        }
    }

    private static func last(_ bench: CaseBench, of incident: Int64) async throws -> Change {
        try #require(try await bench.store.read { try $0.changes(of: IncidentID(incident), limit: 100).last })
    }

    @Test func theTargetIsAsItWas() async throws {
        try await MergeUndoTests.merged { bench in
            let whole = try await bench.incident(2)
            #expect(whole.assignedTo == "tom" && whole.displayName == "Mine" && whole.customTags.sorted() == ["both", "x"])
            #expect(try await bench.stored(alert: 2).assignedTo == "tom")
            let merge = try await MergeUndoTests.last(bench, of: 2)
            #expect(merge.payload?["before"]?["displayName"]?.string == "Suspicious activity")
            #expect(merge.payload?["after"]?["assignedTo"]?.string == "tom")

            try await bench.write(by: CaseBench.person, at: 20) { try $0.undoMerge(of: IncidentID(1)) }
            let target = try await bench.incident(2)
            #expect(target.assignedTo == "" && target.displayName == "Suspicious activity" && !target.hasCustomName)
            #expect(target.customTags == ["both"])
            #expect(target.classification == .unknown && target.determination == .unknown)
            // What a person gave an alert stays, what came by the merge goes.
            #expect(try await bench.stored(alert: 2).assignedTo == "")
            #expect(try await bench.stored(alert: 4).assignedTo == "tom")
            let source = try await bench.incident(1)
            #expect(source.assignedTo == "tom" && source.customTags.sorted() == ["both", "x"] && source.displayName == "Mine")
            let undone = try await MergeUndoTests.last(bench, of: 2)
            #expect(undone.payload?["after"]?["assignedTo"]?.string == "" && undone.payload?["after"]?["kept"] == nil)
        }
    }

    @Test func whatSomebodyChangedSinceIsKept() async throws {
        try await MergeUndoTests.merged { bench in
            try await bench.write(by: CaseBench.person, at: 15) { transaction in
                var update = IncidentUpdate()
                (update.assignedTo, update.determination) = ("ana", .malware)
                update.customTags = ["both", "x", "new"]
                try transaction.update(IncidentID(2), update)
            }
            try await bench.write(by: CaseBench.person, at: 20) { try $0.undoMerge(of: IncidentID(1)) }
            let target = try await bench.incident(2)
            #expect(target.assignedTo == "ana" && target.displayName == "Suspicious activity")
            #expect(target.classification == .truePositive && target.determination == .malware)
            #expect(target.customTags.sorted() == ["both", "new"])
            let kept = try await MergeUndoTests.last(bench, of: 2).payload?["after"]?["kept"]?.array?.compactMap(\.string)
            #expect(kept?.sorted() == ["assignedTo", "classification", "determination"])
        }
    }

    /// A tag that another merged incident has too stays with the whole; so does one that was taken off and given again.
    @Test func tagsThatOthersBringStay() async throws {
        try await MergeUndoTests.merged { bench in
            try await bench.write(by: CaseBench.person, at: 12) { transaction in
                try transaction.place([alert(9)], in: 3)
                var update = IncidentUpdate()
                update.customTags = ["x"]
                try transaction.update(IncidentID(3), update)
                try transaction.merge(IncidentID(3), into: IncidentID(2), reasons: [])
            }
            try await bench.write(by: CaseBench.person, at: 20) { try $0.undoMerge(of: IncidentID(1)) }
            #expect(try await bench.incident(2).customTags.sorted() == ["both", "x"])
            try await bench.write(by: CaseBench.person, at: 21) { try $0.undoMerge(of: IncidentID(3)) }
            #expect(try await bench.incident(2).customTags.sorted() == ["both", "x"])
        }
    }

    /// The target was merged on: it is given back what is its own, and the merge of it stands.
    @Test func aMergedTargetIsGivenBackToo() async throws {
        try await MergeUndoTests.merged { bench in
            try await bench.write(by: CaseBench.person, at: 12) { transaction in
                try transaction.place([alert(9)], in: 3)
                try transaction.merge(IncidentID(2), into: IncidentID(3), reasons: [])
            }
            try await bench.write(by: CaseBench.person, at: 20) { try $0.undoMerge(of: IncidentID(1)) }
            let middle = try await bench.incident(2)
            #expect(middle.status == .redirected && middle.assignedTo == "" && middle.displayName == "Suspicious activity")
        }
    }
}

/// An alert that came to an incident by a merge leaves it: whoever looks at the incident hears of it.
@Suite struct MoveFromMergedTests {
    private static func moves(_ bench: CaseBench, of incident: Int64) async throws -> [JSONValue] {
        try await bench.store.read { reader in
            try reader.changes(of: IncidentID(incident), limit: 100).filter { $0.action == "alertsMoved" }.compactMap(\.payload)
        }
    }

    /// 1 into 2, 2 into 3: an alert of 1 and one of 3 go to 4.
    @Test func eachIncidentThatHeldItIsTold() async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                for number in 1...4 as ClosedRange<Int64> { try transaction.place([alert(number)], in: number) }
                try transaction.merge(IncidentID(1), into: IncidentID(2), reasons: [])
                try transaction.merge(IncidentID(2), into: IncidentID(3), reasons: [])
                try transaction.move([AlertMove([AlertID(1), AlertID(3)], to: IncidentID(4), reasons: [])])
            }
            for (incident, left) in [(1, [1]), (2, [1]), (3, [1, 3])] as [(Int64, [Int64])] {
                let rows = try await MoveFromMergedTests.moves(bench, of: incident)
                #expect(rows.map { $0["after"]?["incident"]?.integer } == [4], "incident \(incident)")
                #expect(rows.first?["before"]?["alerts"]?.array?.compactMap(\.integer) == left, "incident \(incident)")
            }
            let arrived = try await MoveFromMergedTests.moves(bench, of: 4)
            #expect(arrived.map { $0["before"]?["incident"]?.integer } == [3])
            #expect(arrived.first?["after"]?["alerts"]?.array?.compactMap { $0["id"]?.integer } == [1, 3])
            let audit = try await bench.store.audit()
            #expect(audit.findings.isEmpty)
        }
    }

    /// Behind its own row the incident is without the alert: what was merged in was told before.
    @Test func theIncidentWhereItStoodIsToldLast() async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                for number in [1, 2, 4] as [Int64] { try transaction.place([alert(number)], in: number) }
                try transaction.merge(IncidentID(2), into: IncidentID(1), reasons: [])
                try transaction.move([AlertMove([AlertID(1), AlertID(2)], to: IncidentID(4), reasons: [])])
            }
            let rows = try await bench.store.read { reader in
                try [2, 1].map { number in
                    try reader.changes(of: IncidentID(number), limit: 100).last { $0.action == "alertsMoved" }?.sequence ?? 0
                }
            }
            #expect(rows[0] > 0 && rows[0] < rows[1])
        }
    }

    /// What is merged into the target holds the alert as before: nothing left the target.
    @Test func aMoveUpwardsLeavesTheMergedAlone() async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                for number in 1...2 as ClosedRange<Int64> { try transaction.place([alert(number)], in: number) }
                try transaction.merge(IncidentID(1), into: IncidentID(2), reasons: [])
                try transaction.move([AlertMove([AlertID(1)], to: IncidentID(2), reasons: [])])
            }
            let rows = try await MoveFromMergedTests.moves(bench, of: 2)
            #expect(rows.map { $0["before"]?["incident"]?.integer } == [1])
            #expect(try await bench.incident(2).alertCount == 2)
        }
    }
}
