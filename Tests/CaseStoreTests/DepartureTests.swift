import CaseStore
import Primitives
import SecurityModel
import Testing

/// What people move is remembered with the reasons that it had, and those come back with it.
@Suite struct DepartureTests {
    private static let why = [LinkReason(signal: "person", subject: "ada", weight: 0, text: "ada decided so: another matter")]

    private static func move(_ bench: CaseBench, by actor: ChangeActor) async throws {
        try await bench.write { transaction in
            try transaction.place([alert(1), alert(2), alert(3)], in: 1)
            try transaction.place([alert(4)], in: 2)
            let own = LinkReason(signal: "opening", subject: "", weight: 3.5, text: "It opened the incident.")
            try transaction.move([AlertMove([AlertID(4)], to: IncidentID(1), reasons: [own])])
        }
        try await bench.write(by: actor, at: 5) {
            try $0.move([AlertMove([AlertID(4), AlertID(1)], to: IncidentID(2), reasons: why)])
        }
    }

    @Test func theFormerReasonsStandAgain() async throws {
        try await CaseBench.with { bench in
            try await DepartureTests.move(bench, by: CaseBench.person)
            #expect(try await bench.stored(alert: 4).reasons == DepartureTests.why)
            let left = try await bench.store.read { try $0.departures(of: [AlertID(1), AlertID(4)], from: IncidentID(1)) }
            #expect(left.mapValues(\.target) == [AlertID(1): IncidentID(2), AlertID(4): IncidentID(2)])
            #expect(left[AlertID(4)]?.reasons?.map(\.text) == ["It opened the incident."])
            #expect(left[AlertID(1)]?.reasons == [])
            let former = left.compactMapValues(\.reasons)
            try await bench.write(by: CaseBench.person, at: 6) {
                try $0.move([AlertMove([AlertID(4), AlertID(1)], to: IncidentID(1), reasons: DepartureTests.why, former: former)])
            }
            let back = try await bench.stored(alert: 4).reasons
            #expect(back.map(\.text) == ["It opened the incident."] && back.first?.weight == 3.5)
            #expect(try await bench.stored(alert: 1).reasons == [])
        }
    }

    /// The incident that they left hears why; the product's own moves, which are many, stay short.
    @Test func theLogSaysWhy() async throws {
        for actor in [CaseBench.person, .correlation] {
            try await CaseBench.with { bench in
                try await DepartureTests.move(bench, by: actor)
                let last = try #require(try await bench.store.read { try $0.changes(of: IncidentID(1), limit: 100).last })
                #expect(
                    last.payload?["after"]?["reasons"]?.array?.first?.string
                        == (actor.isPerson ? DepartureTests.why[0].text : nil))
                let left = try await bench.store.read { try $0.departures(of: [AlertID(4)], from: IncidentID(1)) }
                #expect((left[AlertID(4)]?.reasons != nil) == actor.isPerson)
            }
        }
    }

    /// A merge that was undone brought nothing in; one that was made again stands once.
    @Test func undoneMergesAreNoReasons() async throws {
        try await CaseBench.with { bench in
            func merges() async throws -> [IncidentID] {
                try await bench.store.read { try $0.merges(into: IncidentID(1), limit: 100).compactMap { $0.merge?.source } }
            }
            try await bench.write { transaction in
                for number in 1...3 as ClosedRange<Int64> { try transaction.place([alert(number)], in: number) }
                for number in [2, 3] as [Int64] { try transaction.merge(IncidentID(number), into: IncidentID(1), reasons: []) }
            }
            #expect(try await merges() == [IncidentID(2), IncidentID(3)])
            try await bench.write { try $0.undoMerge(of: IncidentID(2)) }
            #expect(try await merges() == [IncidentID(3)])
            try await bench.write { try $0.merge(IncidentID(2), into: IncidentID(1), reasons: []) }
            #expect(try await merges() == [IncidentID(3), IncidentID(2)])
        }
    }

    @Test func commentsSaySomethingAndEnd() async throws {
        try await CaseBench.with { bench in
            try await bench.write { try $0.place([alert(1)], in: 1) }
            for text in ["", "  \n\t ", String(repeating: "x", count: Comment.maximumLength + 1)] {
                await #expect(throws: UpdateError.self) { try await bench.write { try $0.comment(text, on: IncidentID(1)) } }
            }
            try await bench.write { try $0.comment(String(repeating: "x", count: Comment.maximumLength), on: IncidentID(1)) }
            #expect(try await bench.incident(1).comments.map(\.text.count) == [Comment.maximumLength])
        }
    }
}
