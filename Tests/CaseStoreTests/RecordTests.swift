import CaseStore
import Primitives
import SecurityModel
import Testing

/// What people keep beside incidents: kept under names, logged, bounded.
@Suite struct RecordTests {
    private func task(_ name: String, _ title: String = "Call", incident: Int64 = 1) -> IncidentTask {
        IncidentTask(name: name, incident: IncidentID(incident), title: title)
    }

    private func save<Record: StoredRecord>(_ record: Record, in transaction: CaseTransaction) throws -> Record {
        try transaction.save(
            record, over: try transaction.reader.record(Record.self, named: record.name, in: record.scope))
    }

    @Test func recordsAreKeptChangedAndDeletedWithALineEach() async throws {
        try await CaseBench.with { bench in
            try await bench.write { try $0.place([alert(1)], in: 1) }
            let made = try await bench.write(by: CaseBench.person, at: 1) { try save(task("T-1"), in: $0) }
            #expect(made.authorship.createdBy == "ada" && made.authorship.updated == CaseBench.start + .minutes(1))
            var done = task("t-1", "Called")
            done.status = .completed
            let changed = try await bench.write(by: ChangeActor(person: "ben"), at: 2) { [done] in try save(done, in: $0) }
            #expect(changed.authorship.created == made.authorship.created && changed.authorship.createdBy == "ada")
            #expect(changed.authorship.updatedBy == "ben")
            #expect(try await bench.incident(1).lastUpdate == CaseBench.start + .minutes(2))
            let stored = try await bench.store.read { try $0.records(IncidentTask.self, in: .incident(IncidentID(1)), limit: 10) }
            #expect(stored == [changed])
            try await bench.write(by: CaseBench.person, at: 3) { try $0.delete(changed) }
            #expect(try await bench.store.read { try $0.recordCount(IncidentTask.self, in: .incident(IncidentID(1))) } == 0)
            let changes = try await bench.store.read { try $0.changes(of: IncidentID(1), limit: 100) }
            #expect(changes.suffix(3).map(\.action) == ["recordCreated", "recordUpdated", "recordDeleted"])
            #expect(changes.suffix(2).first?.payload?["before"]?["task"]?["title"] == "Call")
            #expect(changes.suffix(2).first?.payload?["after"]?["task"]?["status"] == "completed")
            #expect(try await bench.store.audit().findings.isEmpty)
        }
    }

    @Test func recordsAreRefused() async throws {
        try await CaseBench.with { bench in
            try await bench.write { try $0.place([alert(1)], in: 1) }
            func refusal(_ task: IncidentTask) async throws -> (any Error)? {
                do {
                    _ = try await bench.write { try save(task, in: $0) }
                    return nil
                } catch {
                    return error
                }
            }
            #expect(try await refusal(task("t", incident: 7)) as? UpdateError == .noSuchIncident(IncidentID(7)))
            for name in ["", "a/b", "a\nb", String(repeating: "x", count: RecordTable.maximumNameLength + 1)] {
                #expect(try await refusal(task(name)) as? RecordError == .badName(noun: "task", name: name))
            }
            let long = String(repeating: "x", count: RecordTable.maximumSize)
            #expect(
                try await refusal(task("t", long)) as? RecordError == .tooLarge(noun: "task", limit: RecordTable.maximumSize))
            try await bench.write { transaction in
                for number in 0..<IncidentTask.table.limit { _ = try save(task("t\(number)"), in: transaction) }
            }
            #expect(
                try await refusal(task("more")) as? RecordError == .tooMany(noun: "task", limit: IncidentTask.table.limit))
            #expect(try await refusal(task("T0", "Changed")) == nil)
        }
    }

    @Test func aWatchlistTakesATableInPlaceOfItsItems() async throws {
        try await CaseBench.with { bench in
            let list = Watchlist(name: "Hosts", displayName: "Hosts", provider: "us", searchKey: "name")
            func rows(_ names: String...) -> [(name: String, values: JSONObject)] {
                names.map { ($0, JSONObject([.init(name: "name", value: .string($0))])) }
            }
            let (first, second) = (rows("a", "b"), rows("c"))
            let saved = try await bench.write(by: CaseBench.person) { transaction in
                let saved = try save(list, in: transaction)
                try transaction.replaceItems(of: saved, with: first)
                try transaction.replaceItems(of: saved, with: second)
                return saved
            }
            let items = try await bench.store.read { try $0.records(WatchlistItem.self, in: .watchlist("hosts"), limit: 10) }
            #expect(items.map(\.name) == ["c"] && items.first?.values == second[0].values)
            try await bench.write(by: CaseBench.person) { try $0.deleteWithItems(saved) }
            #expect(try await bench.store.read { try $0.record(Watchlist.self, named: "HOSTS") } == nil)
            #expect(try await bench.integers("SELECT COUNT(*) FROM watchlist_items") == [0])
        }
    }

    @Test func commentsAreEditedAndTakenBack() async throws {
        try await CaseBench.with { bench in
            try await bench.write { try $0.place([alert(1)], in: 1) }
            try await bench.write(by: CaseBench.person) { try $0.comment("first", on: IncidentID(1), name: "c-1") }
            try await bench.write(by: CaseBench.person, at: 1) { transaction in
                let comment = try #require(try transaction.reader.incident(IncidentID(1))?.comments.first)
                try transaction.edit(comment, on: IncidentID(1), to: "second")
            }
            let edited = try #require(try await bench.incident(1).comments.first)
            #expect(edited.text == "second" && edited.name == "c-1" && edited.updated > edited.created)
            try await bench.write(by: CaseBench.person, at: 2) { try $0.delete(edited, of: IncidentID(1)) }
            try await bench.write(by: CaseBench.person, at: 3) { try $0.comment("third", on: IncidentID(1)) }
            let left = try await bench.incident(1).comments
            #expect(left.map(\.text) == ["third"] && left.first?.id != edited.id)
            let texts = try await bench.integers("SELECT COUNT(*) FROM comments WHERE text = 'second'")
            #expect(texts == [0])
            let changes = try await bench.store.read { try $0.changes(of: IncidentID(1), limit: 100) }
            #expect(changes.suffix(4).map(\.action) == ["commented", "commentUpdated", "commentDeleted", "commented"])
        }
    }

    @Test func onlyAnIncidentWithoutAlertsIsDeleted() async throws {
        try await CaseBench.with { bench in
            try await bench.write { try $0.place([alert(1)], in: 1) }
            try await bench.write(by: CaseBench.person) { transaction in
                try transaction.create(IncidentID(2), name: "By hand", activity: CaseBench.start)
                try transaction.name(IncidentID(2), "Client-Name")
                _ = try save(task("t", incident: 2), in: transaction)
            }
            #expect(try await bench.store.read { try $0.incident(named: "CLIENT-name") } == IncidentID(2))
            await #expect(throws: UpdateError.hasAlerts(IncidentID(1))) {
                try await bench.write { try $0.delete(IncidentID(1)) }
            }
            try await bench.write(by: CaseBench.person) { try $0.delete(IncidentID(2)) }
            #expect(try await bench.store.read { try $0.incident(named: "client-name") } == nil)
            #expect(try await bench.integers("SELECT COUNT(*) FROM incident_tasks") == [0])
            #expect(try await bench.store.audit().findings.isEmpty)
        }
    }
}
