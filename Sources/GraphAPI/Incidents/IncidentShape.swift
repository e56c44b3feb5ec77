internal import Primitives
internal import SecurityModel

extension EntityShape where Entity == Incident {
    /// Graph's incident, in the metadata's words.
    static let incident = EntityShape(
        "#microsoft.graph.security.incident",
        [
            Property("id") { incident, _, writer in writer.write(incident.id.description) },
            Property("tenantId") { _, scope, writer in writer.write(scope.facts.tenant) },
            Property("status", .member(IncidentStatus.self)) { incident, _, writer in writer.write(incident.status.name) },
            Property("incidentWebUrl") { incident, scope, writer in
                writer.write("\(scope.facts.address)/incidents/\(incident.id)")
            },
            Property("redirectIncidentId", .text.orNull) { incident, _, writer in
                writer.write(orNull: incident.redirectIncidentId?.description ?? "")
            },
            Property("displayName") { incident, _, writer in writer.write(incident.displayName) },
            .time("createdDateTime") { $0.created },
            .time("lastUpdateDateTime") { $0.lastUpdate },
            .text("assignedTo") { $0.assignedTo },
            Property("classification", .member(Classification.self)) { incident, _, writer in
                writer.write(incident.classification.name)
            },
            Property("determination", .member(Determination.self)) { incident, _, writer in
                writer.write(incident.determination.name)
            },
            Property("severity", .member(AlertSeverity.self)) { incident, _, writer in writer.write(incident.severity.name) },
            Property("priorityScore", .integer(0...100)) { incident, _, writer in writer.write(incident.priorityScore) },
            .texts("customTags") { $0.customTags },
            .texts("systemTags") { $0.systemTags },
            .text("description") { $0.summary },
            .text("summary") { $0.summary },
            .text("resolvingComment") { $0.resolvingComment },
            .text("lastModifiedBy") { $0.lastModifiedBy },
            Property("comments", .list(.named("Comment"))) { incident, _, writer in writer.write(incident.comments) },
            // What an incident as a whole calls for is told by nothing here; its alerts have their own recommendations.
            Property("recommendedActions", .text.orNull, isBeta: true) { _, _, writer in writer.writeNull() },
            Property("recommendedHuntingQueries", .list(.object([("kqlText", .text)])), isBeta: true) { _, _, writer in
                writer.beginArray()
                writer.endArray()
            },
        ])
}

extension JSONWriter {
    /// Graph's `alertComment`s.
    mutating func write(_ comments: [Comment]) {
        beginArray()
        for comment in comments {
            beginObject()
            key("@odata.type")
            write("#microsoft.graph.security.alertComment")
            key("comment")
            write(comment.text)
            key("createdByDisplayName")
            write(comment.author)
            key("createdDateTime")
            write(comment.created)
            endObject()
        }
        endArray()
    }
}
