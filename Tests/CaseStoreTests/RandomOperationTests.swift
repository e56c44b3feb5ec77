import CaseStore
import Primitives
import SQL
import SecurityModel
import SeededRandom
import Testing

/// Whatever happens to cases, and in whichever order, what the store derives is what a recount gives.
@Suite struct RandomOperationTests {
    @Test(arguments: [1, 2, 3, 4, 5, 6] as [UInt64])
    func derivedValuesEqualARecount(seed: UInt64) async throws {
        try await CaseBench.with { bench in
            var random = SeededGenerator(seed: seed)
            var world = World()
            for step in 0..<150 {
                let operation = world.operation(at: Int64(step), &random)
                try await bench.write(by: CaseBench.person, at: Int64(step)) { try operation.run($0) }
                let alerts = world.alerts.mapValues(\.facts)
                let (kept, counted) = try await bench.database.read {
                    (try Recount.kept($0), try Recount.counted($0, alerts: alerts))
                }
                guard kept != counted else { continue }
                for (id, values) in counted.incidents where kept.incidents[id] != values {
                    Issue.record(
                        "seed \(seed), step \(step), \(operation): incident \(id) has \(kept.incidents[id] as Any), not \(values)"
                    )
                }
                #expect(kept.entities == counted.entities, "seed \(seed), step \(step), \(operation)")
                return
            }
            let audit = try await bench.store.audit()
            #expect(audit.findings == [], "seed \(seed)")
            #expect(audit.alerts == Int64(world.alerts.count))
        }
    }
}

/// What a test knows of the cases it made.
private struct World {
    struct Entry {
        var alert: NewAlert
        var facts: NewAlertFacts
    }

    var alerts: [Int64: Entry] = [:]
    var incidents: Int64 = 0

    enum Operation: Sendable {
        case add([NewAlert], Int64)
        case merge(Int64, Int64), undo(Int64), move([(alerts: [Int64], target: Int64)]), resolve(Int64), reopen(Int64)
        case settle(Int64, AlertStatus), fold(NewAlert, Int64)

        /// What does not fit the state of the moment is refused, and nothing may have changed then.
        func run(_ transaction: CaseTransaction) throws {
            do {
                switch self {
                case .add(let alerts, let incident):
                    // Correlation places alerts in incidents that stand.
                    let home = try transaction.reader.survivor(of: IncidentID(incident))?.number ?? incident
                    try transaction.place(alerts, in: home)
                case .merge(let source, let target):
                    try transaction.merge(IncidentID(source), into: IncidentID(target), reasons: [])
                case .undo(let source): try transaction.undoMerge(of: IncidentID(source))
                case .move(let moves):
                    try transaction.move(
                        moves.compactMap { alerts, target in
                            try transaction.reader.survivor(of: IncidentID(target)).map { home in
                                AlertMove(alerts.map { AlertID($0) }, to: home, reasons: [])
                            }
                        })
                case .resolve(let incident): try set(.resolved, incident, transaction)
                case .reopen(let incident): try set(.active, incident, transaction)
                case .settle(let alert, let status):
                    var update = AlertUpdate()
                    update.status = status
                    try transaction.update(AlertID(alert), update)
                case .fold(let alert, let minute):
                    var report = alert.report
                    report.firstActivity = CaseBench.start + .minutes(minute)
                    report.lastActivity = report.firstActivity
                    try transaction.fold(report, into: alert.id)
                }
            } catch is UpdateError {}
        }

        private func set(_ status: IncidentStatus, _ incident: Int64, _ transaction: CaseTransaction) throws {
            var update = IncidentUpdate()
            update.status = status
            try transaction.update(IncidentID(incident), update)
        }
    }

    mutating func operation(at minute: Int64, _ random: inout SeededGenerator) -> Operation {
        let any = { (random: inout SeededGenerator, bound: Int64) in Int64.random(in: 1...max(1, bound), using: &random) }
        let (one, other) = (any(&random, incidents), any(&random, incidents))
        let alert = any(&random, Int64(alerts.count))
        switch alerts.isEmpty ? 0 : Int.random(in: 0..<12, using: &random) {
        case 0...3: return add(minute, &random)
        case 4, 5: return .merge(one, other)
        case 6: return .undo(one)
        case 7:
            return .move([one, other].map { target in ((0..<3).map { _ in any(&random, Int64(alerts.count)) }, target) })
        case 8: return .resolve(one)
        case 9: return .reopen(one)
        case 10: return .settle(alert, Bool.random(using: &random) ? .resolved : .inProgress)
        default: return alerts[alert].map { .fold($0.alert, minute - any(&random, 40)) } ?? .reopen(one)
        }
    }

    private mutating func add(_ minute: Int64, _ random: inout SeededGenerator) -> Operation {
        let isNew = incidents == 0 || Int.random(in: 0..<3, using: &random) == 0
        if isNew { incidents += 1 }
        let incident = isNew ? incidents : Int64.random(in: 1...incidents, using: &random)
        let batch = (0..<Int.random(in: 1...5, using: &random)).map { _ in make(minute, &random) }
        return .add(batch, incident)
    }

    private mutating func make(_ minute: Int64, _ random: inout SeededGenerator) -> NewAlert {
        let number = Int64(alerts.count + 1)
        let severity = AlertSeverity.allCases.randomElement(using: &random) ?? .low
        let tactic = Tactic.allCases.randomElement(using: &random) ?? .execution
        let detector = Int64.random(in: 1...4, using: &random)
        let source = Int64.random(in: 1...2, using: &random)
        let group = Int32.random(in: 0...2, using: &random)
        let techniques = Bool.random(using: &random) ? ["T1059", "T1003.001", "T1059"] : []
        let numbers = Set((0..<Int.random(in: 0...4, using: &random)).map { _ in Int64.random(in: 45...55, using: &random) })
        let entities = numbers.sorted().map { ($0, [RoleSet.struck, .hostile, []].randomElement(using: &random) ?? []) }
        let made = alert(
            number, source: source, severity: severity, detector: detector, tactic: tactic, techniques: techniques,
            minute: minute,
            group: group, entities: entities)
        var facets = [
            "1=\(source == 1 ? "microsoftDefenderForEndpoint" : "unknown")", "2=customDetection", "3=Product \(source)",
            "4=\(tactic.shortName)", "6=\(detector)", "7=\(severity.name)", "8=\(source == 1 ? "edr" : "ids")",
        ]
        if !techniques.isEmpty { facets += ["5=T1059", "5=T1003.001"] }
        if group != 0 { facets.append("9=\(group)") }
        if detector.isMultiple(of: 2) { facets.append("14=policy-\(detector)") }
        if number.isMultiple(of: 3) { facets += ["15=Exchange", "15=SharePoint"] }
        if number.isMultiple(of: 5) { facets.append("17=vip") }
        let facts = NewAlertFacts(
            links: entities.map { ($0.0, Int64($0.1.rawValue)) }, severity: Int64(severity.rawValue),
            tactics: Int64(TacticSet(tactic).rawValue), facets: facets)
        alerts[number] = Entry(alert: made, facts: facts)
        return made
    }
}
