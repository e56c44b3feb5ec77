import CaseStore
import Foundation
import Primitives
import SQL
import SecurityModel
import Testing

/// Somebody changes the file behind the store's back; the audit names what.
@Suite struct AuditTests {
    /// One thing done to the file, and exactly what has to be found.
    struct Attack: CustomTestStringConvertible {
        var testDescription: String
        var statements: [String]
        var findings: [ChangeAudit.Finding]
    }

    /// Five commits: 1 two sources, 2 to 4 an incident with three alerts each, 5 a person's update. Commit 2 is change 3
    /// (created) and 4 (alerts added) and so on; commit 5 is change 9.
    static let attacks = [
        Attack(testDescription: "nothing", statements: [], findings: []),
        Attack(
            testDescription: "actor", statements: ["UPDATE changes SET actor = 'eve' WHERE sequence = 9"],
            findings: [.altered(change: 9)]),
        Attack(
            testDescription: "time", statements: ["UPDATE changes SET time = time + 1 WHERE sequence = 3"],
            findings: [.altered(change: 3)]),
        Attack(
            testDescription: "incident of a change", statements: ["UPDATE changes SET incident = 3 WHERE sequence = 9"],
            findings: [.altered(change: 9)]),
        Attack(
            testDescription: "payload", statements: ["UPDATE changes SET payload = '{}' WHERE sequence = 9"],
            findings: [.payloadAltered(change: 9)]),
        Attack(
            testDescription: "payload purged", statements: ["UPDATE changes SET payload = NULL WHERE sequence = 9"],
            findings: [.payloadRemoved(change: 9)]),
        Attack(
            testDescription: "change removed", statements: ["DELETE FROM changes WHERE sequence = 5"],
            findings: [.removed(change: 5)]),
        Attack(
            testDescription: "last changes of a link removed", statements: ["DELETE FROM changes WHERE sequence IN (7, 9)"],
            findings: [.removed(change: 7), .removed(change: 9)]),
        Attack(
            testDescription: "change appended",
            statements: [
                "INSERT INTO changes SELECT 10, 6, time, actor, is_person, action, incident, alert, payload, payload_digest, digest FROM changes WHERE sequence = 9"
            ],
            findings: [.inserted(change: 10)]),
        Attack(
            testDescription: "change put before the first",
            statements: [
                "INSERT INTO changes SELECT 0, 1, time, actor, is_person, action, incident, alert, payload, payload_digest, digest FROM changes WHERE sequence = 9"
            ],
            findings: [.inserted(change: 0)]),
        Attack(testDescription: "link removed", statements: ["DELETE FROM chain WHERE number = 3"], findings: [.linkRemoved(3)]),
        Attack(
            testDescription: "bounds of a link", statements: ["UPDATE chain SET last_change = last_change + 1 WHERE number = 3"],
            findings: [.linkAltered(3)]),
        Attack(
            testDescription: "signature", statements: ["UPDATE chain SET signature = zeroblob(64) WHERE number = 2"],
            findings: [.badSignature(link: 2)]),
        Attack(
            testDescription: "tail cut",
            statements: [
                "DELETE FROM chain WHERE number >= 4", "DELETE FROM changes WHERE sequence >= 7",
                "DELETE FROM alerts WHERE id > 6",
            ],
            findings: [.cutOff(afterLink: 3, expected: 5)]),
        Attack(
            testDescription: "links cut, changes left", statements: ["DELETE FROM chain WHERE number = 5"],
            findings: [.cutOff(afterLink: 4, expected: 5)]),
        Attack(
            testDescription: "report", statements: ["UPDATE alerts SET report = '{}' WHERE id = 4"],
            findings: [.alertAltered(AlertID(4))]),
        Attack(
            testDescription: "title", statements: ["UPDATE alerts SET title = 'harmless' WHERE id = 5"],
            findings: [.alertAltered(AlertID(5))]),
        Attack(
            testDescription: "severity", statements: ["UPDATE alerts SET severity = 1 WHERE id = 6"],
            findings: [.alertAltered(AlertID(6))]),
        Attack(
            testDescription: "entities", statements: ["UPDATE alerts SET entities = '' WHERE id = 6"],
            findings: [.alertAltered(AlertID(6))]),
        Attack(
            testDescription: "alert removed", statements: ["DELETE FROM alerts WHERE id = 7"],
            findings: [.alertRemoved(AlertID(7))]),
        Attack(
            testDescription: "alert inserted",
            statements: [
                "CREATE TEMP TABLE copy AS SELECT * FROM alerts WHERE id = 1", "UPDATE copy SET id = 99, identity = 'x'",
                "INSERT INTO alerts SELECT * FROM copy",
            ], findings: [.alertInserted(AlertID(99))]),
    ]

    @Test(arguments: attacks)
    func theRightRowIsNamed(_ attack: Attack) async throws {
        try await CaseBench.with { bench in
            try await bench.fillForAudit()
            try await bench.tamper(attack.statements)
            #expect(try await bench.store.audit().findings == attack.findings)
        }
    }

    @Test func theWholeTailAndThePublishedHeadAreCut() async throws {
        try await CaseBench.with { bench in
            try await bench.fillForAudit(commits: 3)
            let older = try #require(bench.store.publishedHead)
            try await bench.fillForAudit(from: 4)
            let exported = try #require(try await bench.store.audit().head)
            try await bench.tamper([
                "DELETE FROM chain WHERE number > \(older.number)", "DELETE FROM changes WHERE sequence > \(older.lastChange)",
                "DELETE FROM alerts WHERE id > 6",
            ])
            try Data(older.text.utf8).write(to: bench.headFile)
            #expect(try await bench.store.audit().findings == [])
            // The head travelled as text, the way an exported file does.
            let head = try #require(ChainHead(text: exported.text))
            #expect(try await bench.store.audit(head: head).findings == [.cutOff(afterLink: 3, expected: 5)])
        }
    }

    /// Writing on after a cut replaces the published head; the one that was outrun is kept and still tells.
    @Test func writingOnDoesNotCoverACutUp() async throws {
        try await CaseBench.with { bench in
            try await bench.fillForAudit()
            try await bench.tamper([
                "DELETE FROM chain WHERE number = 5", "DELETE FROM changes WHERE sequence = 9",
                "UPDATE incidents SET status = 1",
            ])
            for minute in 0..<3 as Range<Int64> {
                try await bench.write(at: 100 + minute) { try $0.comment("still here", on: IncidentID(1)) }
            }
            #expect(try await bench.store.audit().findings == [.headDiffers(link: 5)])
        }
    }

    /// Without the key, digests that are made to fit are found by what was signed.
    @Test(arguments: [false, true])
    func digestsAreRecomputedWithoutTheKey(theLinkToo: Bool) async throws {
        try await CaseBench.with { bench in
            try await bench.fillForAudit()
            // The attacker has a key of his own and the program: he lets it write the history that he wants.
            try await CaseBench.with { forger in
                try await forger.fillForAudit(actor: ChangeActor(person: "eve"))
                try await bench.forge(
                    "changes", "sequence", 9, from: forger, integers: ["time", "is_person", "incident", "alert"],
                    texts: ["actor", "action", "payload"], blobs: ["payload_digest", "digest"])
                if theLinkToo {
                    try await bench.forge(
                        "chain", "number", 5, from: forger, integers: ["first_change", "last_change"], texts: [],
                        blobs: ["root", "previous", "digest", "signature"])
                }
            }
            let findings = try await bench.store.audit().findings
            if theLinkToo {
                #expect(findings == [.badSignature(link: 5), .headDiffers(link: 5)])
            } else {
                #expect(findings == [.changesReplaced(link: 5, first: 9, last: 9)])
            }
        }
    }

    @Test func anAuditWithAnotherKeyTrustsNothing() async throws {
        try await CaseBench.with { bench in
            try await bench.fillForAudit()
            try FileManager.default.removeItem(at: bench.folder.appendingPathComponent("keys"))
            let findings = try await CaseBench(bench.folder).store.audit().findings
            #expect(findings == (1...5).map { .badSignature(link: $0) })
        }
    }

    /// A key that cannot be read is an error: a new one in its place would turn the whole log into a forgery.
    @Test func anUnreadableKeyIsNotReplaced() async throws {
        try await CaseBench.with { bench in
            let file = bench.folder.appendingPathComponent("keys/change-log.key")
            try Data("short".utf8).write(to: file)
            #expect(throws: ChangeSealError.self) { try ChangeSeal(folder: bench.folder.appendingPathComponent("keys")) }
            #expect(try Data(contentsOf: file) == Data("short".utf8))
        }
    }

    /// No commit is made on top of one whose head is not published.
    @Test func atMostOneCommitIsUnpublished() async throws {
        try await CaseBench.with { bench in
            try await bench.fillForAudit()
            try FileManager.default.removeItem(at: bench.headFile)
            try FileManager.default.createDirectory(
                at: bench.headFile.appendingPathComponent("x"), withIntermediateDirectories: true)
            await #expect(throws: ChangeSealError.self) {
                try await bench.write { try $0.comment("one", on: IncidentID(1)) }
            }
            #expect(try await bench.integers("SELECT COUNT(*) FROM comments") == [0])
            try FileManager.default.removeItem(at: bench.headFile)
            try await bench.write { try $0.comment("two", on: IncidentID(1)) }
            #expect(bench.store.publishedHead?.number == 6)
            #expect(try await bench.store.audit().findings == [])
        }
    }
}

extension CaseBench {
    var headFile: URL { folder.appendingPathComponent("keys/change-log.head") }

    /// Commits 2 to 5 of the attacked store, or a part of them.
    func fillForAudit(from first: Int64 = 2, commits last: Int64 = 5, actor: ChangeActor = CaseBench.person) async throws {
        for commit in first...last {
            if commit == 5 {
                try await write(by: actor, at: 5) { transaction in
                    var update = IncidentUpdate()
                    update.assignedTo = "ada"
                    try transaction.update(IncidentID(2), update)
                }
            } else {
                let alerts = (0..<3).map { alert((commit - 2) * 3 + $0 + 1, minute: commit) }
                try await write(at: commit) { try $0.place(alerts, in: commit - 1) }
            }
        }
    }

    /// Changes the database past the store.
    func tamper(_ statements: [String]) async throws {
        try await database.write { writer in
            for statement in statements { try writer.execute(SQLStatement(building: statement), []) }
        }
    }

    /// Puts columns of another database's row in the place of this one's.
    func forge(
        _ table: String, _ key: String, _ number: Int64, from other: CaseBench, integers: [String], texts: [String],
        blobs: [String]
    ) async throws {
        let columns = integers + texts + blobs
        let values = try await other.database.read { reader in
            try reader.first(
                SQLStatement(building: "SELECT \(columns.joined(separator: ", ")) FROM \(table) WHERE \(key) = \(number)")
            ) { row in
                columns.indices.map { column -> SQLValue in
                    if column < integers.count { return SQLValue(row.optionalInteger(column)) }
                    return column < integers.count + texts.count ? .text(row.text(column)) : .blob(row.blob(column))
                }
            }
        }
        let text = "UPDATE \(table) SET \(columns.map { "\($0) = ?" }.joined(separator: ", ")) WHERE \(key) = \(number)"
        let arguments = try #require(values)
        #expect(try await database.write { try $0.execute(SQLStatement(building: text), arguments) } == 1)
    }
}
