internal import Access
internal import CaseStore
internal import Primitives
internal import SecurityModel

/// `bookmarks`.
struct BookmarkResource: RecordResource {
    static let path = "bookmarks"
    static let type = "Bookmarks"
    static let reading = Permission.readIncidents
    static let writing = Permission.manageIncidents

    static func record(named name: String, in scope: RecordScope, _ body: ResourceBody) throws(APIError) -> Bookmark {
        let properties = body.properties
        return Bookmark(
            name: name, displayName: try properties.requiredText("displayName"), query: try properties.requiredText("query"),
            queryResult: try properties.text("queryResult") ?? "", notes: try properties.text("notes") ?? "",
            labels: try properties.list("labels"), tactics: try properties.list("tactics"),
            techniques: try properties.list("techniques"), eventTime: try properties.time("eventTime"),
            queryStart: try properties.time("queryStartTime"), queryEnd: try properties.time("queryEndTime"),
            entityMappings: properties["entityMappings"]?.array ?? [])
    }

    static func envelope(_ bookmark: Bookmark, _ reader: CaseReader, at address: ResourceAddress) throws -> ResourceEnvelope {
        func time(_ time: Timestamp?) -> JSONValue { time.map { .string($0.rfc3339) } ?? .null }
        var properties = JSONObject(
            [
                .init(name: "displayName", value: .string(bookmark.displayName)),
                .init(name: "query", value: .string(bookmark.query)),
                .init(name: "queryResult", value: .text(orNull: bookmark.queryResult)),
                .init(name: "notes", value: .text(orNull: bookmark.notes)),
                .init(name: "labels", value: .texts(bookmark.labels)),
                .init(name: "tactics", value: .texts(bookmark.tactics)),
                .init(name: "techniques", value: .texts(bookmark.techniques)),
                .init(name: "eventTime", value: time(bookmark.eventTime)),
                .init(name: "queryStartTime", value: time(bookmark.queryStart)),
                .init(name: "queryEndTime", value: time(bookmark.queryEnd)),
                .init(name: "entityMappings", value: .array(bookmark.entityMappings)),
            ] + bookmark.authorship.users)
        if let pin = try reader.seenAttachments(of: bookmark.name).first, let incident = try reader.incident(pin.incident) {
            properties["incidentInfo"] = [
                "incidentId": .string(try IncidentResource.name(of: incident.id, reader)),
                "severity": .string(SentinelSeverity(incident.severity).name), "title": .string(incident.displayName),
                "relationName": .string(pin.name),
            ]
        }
        return ResourceEnvelope(
            path: "\(type)/\(bookmark.name)", name: bookmark.name, type: type, version: bookmark.authorship.updated,
            properties: properties)
    }
}
