import CaseStore
import Foundation
import Primitives
import SQLiteDriver
import SecurityModel

@testable import Portal

/// A store with a few incidents whose every text is made by one function, and all pages that are made of it. The same texts
/// give the same pages, byte by byte.
struct PageBench: Sendable {
    static let start = Timestamp(unixSeconds: Int64(1_777_888_800))
    static let now = start + .hours(30)
    static let person = ChangeActor(person: "ana")

    let store: CaseStore
    /// What becomes of a text that comes from outside.
    let say: @Sendable (String) -> String

    /// Whether something has no end: names of 10,000 characters, and 5,000 tags.
    let isEndless: Bool

    static func with(
        saying say: @escaping @Sendable (String) -> String = { $0 }, endless: Bool = false,
        _ body: (PageBench) async throws -> Void
    ) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-pages-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let store = try await CaseStore(
            database: try SQLiteDatabase(path: folder.appendingPathComponent("cases.sqlite").path),
            seal: try ChangeSeal(folder: folder.appendingPathComponent("keys")))
        let bench = PageBench(store: store, say: say, isEndless: endless)
        try await bench.fill()
        try await bench.fillSettings()
        try await body(bench)
    }

    private func write(at hours: Int64, _ body: @escaping @Sendable (CaseTransaction) throws -> Void) async throws {
        try await store.write(by: PageBench.person, at: PageBench.start + .hours(hours), body)
    }

    private func fill() async throws {
        let (records, say) = (PageRecords(say: say, isEndless: isEndless), say)
        try await write(at: 0) { transaction in
            for name in ["edr", "mail"] {
                _ = try transaction.save(IngestSource(name: say(name), format: "graph", created: PageBench.start))
            }
            try transaction.count(4, of: 1, last: PageBench.start + .hours(1))
            try transaction.place(records.attack, in: 1, name: say("Phishing to ransom note on ws-042"))
            try transaction.place(records.oddities, in: 2, name: say("What no page can draw"))
            try transaction.place(records.noise, in: 3, name: say("Port scan of the lab"))
            try transaction.rank(
                IncidentID(1), priority: 88,
                factors: [
                    PriorityFactor(name: "severity", points: 60, text: say("Its gravest alert is high.")),
                    PriorityFactor(name: "assets", points: 28, text: say("It strikes a critical device.")),
                ],
                isOnQueue: true, grounds: [QueueGround(name: "grave", text: say("an alert in it is grave by itself"))])
            try transaction.rank(IncidentID(2), priority: 20, factors: [], isOnQueue: true)
        }
        // What people set has an end.
        let short = { @Sendable (text: String) in String(say(text).prefix(IncidentUpdate.maximumNameLength)) }
        try await write(at: 2) { transaction in
            var update = IncidentUpdate()
            update.assignedTo = short("ana")
            update.status = .inProgress
            update.customTags = [short("ransomware"), short("vip")]
            update.summary = short("Mail opened, macro ran, files encrypted.")
            try transaction.update(IncidentID(1), update)
            try transaction.comment(say("See **the mail** of [noon](https://example.org/noon)."), on: IncidentID(1))
            let details = IncidentTask.Details(position: 1, owner: say("ana"), due: PageBench.start + .hours(20), closingNote: "")
            let task = IncidentTask(
                name: "t1", incident: IncidentID(1), title: say("Call the owner"), description: say("Ask about the mail."),
                details: details)
            _ = try transaction.save(task, over: nil)
            _ = try transaction.save(
                SavedView(name: "Mine", owner: "ana", query: "owner=ana&severity=high"), over: nil)
        }
        try await write(at: 3) { transaction in
            var update = IncidentUpdate()
            (update.status, update.resolvingComment) = (.resolved, short("The lab scans itself."))
            (update.classification, update.determination) = (.informationalExpectedActivity, .securityTesting)
            try transaction.update(IncidentID(3), update)
        }
    }
}

extension CaseTransaction {
    /// Opens an incident with alerts.
    func place(_ alerts: [NewAlert], in incident: Int64, name: String) throws {
        let id = IncidentID(incident)
        try create(id, name: name, activity: alerts[0].report.firstActivity)
        var delta = IncidentDelta()
        var added: [LoggedAlert] = []
        for alert in alerts {
            for link in alert.entities where try reader.entity(link.entity) == nil {
                try insert(link.key, id: link.entity, seen: alert.report.firstActivity)
            }
            if try reader.detector(alert.detectorID) == nil {
                try insert(
                    Detector(
                        id: alert.detectorID, product: alert.report.productName, rule: alert.report.detectorId,
                        title: alert.report.title, isExcluded: false))
            }
            let reason = LinkReason(
                signal: "entity", subject: alert.report.productName, weight: 0.6,
                text: "It names what \(alert.report.title) names.")
            added.append((alert.id, try insert(alert, into: id, reasons: [reason])))
            for link in alert.entities {
                try count(1, of: link.entity, first: alert.report.firstActivity, last: alert.report.lastActivity)
            }
            delta.add(alert)
        }
        try apply(delta, to: id)
        try logAdded(added, to: id)
    }
}
