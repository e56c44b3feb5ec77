internal import CaseStore
internal import Primitives
internal import SecurityModel

/// An incident with everything that explains it: the terms of its rank, what it touches, what fired, and why its alerts
/// are together.
struct ExplainedIncident {
    /// Rows of each list, at most.
    static let largestList = 100

    private let reader: CaseReader
    private let incident: Incident

    init?(_ id: IncidentID, _ reader: CaseReader) throws {
        guard let incident = try reader.incident(id) else { return nil }
        self.incident = incident
        self.reader = reader
    }

    func json() throws -> JSONValue {
        var json = incident.row
        json["continues"] = incident.continues.map { .string($0.description) } ?? .null
        json["resolvingComment"] = .text(orNull: incident.resolvingComment)
        json["summary"] = .text(orNull: incident.summary)
        json["comments"] = .array(incident.comments.map(\.graph))
        json["factors"] = .array(incident.priorityFactors.map(ExplainedIncident.factor))
        json["queueGrounds"] = .array(
            incident.queueGrounds.map { ["name": .string($0.name), "text": .string($0.text)] })
        json["entities"] = .array(try entities())
        json["detectors"] = .array(try detectors())
        json["products"] = .array(
            try reader.facet(.product, of: incident.id).map { ["name": .string($0.value), "alertCount": .integer($0.alerts)] })
        json["techniques"] = .array(try techniques())
        json["reasons"] = .array(try reasons())
        json["mergeReasons"] = .array(try mergeReasons())
        json["merged"] = .array(try reader.merged(into: incident.id).map { .string($0.description) })
        return .object(json)
    }

    private static func factor(_ factor: PriorityFactor) -> JSONValue {
        ["name": .string(factor.name), "points": .number((factor.points * 10).rounded() / 10), "text": .string(factor.text)]
    }

    private func entities() throws -> [JSONValue] {
        try reader.entities(of: incident.id, limit: ExplainedIncident.largestList).map { entity in
            var json = entity.key.json(entity.roles)
            json["alertCount"] = .integer(entity.alertCount)
            json["aliases"] = .array(entity.aliases.map { .string($0.value) })
            return .object(json)
        }
    }

    private func detectors() throws -> [JSONValue] {
        try reader.facet(.detector, of: incident.id).prefix(ExplainedIncident.largestList).compactMap { value, alerts in
            guard let id = Int64(value), var json = try reader.detector(id)?.json.object else { return nil }
            json["alertCount"] = .integer(alerts)
            return .object(json)
        }
    }

    private func techniques() throws -> [JSONValue] {
        try reader.facet(.technique, of: incident.id).prefix(ExplainedIncident.largestList).map { value, alerts in
            [
                "id": .string(value), "name": .string(Technique(value)?.name ?? value), "alertCount": .integer(alerts),
            ]
        }
    }

    /// What brought the incidents in that were merged into it, those with the same words together.
    private func mergeReasons() throws -> [JSONValue] {
        var groups: [(text: String, incidents: [JSONValue])] = []
        for change in try reader.merges(into: incident.id, limit: ExplainedIncident.largestList) {
            guard let merge = change.merge else { continue }
            let text = ((change.isPerson ? ["\(change.actor) merged them."] : []) + merge.reasons).joined(separator: " ")
            let number = JSONValue.string(merge.source.description)
            if let index = groups.firstIndex(where: { $0.text == text }) {
                groups[index].incidents.append(number)
            } else {
                groups.append((text, [number]))
            }
        }
        return groups.map { ["text": .string($0.text), "incidents": .array($0.incidents)] }
    }

    private func reasons() throws -> [JSONValue] {
        try reader.reasons(of: incident.id, limit: ExplainedIncident.largestList).flatMap { group in
            group.reasons.map { reason in
                var json = reason.json
                json["alertCount"] = .integer(group.alertCount)
                json["example"] = .string(group.example.description)
                return .object(json)
            }
        }
    }
}
