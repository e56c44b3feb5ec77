import CaseStore
import Primitives
import SecurityModel
import Testing

/// What incidents bring along that are merged into another is read with it, and goes with them again.
@Suite struct MergedIntoTests {
    /// 1 is merged into 2, and 2 into 3; each has a task and a comment of its own.
    private static func chained(_ body: (CaseBench) async throws -> Void) async throws {
        try await CaseBench.with { bench in
            try await bench.write(by: CaseBench.person) { transaction in
                for number in 1...4 as ClosedRange<Int64> {
                    try transaction.place([alert(number)], in: number)
                    try transaction.comment("on \(number)", on: IncidentID(number))
                    let task = IncidentTask(name: "t", incident: IncidentID(number), title: "Task of \(number)")
                    _ = try transaction.save(task, over: nil)
                }
            }
            try await bench.write(by: CaseBench.person, at: 1) { transaction in
                try transaction.merge(IncidentID(1), into: IncidentID(2), reasons: [])
                try transaction.merge(IncidentID(2), into: IncidentID(3), reasons: [])
            }
            try await body(bench)
        }
    }

    private static func comments(_ bench: CaseBench, limit: Int = 10) async throws -> [String] {
        try await bench.store.read { reader in
            try reader.comments(mergedInto: IncidentID(3), limit: limit).map { "\($0.incident): \($0.comment.text)" }
        }
    }

    private static func tasks(_ bench: CaseBench, limit: Int = 10) async throws -> [String] {
        try await bench.store.read { reader in
            try reader.records(IncidentTask.self, mergedInto: IncidentID(3), limit: limit).map(\.title)
        }
    }

    @Test func itIsReadAsLongAsTheMergeHolds() async throws {
        try await MergedIntoTests.chained { bench in
            #expect(try await MergedIntoTests.comments(bench) == ["1: on 1", "2: on 2"])
            #expect(try await MergedIntoTests.tasks(bench) == ["Task of 1", "Task of 2"])
            try await bench.write(by: CaseBench.person, at: 2) { try $0.undoMerge(of: IncidentID(1)) }
            #expect(try await MergedIntoTests.comments(bench) == ["2: on 2"])
            #expect(try await MergedIntoTests.tasks(bench) == ["Task of 2"])
            #expect(try await bench.store.read { try $0.recordCount(IncidentTask.self, mergedInto: IncidentID(3)) } == 1)
        }
    }

    @Test func ofTooManyTheNewestAreRead() async throws {
        try await MergedIntoTests.chained { bench in
            #expect(try await MergedIntoTests.comments(bench, limit: 1) == ["2: on 2"])
            #expect(try await MergedIntoTests.tasks(bench, limit: 1) == ["Task of 1"])
            let changes = try await bench.store.read { try $0.changes(mergedInto: IncidentID(3), limit: 3) }
            let all = try await bench.store.read { try $0.changes(mergedInto: IncidentID(3), limit: 100) }
            #expect(changes.map(\.sequence) == all.suffix(3).map(\.sequence) && all.count > 3)
            #expect(all.map(\.sequence) == all.map(\.sequence).sorted())
            #expect(Set(all.compactMap(\.incident)) == [IncidentID(1), IncidentID(2)])
        }
    }

    @Test func whatStandsByItselfBringsNothing() async throws {
        try await MergedIntoTests.chained { bench in
            // A merged incident is no place of its own: what was merged into it leads to where it leads.
            for number in [2, 4] as [Int64] {
                let found = try await bench.store.read { reader in
                    let id = IncidentID(number)
                    let (comments, changes) = try (
                        reader.comments(mergedInto: id, limit: 9), reader.changes(mergedInto: id, limit: 9)
                    )
                    return comments.count + changes.count + Int(try reader.recordCount(IncidentTask.self, mergedInto: id))
                }
                #expect(found == 0)
            }
        }
    }
}
