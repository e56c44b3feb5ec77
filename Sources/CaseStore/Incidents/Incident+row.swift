internal import Primitives
internal import SQL
internal import SecurityModel

extension Incident {
    /// An incident out of the columns of `IncidentSQL.columns`, its tags and comments not read yet.
    init(row: any SQLRow) {
        self.init(
            id: IncidentID(row.integer(0)), displayName: row.text(1), hasCustomName: row.bool(2),
            status: IncidentStatus(rawValue: UInt8(row.integer(3))) ?? .active,
            severity: AlertSeverity(rawValue: UInt8(row.integer(4))) ?? .unknown,
            classification: Classification(rawValue: UInt8(row.integer(5))) ?? .unknown,
            determination: Determination(rawValue: UInt8(row.integer(6))) ?? .unknown, assignedTo: row.text(7),
            customTags: [], systemTags: [], resolvingComment: row.text(8), summary: row.text(9),
            redirectIncidentId: row.optionalInteger(10).map(IncidentID.init),
            continues: row.optionalInteger(11).map(IncidentID.init),
            priority: row.real(12), priorityFactors: PriorityFactor.factors(row.text(13)), isOnQueue: row.bool(14),
            alertCount: row.integer(15), activeAlertCount: row.integer(16), tactics: TacticSet(rawValue: UInt32(row.integer(17))),
            firstActivity: Timestamp(ticks: row.integer(18)), lastActivity: Timestamp(ticks: row.integer(19)),
            created: Timestamp(ticks: row.integer(20)), lastUpdate: Timestamp(ticks: row.integer(21)),
            lastModifiedBy: row.text(22), comments: [])
        queueGrounds = QueueGround.grounds(row.text(23))
    }
}

extension PriorityFactor {
    /// Factors as the JSON that a row keeps.
    static func text(_ factors: [PriorityFactor]) -> String {
        JSONValue.array(factors.map { .array([.string($0.name), .number($0.points), .string($0.text)]) }).text
    }

    static func factors(_ text: String) -> [PriorityFactor] {
        guard let root = try? JSONDocument(parsing: text).root else { return [] }
        return root.elements.map { factor in
            let parts = factor.elements
            return PriorityFactor(
                name: parts.first?.string ?? "", points: parts.dropFirst().first?.number ?? 0,
                text: parts.dropFirst(2).first?.string ?? "")
        }
    }
}

extension QueueGround {
    /// Grounds as the JSON that a row keeps.
    static func text(_ grounds: [QueueGround]) -> String {
        JSONValue.array(grounds.map { .array([.string($0.name), .string($0.text)]) }).text
    }

    static func grounds(_ text: String) -> [QueueGround] {
        guard let root = try? JSONDocument(parsing: text).root else { return [] }
        return root.elements.map { ground in
            let parts = ground.elements
            return QueueGround(name: parts.first?.string ?? "", text: parts.dropFirst().first?.string ?? "")
        }
    }
}
