import CaseStore
import Primitives
import SecurityModel
import Testing

@Suite struct IncidentMergingTests {
    /// 1 into 2, 2 into 3: ids keep working, and each merge can be undone on its own.
    @Test func chainsOfRedirectsAndTheirUndoing() async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                for number in 1...3 as ClosedRange<Int64> {
                    try transaction.place(
                        [alert(number, severity: number == 1 ? .high : .low, entities: [(number, .struck)])], in: number)
                }
                try transaction.merge(IncidentID(1), into: IncidentID(2), reasons: [])
                try transaction.merge(IncidentID(2), into: IncidentID(3), reasons: [])
            }
            #expect(try await bench.roots([1, 2, 3]) == [3, 3, 3])
            #expect(try await bench.stored(alert: 1).incident == IncidentID(3))
            var whole = try await bench.incident(3)
            #expect(whole.alertCount == 3 && whole.severity == .high)
            #expect(try await bench.incident(1).status == .redirected)
            #expect(try await bench.incident(1).redirectIncidentId == IncidentID(2))
            #expect(try await bench.incident(1).systemTags == ["Redirected"])
            #expect(try await bench.store.read { try $0.alerts(of: IncidentID(3), limit: 10).map(\.id.number) } == [1, 2, 3])

            try await bench.write { try $0.undoMerge(of: IncidentID(2)) }
            #expect(try await bench.roots([1, 2, 3]) == [2, 2, 3])
            whole = try await bench.incident(3)
            #expect(whole.alertCount == 1 && whole.severity == .low)
            #expect(try await bench.incident(2).alertCount == 2)
            #expect(try await bench.incident(2).status == .active)
            #expect(try await bench.store.read { try $0.entities(of: IncidentID(3)).map(\.id) } == [3])

            try await bench.write { try $0.undoMerge(of: IncidentID(1)) }
            #expect(try await bench.roots([1, 2, 3]) == [1, 2, 3])
            #expect(try await bench.incident(1).systemTags == [])
        }
    }

    /// What was merged in is the incident's, too, whether its alerts are looked through or those of the title.
    @Test(arguments: [1, 250] as [Int64])
    func alertsOfATitleAreFoundInWhatWasMerged(_ others: Int64) async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                try transaction.place([alert(1, detector: 9, entities: [(7, .struck)])], in: 1)
                try transaction.place((2...(others + 1)).map { alert($0, entities: [(8, .struck)]) }, in: 2)
                try transaction.merge(IncidentID(1), into: IncidentID(2), reasons: [])
            }
            let whole = try await bench.incident(2)
            let named = try await bench.store.read { try $0.entities(ofAlertTitled: "Alert of rule 9", in: whole).map(\.entity) }
            #expect(named == [7])
            #expect(try await bench.store.read { try $0.entities(ofAlertTitled: "Other", in: whole) } == [])
        }
    }

    @Test func whatOnlyTheSourceHadStaysTrueOfTheWhole() async throws {
        try await CaseBench.with { bench in
            try await bench.write(by: CaseBench.person) { transaction in
                for number in 1...2 as ClosedRange<Int64> { try transaction.place([alert(number)], in: number) }
                var update = IncidentUpdate()
                update.assignedTo = "ada"
                update.classification = .truePositive
                update.determination = .phishing
                update.customTags = ["vip"]
                update.displayName = "Mine"
                try transaction.update(IncidentID(1), update)
                try transaction.merge(IncidentID(1), into: IncidentID(2), reasons: [])
            }
            let whole = try await bench.incident(2)
            #expect(whole.assignedTo == "ada" && whole.classification == .truePositive && whole.determination == .phishing)
            #expect(whole.customTags == ["vip"] && whole.displayName == "Mine" && whole.hasCustomName)
            #expect(try await bench.stored(alert: 2).assignedTo == "ada")
        }
    }

    @Test func refusals() async throws {
        try await CaseBench.with { bench in
            try await bench.write { transaction in
                for number in 1...3 as ClosedRange<Int64> { try transaction.place([alert(number)], in: number) }
                try transaction.merge(IncidentID(1), into: IncidentID(2), reasons: [])
            }
            for (source, target) in [(1, 3), (3, 1), (3, 3)] as [(Int64, Int64)] {
                await #expect(throws: UpdateError.lifecycle(.redirected)) {
                    try await bench.write { try $0.merge(IncidentID(source), into: IncidentID(target), reasons: []) }
                }
            }
            await #expect(throws: UpdateError.noSuchIncident(IncidentID(9))) {
                try await bench.write { try $0.merge(IncidentID(9), into: IncidentID(3), reasons: []) }
            }
            await #expect(throws: UpdateError.lifecycle(.notRedirected)) {
                try await bench.write { try $0.undoMerge(of: IncidentID(3)) }
            }
        }
    }

    @Test func movedAlertsLeaveWithTheirEntities() async throws {
        try await CaseBench.with { bench in
            let reason = LinkReason(signal: "person", subject: "ada", weight: 0, text: "ada decided so.")
            try await bench.write { transaction in
                try transaction.place(
                    [alert(1, severity: .high, entities: [(1, .hostile)]), alert(2, severity: .low, entities: [(1, .struck)])],
                    in: 1)
                try transaction.place([alert(3, entities: [(3, .struck)])], in: 2)
                try transaction.move([AlertMove([AlertID(1)], to: IncidentID(2), reasons: [reason])])
            }
            #expect(try await bench.incident(1).severity == .low)
            #expect(try await bench.incident(2).severity == .high)
            let left = try await bench.store.read { try $0.entities(of: IncidentID(1)) }
            #expect(left.map(\.roles) == [.struck] && left.map(\.alertCount) == [1])
            #expect(try await bench.stored(alert: 1).reasons == [reason])
            let changes = try await bench.store.read { try $0.changes(of: IncidentID(2), limit: 10) }
            #expect(changes.last?.action == "alertsMoved")
        }
    }

    @Test func anAlertComesBackAsItWent() async throws {
        try await CaseBench.with { bench in
            let new = alert(1, techniques: ["T1059.001", "T1003"], entities: [(1, .struck), (2, .hostile), (50, [])])
            var full = new
            full.report.description = "line\n\"quoted\" \u{1F6F0}"
            full.report.additionalData = JSONObject([.init(name: "raw", value: ["a": [1, true, .null]])])
            full.report.evidence.append(.ip("10.0.0.1", roles: [.attacker]))
            full.report.systemTags = ["tag"]
            let expected = full
            try await bench.write { try $0.place([expected], in: 1) }
            let stored = try await bench.stored(alert: 1)
            #expect(stored.report == expected.report)
            #expect(try await bench.store.read { try $0.entities(of: AlertID(1)) } == expected.entities)
            let facets = try await bench.store.read { try $0.facet(.technique, of: IncidentID(1)).map(\.value) }
            #expect(facets == ["T1003", "T1059.001"])
            #expect(try await bench.store.read { try $0.alert(source: 1, identity: "p1") } == AlertID(1))
        }
    }
}

extension CaseBench {
    func roots(_ incidents: [Int64]) async throws -> [Int64] {
        try await store.read { reader in try incidents.compactMap { try reader.survivor(of: IncidentID($0))?.number } }
    }
}
