import CaseStore
import Foundation
import Primitives
import SQL
import SQLiteDriver
import SecurityModel
import Testing

/// A store in a folder of its own, with the shortest words for what tests do to it.
struct CaseBench: Sendable {
    let folder: URL
    let database: any SQLDatabase
    let store: CaseStore

    static let start = Timestamp(unixSeconds: Int64(1_700_000_000))
    static let person = ChangeActor(person: "ada")

    var databasePath: String { folder.appendingPathComponent("cases.sqlite").path }

    init(_ folder: URL) async throws {
        self.folder = folder
        database = try SQLiteDatabase(path: folder.appendingPathComponent("cases.sqlite").path)
        store = try await CaseStore(database: database, seal: try ChangeSeal(folder: folder.appendingPathComponent("keys")))
    }

    /// Runs a body with an empty store that is removed afterwards.
    static func with(_ body: (CaseBench) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("watchfloor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let bench = try await CaseBench(folder)
        try await bench.write { transaction in
            for name in ["edr", "ids"] { _ = try transaction.save(IngestSource(name: name, format: "auto", created: start)) }
        }
        try await body(bench)
    }

    @discardableResult
    func write<Result: Sendable>(
        by actor: ChangeActor = .correlation, at minute: Int64 = 0, _ body: @escaping @Sendable (CaseTransaction) throws -> Result
    ) async throws -> Result {
        try await store.write(by: actor, at: CaseBench.start + .minutes(minute), body)
    }

    func incident(_ number: Int64) async throws -> Incident {
        try #require(try await store.read { try $0.incident(IncidentID(number)) })
    }

    func stored(alert number: Int64) async throws -> Alert {
        try #require(try await store.read { try $0.alert(AlertID(number)) })
    }

    /// Numbers out of the file itself.
    func integers(_ text: String) async throws -> [Int64] {
        try await database.read { try $0.all(SQLStatement(building: text)) { $0.integer(0) } }
    }
}

extension CaseTransaction {
    /// Opens an incident with alerts, or adds them to one that is there.
    func place(_ alerts: [NewAlert], in incident: Int64, name: String = "Suspicious activity") throws {
        let id = IncidentID(incident)
        if try reader.incident(id) == nil { try create(id, name: name, activity: alerts[0].report.firstActivity) }
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
                        title: alert.report.title,
                        isExcluded: false))
            }
            added.append((alert.id, try insert(alert, into: id, reasons: [])))
            for link in alert.entities {
                try count(1, of: link.entity, first: alert.report.firstActivity, last: alert.report.lastActivity)
            }
            delta.add(alert)
        }
        try apply(delta, to: id)
        try logAdded(added, to: id)
    }
}

/// An alert by its number; everything else follows from it or is given.
func alert(
    _ number: Int64, source: Int64 = 1, severity: AlertSeverity = .medium, detector: Int64 = 1, tactic: Tactic = .execution,
    techniques: [String] = ["T1059.001"], minute: Int64 = 0, group: Int32 = 0, entities: [(Int64, RoleSet)] = [(1, .struck)]
) -> NewAlert {
    var report = AlertReport(
        source: source == 1 ? "edr" : "ids", title: "Alert of rule \(detector)", activity: CaseBench.start + .minutes(minute))
    report.providerAlertId = "p\(number)"
    report.severity = severity
    report.serviceSource = ServiceSource(source == 1 ? "microsoftDefenderForEndpoint" : "unknown")
    report.detectionSource = DetectionSource("customDetection")
    report.productName = "Product \(source)"
    report.detectorId = "rule-\(detector)"
    report.tactics = TacticSet(tactic)
    report.techniques = techniques.compactMap { Technique($0) }
    // What it is about follows from the rule and the number, so that some have nothing and some have several.
    if detector.isMultiple(of: 2) { report.additionalData["alertPolicyId"] = .string("policy-\(detector)") }
    if number.isMultiple(of: 3) { report.additionalData["Workload"] = ["Exchange", "SharePoint"] }
    if number.isMultiple(of: 5) { report.systemTags = ["vip"] }
    report.evidence = [Evidence.device(hostName: "ws-\(number % 5)", roles: [.attacked])]
    return NewAlert(
        id: AlertID(number), report: report, sourceID: source, identity: "p\(number)", detectorID: detector, isExcluded: false,
        rawSequence: number, entities: entities.map { EntityLink(entity: $0.0, key: entityKey($0.0), roles: $0.1) },
        deviceGroup: group)
}

/// Odd numbers are devices, even ones addresses, multiples of 50 networks.
func entityKey(_ number: Int64) -> EntityKey {
    let kind: EntityKind = number.isMultiple(of: 50) ? .network : number.isMultiple(of: 2) ? .ip : .device
    return EntityKey(kind, "e\(number)", .strong)
}
