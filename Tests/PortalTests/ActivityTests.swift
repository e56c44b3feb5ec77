import CaseStore
import Primitives
import SecurityModel
import Testing

@testable import Portal

/// The activities say what was done, to what, and why: each deed once.
@Suite struct ActivityTests {
    private static func rows(
        _ options: [(name: String, value: String)] = [], after change: @escaping @Sendable (CaseTransaction) throws -> Void
    ) async throws -> ActivityTab.Model {
        nonisolated(unsafe) var model: ActivityTab.Model?
        try await PageBench.with { bench in
            try await bench.store.write(by: PageBench.person, at: PageBench.now, change)
            model = try await bench.store.read { reader in
                try reader.incident(IncidentID(1)).map { try ActivityTab.model($0, ActivityTab.Choice(options), reader) }
            }
        }
        return try #require(model)
    }

    @Test func anAlertIsNamed() async throws {
        let row = try #require(
            try await ActivityTests.rows { transaction in
                var update = AlertUpdate()
                update.status = .resolved
                _ = try transaction.update(AlertID(2), update)
            }.changes.first)
        #expect(
            row.what == "Alert updated" && row.alert?.id == "al2" && row.alert?.title == "Script host started by mail program")
    }

    /// The dialog promises that the activities keep what a task said.
    @Test func aTaskThatIsGoneIsNamed() async throws {
        let row = try #require(
            try await ActivityTests.rows { transaction in
                let task = try transaction.reader.record(IncidentTask.self, named: "t1", in: .incident(IncidentID(1)))
                if let task { try transaction.delete(task) }
            }.changes.first)
        #expect(row.what == "Task deleted" && row.record == "Call the owner")
        #expect(row.fields.contains { $0.name == "Task, description" && $0.after == "Ask about the mail." })
        #expect(!row.fields.contains { $0.name == "Task, title" })
    }

    @Test func aMoveIsOneRowWithItsReason() async throws {
        let move: @Sendable (CaseTransaction) throws -> Void = { transaction in
            let why = LinkReason(signal: "person", subject: "ana", weight: 0, text: "ana decided so: of the lab")
            let alerts = [AlertID(1), AlertID(2)]
            try transaction.move([AlertMove(alerts, to: IncidentID(2), reasons: [why])])
            for alert in alerts { try transaction.comment("of the lab", on: IncidentID(2), alert: alert) }
            try transaction.move([AlertMove(alerts, to: IncidentID(1), reasons: [why])])
            for alert in alerts { try transaction.comment("of the lab", on: IncidentID(1), alert: alert) }
            try transaction.comment("something else", on: IncidentID(1), alert: AlertID(1))
        }
        let rows = try await ActivityTests.rows(after: move).changes.prefix(4)
        #expect(rows.map(\.what).prefix(3) == ["Commented on an alert", "2 alerts moved here from #2", "2 alerts moved to #2"])
        #expect(rows.first?.texts.map(\.line) == ["something else"])
        for row in rows.dropFirst().prefix(2) {
            #expect(row.fields.map(\.after) == ["ana decided so: of the lab"])
        }
        #expect(rows.last?.what != "Commented on an alert")
        // Whoever asks for the comments alone sees them all.
        let comments = try await ActivityTests.rows([("kind", "comments")], after: move).changes
        #expect(comments.count { $0.what == "Commented on an alert" } == 3)
    }

    @Test func whatCannotBeReadIsSaid() {
        let choice = ActivityTab.Choice([("kind", "zz"), ("kind", "tasks"), ("kind", ""), ("by", "ana")])
        #expect(choice.kinds == [.tasks] && choice.by == "ana")
        #expect(choice.unread.map(\.name) == ["kind"])
        #expect(choice.unread[0].words.contains("alerts, fields, merges, comments and tasks"))
    }
}

@Suite struct CommentTextTests {
    @Test func aShortOneStandsAsItIs() {
        let text = CommentText("See **the mail**\nof noon")
        #expect(!text.isLong && text.line == "See the mail of noon")
        #expect(text.markup.contains("<strong>the mail</strong>"))
    }

    @Test(arguments: [
        String(repeating: "word ", count: 6_000), String(repeating: "- a\n", count: 20), String(repeating: "y", count: 601),
    ])
    func aLongOneIsOpenedOnDemand(_ long: String) {
        let text = CommentText(long)
        #expect(text.isLong && text.line.count <= CommentText.lineLength)
        #expect(text.markup.count >= long.count / 2, "the whole is there")
    }

    /// Signs of Markdown and markup are no words, and what is shown of them is escaped by the page.
    @Test(arguments: [
        ("# Title\n\n- one\n- two", "Title"), ("[the ticket](https://example.org/7)", "the ticket"), ("<b>x</b>", "<b>x</b>"),
        ("", ""),
    ]) func theLineHoldsWords(_ text: String, _ words: String) {
        let line = CommentText.line(of: text)
        #expect(line.contains(words) && !line.contains("#") && !line.contains("]("))
    }
}

@Suite struct MergePreviewTests {
    private static func preview(
        _ others: [Int64], _ change: @escaping @Sendable (CaseTransaction) throws -> Void = { _ in }
    ) async throws -> MergePreview {
        nonisolated(unsafe) var preview: MergePreview?
        try await PageBench.with { bench in
            try await bench.store.write(by: PageBench.person, at: PageBench.now, change)
            preview = try await bench.store.read { reader in
                let found = try ([1] + others).compactMap { try reader.incident(IncidentID($0)) }
                return try MergePreview(found[0], Array(found.dropFirst()), reader)
            }
        }
        return try #require(preview)
    }

    private static let open: @Sendable (CaseTransaction) throws -> Void = { transaction in
        var update = IncidentUpdate()
        (update.status, update.classification) = (.active, .unknown)
        update.customTags = ["lab"]
        try transaction.update(IncidentID(3), update)
    }

    @Test func severalComeToOne() async throws {
        let preview = try await MergePreviewTests.preview([2, 3], MergePreviewTests.open)
        #expect(preview.refusal == nil && preview.sides.map(\.id) == ["1", "2", "3"])
        #expect(preview.sides.map(\.stays) == [true, false, false])
        #expect(preview.outcome == "#1 will hold 10 alerts; #2 and #3 and links to them lead there.")
        #expect(preview.takesOver == "the tags lab")
    }

    @Test func itselfIsNamedOnce() async throws {
        let preview = try await MergePreviewTests.preview([1])
        #expect(preview.sides.map(\.id) == ["1"] && preview.refusal == "Both are the same incident.")
    }

    /// Each of several is looked at, with what those before it gave.
    @Test func oneOfSeveralRefuses() async throws {
        #expect(try await MergePreviewTests.preview([2, 3]).refusal == "#3 is resolved. Reopen it first.")
        let owners = try await MergePreviewTests.preview([2, 3]) { transaction in
            try MergePreviewTests.open(transaction)
            for (id, owner) in [(1, ""), (2, "ben"), (3, "mia")] as [(Int64, String)] {
                var update = IncidentUpdate()
                update.assignedTo = owner
                try transaction.update(IncidentID(id), update)
            }
        }
        #expect(owners.refusal == "They have different owners. Give them one owner first, or none.")
        let many = try await MergePreviewTests.preview([2, 2, 2, 2, 2])
        #expect(many.refusal == "At most 5 incidents can be merged at once.")
    }
}
