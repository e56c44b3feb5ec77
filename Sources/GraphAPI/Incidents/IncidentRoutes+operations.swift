internal import CaseStore
internal import HTTPTypes
internal import OData

extension IncidentRoutes {
    static var operations: [Operation] {
        GraphScope.versions.flatMap { version -> [Operation] in
            let path = "\(version)/security/incidents"
            return [
                .collection(
                    path, "Incidents, the newest first.", of: "GraphIncident",
                    taking: [.filter, .top, .skip, .skiptoken, .count, .orderby, .expand, .select]),
                .count("\(path)/$count"),
                .entity("\(path)/:id", "One incident.", "GraphIncident", taking: [.expand, .select]),
                .comments("\(path)/:id/comments", "The comments of an incident."),
            ]
        }
    }
}

extension IncidentChangeRoutes {
    static var operations: [Operation] {
        GraphScope.versions.flatMap { version -> [Operation] in
            let path = "\(version)/security/incidents"
            return [
                Operation(.patch, "\(path)/:id", "Sets fields of an incident; others stay.")
                    .taking(.object([], optional: EntityShape.incident.fields(IncidentUpdate.names), isClosed: true))
                    .giving(.named("GraphIncident")).failing(409),
                .comment("\(path)/:id/comments", "Adds a comment to an incident."),
                Operation(.post, "\(path)/mergeIncidents", "Makes one incident of several.")
                    .taking(
                        .object(
                            [("incidentIds", .list(.text))], optional: [("incidentComment", .text), ("mergeReasons", .any)],
                            isClosed: true)
                    )
                    .giving(.target).failing(404, 409),
            ]
        }
    }
}

extension Operation {
    static func comments(_ path: String, _ summary: String) -> Operation {
        Operation(.get, path, summary).giving(.collection(of: .named("Comment")))
    }

    static func comment(_ path: String, _ summary: String) -> Operation {
        Operation(.post, path, "\(summary) Answers all of them.")
            .taking(.object([("comment", .text(1...1000, example: "Looked at it."))])).giving(.collection(of: .named("Comment")))
    }
}

extension Schema {
    /// Where merged incidents and moved alerts are.
    static let target = Schema.object([("targetIncidentId", .incidentID)], optional: [("@odata.context", .text)])
}
