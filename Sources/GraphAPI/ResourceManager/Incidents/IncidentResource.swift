internal import CaseStore
internal import Primitives
internal import SecurityModel

/// An incident as the dialect shows it, with what that needs from beside its row.
struct IncidentResource: Sendable {
    private let incident: Incident
    private let name: String
    private let bookmarks: Int64
    private let products: [String]
    private let techniques: [String]

    init(_ incident: Incident, _ reader: CaseReader) throws {
        self.incident = incident
        name = try IncidentResource.name(of: incident.id, reader)
        bookmarks = try reader.bookmarkCount(of: incident.id)
        products = try reader.facet(.product, of: incident.id).map(\.value)
        techniques = try reader.facet(.technique, of: incident.id).map(\.value)
    }

    static let type = "Incidents"

    /// The name that a client gave, else the UUID that follows from the number.
    static func name(of id: IncidentID, _ reader: CaseReader) throws -> String {
        try reader.name(of: id) ?? StableUUID("incident", id.number).description
    }

    /// The incident that a segment names: by a client's name, its UUID or its number. `nil` where there is none.
    static func find(_ segment: String, _ reader: CaseReader) throws -> Incident? {
        let number = try reader.incident(named: segment) ?? StableUUID.number(of: segment, "incident").map { IncidentID($0) }
        guard let id = number ?? IncidentID(segment) else { return nil }
        return try reader.incident(id)
    }

    /// What of it can be set, in the dialect's words; the severity stays out, so that it is not pinned.
    var settable: JSONObject {
        JSONObject([
            .init(name: "title", value: .string(incident.displayName)),
            .init(name: "description", value: .text(orNull: incident.summary)),
            .init(name: "status", value: .string(SentinelStatus(incident.status).name)),
            .init(name: "classification", value: SentinelClassification(incident).map { .string($0.name) } ?? .null),
            .init(
                name: "classificationReason", value: SentinelClassification(incident)?.reason.map(JSONValue.string) ?? .null),
            .init(name: "classificationComment", value: .text(orNull: incident.resolvingComment)),
            .init(name: "owner", value: SentinelOwner.json(incident.assignedTo)), .init(name: "labels", value: labels),
        ])
    }

    func envelope(_ facts: ServerFacts, at address: ResourceAddress) -> ResourceEnvelope {
        ResourceEnvelope(
            path: "\(IncidentResource.type)/\(name)", name: name, type: IncidentResource.type, version: incident.lastUpdate,
            properties: properties(facts, at: address))
    }

    private func properties(_ facts: ServerFacts, at address: ResourceAddress) -> JSONObject {
        let url = JSONValue.string("\(facts.address)/incidents/\(incident.id)")
        return JSONObject(
            settable.members + [
                .init(name: "severity", value: .string(SentinelSeverity(incident.severity).name)),
                .init(name: "firstActivityTimeUtc", value: .string(incident.firstActivity.rfc3339)),
                .init(name: "lastActivityTimeUtc", value: .string(incident.lastActivity.rfc3339)),
                .init(name: "lastModifiedTimeUtc", value: .string(incident.lastUpdate.rfc3339)),
                .init(name: "createdTimeUtc", value: .string(incident.created.rfc3339)),
                .init(name: "incidentNumber", value: .integer(incident.id.number)),
                .init(name: "relatedAnalyticRuleIds", value: []), .init(name: "incidentUrl", value: url),
                .init(name: "providerName", value: "Microsoft XDR"),
                .init(name: "providerIncidentId", value: .string(incident.id.description)),
                .init(name: "additionalData", value: .object(additionalData(facts, url))),
            ])
    }

    private var labels: JSONValue {
        .array(
            incident.customTags.map { ["labelName": .string($0), "labelType": "User"] }
                + incident.systemTags.map { ["labelName": .string($0), "labelType": "AutoAssigned"] })
    }

    private func additionalData(_ facts: ServerFacts, _ url: JSONValue) -> JSONObject {
        var data = JSONObject([
            .init(name: "alertsCount", value: .integer(incident.alertCount)),
            .init(name: "bookmarksCount", value: .integer(bookmarks)),
            .init(name: "commentsCount", value: .integer(Int64(incident.comments.count))),
            .init(name: "alertProductNames", value: .texts(products)),
            .init(name: "tactics", value: .array(incident.tactics.tactics.map { .string($0.category) })),
            .init(name: "techniques", value: .texts(techniques)),
            .init(name: "providerIncidentUrl", value: url),
        ])
        if let target = incident.redirectIncidentId {
            data["mergedIncidentNumber"] = .string(target.description)
            data["mergedIncidentUrl"] = .string("\(facts.address)/incidents/\(target)")
        }
        return data
    }
}

extension CaseReader {
    /// The incident that a segment of an address names.
    func requiredIncident(_ segment: String) throws -> Incident {
        guard let incident = try IncidentResource.find(segment, self) else {
            throw APIError.notFound("there is no incident '\(segment)'")
        }
        return incident
    }
}
