import CaseStore
import Primitives
import SecurityModel
import Testing

@testable import Portal

/// The tabs of an incident tell also what was written and done on the incidents that were merged into it, and say where.
@Suite struct MergedRecordsTests {
    /// Incident 2, with a comment and a task, is merged into 1.
    private static func with(_ body: (PageBench) async throws -> Void) async throws {
        try await PageBench.with { bench in
            try await bench.store.write(by: PageBench.person, at: PageBench.now) { transaction in
                try transaction.comment("of the second", on: IncidentID(2))
                _ = try transaction.save(IncidentTask(name: "t1", incident: IncidentID(2), title: "Of the second"), over: nil)
            }
            try await bench.store.write(by: PageBench.person, at: PageBench.now + .minutes(1)) { transaction in
                try transaction.merge(IncidentID(2), into: IncidentID(1), reasons: [])
            }
            try await body(bench)
        }
    }

    private static func activities(_ bench: PageBench) async throws -> ActivityTab.Model {
        try #require(
            try await bench.store.read { reader in
                try reader.incident(IncidentID(1)).map { try ActivityTab.model($0, ActivityTab.Choice(), reader) }
            })
    }

    private static func tasks(_ bench: PageBench) async throws -> [TasksTab.Row] {
        try await bench.store.read { reader in
            guard let incidentCase = try IncidentCase(IncidentID(1), reader) else { return [] }
            return try TasksTab.model(incidentCase, reader, now: PageBench.now).tasks
        }
    }

    @Test func activitiesSayWhereTheyCameFrom() async throws {
        try await MergedRecordsTests.with { bench in
            let model = try await MergedRecordsTests.activities(bench)
            let newest = try #require(model.changes.first)
            #expect(newest.what == "#2 was merged into it" && newest.origin == nil && newest.undoMerge == "2")
            #expect(model.changes.contains { $0.origin == "2" && $0.texts.map(\.line) == ["of the second"] })
            #expect(model.changes.contains { $0.origin == "2" && $0.record == "Of the second" })
            // Both incidents have the merge in their log; it is told once.
            #expect(!model.changes.contains { $0.what.hasPrefix("It was merged") })
            #expect(model.comments.map(\.origin) == [nil, "2"])
        }
    }

    /// Names are unique within an incident alone, and so is the order.
    @Test func tasksSayWhoseTheyAre() async throws {
        try await MergedRecordsTests.with { bench in
            let tasks = try await MergedRecordsTests.tasks(bench)
            #expect(tasks.map(\.name) == ["t1", "t1"] && tasks.map(\.incident) == ["1", "2"])
            #expect(tasks.map(\.origin) == [nil, "2"])
            #expect(tasks.allSatisfy { $0.previous == nil && $0.next == nil })
        }
    }

    @Test func undoingTheMergeTakesThemAway() async throws {
        try await MergedRecordsTests.with { bench in
            try await bench.store.write(by: PageBench.person, at: PageBench.now + .minutes(2)) { transaction in
                try transaction.undoMerge(of: IncidentID(2))
            }
            let model = try await MergedRecordsTests.activities(bench)
            #expect(model.changes.allSatisfy { $0.origin == nil } && model.comments.map(\.origin) == [nil])
            #expect(try await MergedRecordsTests.tasks(bench).map(\.incident) == ["1"])
        }
    }

    @Test func thePreviewSaysWhatComesAlong() async throws {
        try await PageBench.with { bench in
            let words = try await bench.store.read { reader -> [String?] in
                let found = try ([1, 2, 3] as [Int64]).compactMap { try reader.incident(IncidentID($0)) }
                return [
                    try MergePreview(found[1], [found[0]], reader).comesAlong,
                    try MergePreview(found[0], [found[1], found[2]], reader).comesAlong, MergePreview(missing: "0").comesAlong,
                ]
            }
            #expect(
                words == [
                    "Its 1 comment, 1 task and activities come along, marked “from #1”; undoing the merge takes them away again.",
                    "Their activities come along, marked with where they came from; undoing the merge takes them away again.",
                    nil,
                ])
        }
    }

    /// What was written is named, whatever it is.
    @Test(arguments: ["99999999", "0", "12345678901234567890"]) func whatIsNotThereIsNamed(_ text: String) {
        #expect(MergePreview(missing: text).refusal == "There is no incident #\(text).")
    }
}
