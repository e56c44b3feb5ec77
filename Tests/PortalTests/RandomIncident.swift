import CaseStore
import Primitives
import SecurityModel
import SeededRandom

@testable import Portal

/// Groups of alerts over so many things, the same for the same seed.
struct RandomIncident {
    var groups: [AlertGroup] = []
    var keys: [Int64: EntityKey] = [:]

    var graph: IncidentGraph { IncidentGraph(groups, keys: keys) }

    init(seed: UInt64, things: Int) {
        var generator = SeededGenerator(seed: seed)
        let kinds: [EntityKind] = [.device, .user, .ip, .url, .file, .process, .mailbox, .registry]
        let roles: [RoleSet] = [
            [], RoleSet([.attacker]), RoleSet([.attacked]), RoleSet([.source]), RoleSet([.commandAndControl]),
        ]
        for id in 1...Int64(things) {
            keys[id] = EntityKey(kinds[Int.random(in: 0..<kinds.count, using: &generator)], "thing \(id)", .strong)
        }
        for id in 1...Int64(things) {
            let others = (0..<2).map { _ in Int64.random(in: 1...Int64(things), using: &generator) }
            let entities = ([id] + others.filter { $0 != id }).map { entity in
                ObservedEntity(entity: entity, roles: roles.randomElement(using: &generator) ?? [])
            }
            groups.append(RandomIncident.group(id, entities: entities))
        }
    }

    static func group(_ number: Int64, entities: [ObservedEntity]) -> AlertGroup {
        let time = Timestamp(unixSeconds: 1_777_888_800 + number * 60)
        return AlertGroup(
            detector: number, title: "Rule \(number)", severity: .medium, alertCount: 1, openCount: 1, firstActivity: time,
            lastActivity: time,
            example: AlertID(number + 1), tactics: [], entities: entities)
    }

    static func incident(owner: String = "", status: IncidentStatus = .active) -> Incident {
        let time = Timestamp(unixSeconds: Int64(1_777_888_800))
        return Incident(
            id: IncidentID(1), displayName: "Attempts on web01", hasCustomName: false, status: status, severity: .medium,
            classification: .unknown, determination: .unknown, assignedTo: owner, customTags: [], systemTags: [],
            resolvingComment: "", summary: "", redirectIncidentId: nil, continues: nil, priority: 40, priorityFactors: [],
            isOnQueue: true, alertCount: 2, activeAlertCount: 2, tactics: [], firstActivity: time, lastActivity: time,
            created: time, lastUpdate: time, lastModifiedBy: "", comments: [])
    }
}
