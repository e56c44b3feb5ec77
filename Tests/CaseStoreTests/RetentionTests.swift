import CaseStore
import Primitives
import SQL
import SecurityModel
import Testing

@Suite struct RetentionTests {
    static let now = CaseBench.start + .days(400)

    /// A store with incidents of one day each: 1 open on the queue, 2 resolved on the queue, 3 open off the queue, 4 merged
    /// into 2, 5 resolved yesterday, 6 the newest. Correlation has a checkpoint behind all of them.
    static func fill(_ bench: CaseBench, checkpoint: Int64 = 1000) async throws {
        for number in 1...6 as ClosedRange<Int64> {
            try await bench.write(at: number == 5 ? 399 * 1440 : number) { transaction in
                try transaction.place(
                    [
                        alert(number * 10, minute: number, entities: [(1, .struck), (number * 2, .hostile)]),
                        alert(number * 10 + 1, minute: number),
                    ],
                    in: number)
                try transaction.rank(IncidentID(number), priority: 1, factors: [], isOnQueue: number != 3)
                try transaction.comment("seen", on: IncidentID(number))
                try transaction.comment("seen", on: IncidentID(number), alert: AlertID(number * 10))
                var update = IncidentUpdate()
                update.customTags = ["vip"]
                if [2, 5, 6].contains(number) { update.status = .resolved }
                try transaction.update(IncidentID(number), update)
                if number == 4 { try transaction.merge(IncidentID(4), into: IncidentID(2), reasons: []) }
                try transaction.save(Checkpoint(afterAlert: checkpoint, afterDecision: 0, state: []))
            }
        }
    }

    @Test func oldCasesGoAndTheLogStillProvesItself() async throws {
        try await CaseBench.with { bench in
            try await Self.fill(bench)
            let outcome = try await Retention(store: bench.store, policy: RetentionPolicy()).sweep(at: Self.now)
            #expect(outcome.incidents == 3 && outcome.alerts == 6)
            #expect(try await bench.integers("SELECT id FROM incidents ORDER BY id") == [1, 5, 6])
            for (table, column) in [
                ("alerts", "home"), ("incident_entities", "incident"), ("incident_facets", "incident"),
                ("incident_tags", "incident"),
                ("comments", "incident"),
            ] {
                let left = try await bench.integers("SELECT DISTINCT \(column) FROM \(table) WHERE \(column) > 0 ORDER BY 1")
                #expect(left == [1, 5, 6], "\(table)")
            }
            #expect(try await bench.integers("SELECT alert FROM comments WHERE alert > 0 ORDER BY 1") == [10, 50, 60])
            #expect(try await bench.integers("SELECT DISTINCT alert / 10 FROM alert_entities ORDER BY 1") == [1, 5, 6])
            #expect(try await bench.integers("SELECT alert_count FROM entities WHERE id IN (1, 4) ORDER BY id") == [6, 0])
            let purged = try await bench.integers("SELECT DISTINCT incident FROM changes WHERE payload IS NULL ORDER BY 1")
            #expect(purged == [2, 3, 4])
            let audit = try await bench.store.audit()
            #expect(audit.findings == [] && audit.alerts == 6)
            #expect(audit.purgedPayloads == (try await bench.integers("SELECT COUNT(*) FROM changes WHERE payload IS NULL"))[0])
            let logged = try await bench.store.read { try $0.changes(limit: 1)[0] }
            #expect(logged.action == "retentionApplied" && logged.actor == "retention" && !logged.isPerson)
        }
    }

    /// After retention, the same as before: somebody else's gaps are found.
    @Test(arguments: [
        (
            "UPDATE changes SET payload = NULL WHERE incident = 1 AND action = 'incidentCreated'",
            "the content of change 3 was removed, and not by retention"
        ),
        ("UPDATE changes SET payload = NULL WHERE action = 'retentionApplied'", "and not by retention"),
        ("DELETE FROM alerts WHERE id = 10", "alert al10 was removed, and not by retention"),
        ("DELETE FROM changes WHERE sequence = 9", "change 9 was removed"),
        ("UPDATE changes SET actor = 'eve' WHERE sequence = 9", "change 9 was altered"),
    ])
    func othersDoingIsStillFound(_ statement: String, _ expected: String) async throws {
        try await CaseBench.with { bench in
            try await Self.fill(bench)
            _ = try await Retention(store: bench.store, policy: RetentionPolicy()).sweep(at: Self.now)
            try await bench.tamper([statement])
            let findings = try await bench.store.audit().findings.map(\.description)
            #expect(findings.contains { $0.contains(expected) }, "\(findings)")
        }
    }

    @Test func smallTransactionsTakeALargeIncidentPieceByPiece() async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                try transaction.place((1...25).map { alert($0) }, in: 1)
                try transaction.place([alert(26)], in: 2)
                try transaction.save(Checkpoint(afterAlert: 26, afterDecision: 0, state: []))
            }
            var policy = RetentionPolicy()
            policy.transactionAlerts = 10
            let outcome = try await Retention(store: bench.store, policy: policy).sweep(at: Self.now)
            #expect(outcome.incidents == 1 && outcome.alerts == 25)
            #expect(try await bench.integers("SELECT COUNT(*) FROM changes WHERE action = 'retentionApplied'") == [3])
            #expect(try await bench.store.audit().findings == [])
        }
    }

    @Test func whatIsNeededStays() async throws {
        try await CaseBench.with { bench in
            // Correlation would look again at everything behind alert 25, so incident 3 is not ripe.
            try await Self.fill(bench, checkpoint: 25)
            let none = Retention(store: bench.store, policy: RetentionPolicy()) { _ in true }
            #expect(try await none.sweep(at: Self.now).incidents == 0)
            _ = try await Retention(store: bench.store, policy: RetentionPolicy()) { $0 == IncidentID(2) }.sweep(at: Self.now)
            #expect(try await bench.integers("SELECT COUNT(*) FROM incidents") == [6])
            try await bench.write { try $0.save(Checkpoint(afterAlert: 1000, afterDecision: 0, state: [])) }
            _ = try await Retention(store: bench.store, policy: RetentionPolicy()) { $0 == IncidentID(2) }.sweep(at: Self.now)
            #expect(try await bench.integers("SELECT id FROM incidents ORDER BY id") == [1, 2, 4, 5, 6])
        }
    }

    /// An alert that moved away outlives the incident that it came in by, and is still proven.
    @Test func movedAlertsAreProvenByTheirNewHome() async throws {
        try await CaseBench.with { bench in
            try await Self.fill(bench)
            try await bench.write(at: 10) { try $0.move([AlertMove([AlertID(30)], to: IncidentID(1), reasons: [])]) }
            _ = try await Retention(store: bench.store, policy: RetentionPolicy()).sweep(at: Self.now)
            #expect(try await bench.store.audit().findings == [])
            try await bench.tamper(["UPDATE alerts SET title = 'harmless' WHERE id = 30"])
            #expect(try await bench.store.audit().findings == [.alertAltered(AlertID(30))])
        }
    }

    @Test func aDatabaseThatIsTooLargeLosesItsOldestCasesFirst() async throws {
        try await CaseBench.with { bench in
            let filler = String(repeating: "words that take room ", count: 500)
            for number in 1...40 as ClosedRange<Int64> {
                try await bench.write(at: number * 1440) { transaction in
                    var large = alert(number, minute: number * 1440)
                    large.report.description = filler
                    try transaction.place([large], in: number)
                    try transaction.save(Checkpoint(afterAlert: number, afterDecision: 0, state: []))
                }
            }
            var policy = RetentionPolicy()
            policy.transactionIncidents = 1
            let (full, now) = (try await bench.database.size(), CaseBench.start + .days(60))
            policy.maximumSize = full - 150_000
            var outcome = try await Retention(store: bench.store, policy: policy).sweep(at: now)
            #expect(!outcome.isStillTooLarge && outcome.incidents > 5 && outcome.incidents < 30)
            #expect(try await bench.database.size() <= policy.maximumSize)
            #expect(try await bench.integers("SELECT MIN(id) FROM incidents") == [outcome.incidents + 1])
            // What is younger than the least age stays, however large the database is.
            policy.maximumSize = 1
            outcome = try await Retention(store: bench.store, policy: policy).sweep(at: now)
            #expect(outcome.isStillTooLarge)
            #expect(try await bench.integers("SELECT MIN(id), COUNT(*) FROM incidents") == [30])
        }
    }

    @Test func oldRejectedRecordsGo() async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                for number in 1...30 as ClosedRange<Int64> {
                    try transaction.insert(
                        RejectedRecord(
                            rawSequence: number, source: "edr", received: CaseBench.start + .days(number), error: "no JSON",
                            sample: [1], size: 1))
                }
            }
            var policy = RetentionPolicy()
            policy.transactionAlerts = 7
            let outcome = try await Retention(store: bench.store, policy: policy).sweep(at: CaseBench.start + .days(51))
            #expect(outcome.rejectedRecords == 20)
            #expect(
                try await bench.store.read { try $0.rejectedRecords(limit: 100).map(\.rawSequence) }
                    == Array((21...30).reversed()))
            #expect(try await bench.store.audit().findings == [])
        }
    }

    @Test func defaults() {
        let policy = RetentionPolicy()
        #expect(policy.maximumAge == .days(180) && policy.minimumAge == .days(30) && policy.rejectedRecordAge == .days(30))
        #expect(policy.maximumSize == 20 << 30 && policy.transactionAlerts == 2000 && policy.transactionIncidents == 200)
    }
}
