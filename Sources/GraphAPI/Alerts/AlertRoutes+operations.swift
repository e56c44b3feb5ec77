internal import CaseStore
internal import HTTPTypes
internal import OData

extension AlertRoutes {
    static var operations: [Operation] {
        GraphScope.versions.flatMap(sets).flatMap { path, _ -> [Operation] in
            [
                .collection(
                    path, "Alerts, the newest first.", of: "GraphAlert",
                    taking: [.filter, .top, .skip, .skiptoken, .count, .orderby, .select]),
                .count("\(path)/$count"), .entity("\(path)/:alert", "One alert.", "GraphAlert"),
                .comments("\(path)/:alert/comments", "The comments of an alert."),
                .count("\(path)/:alert/comments/$count", taking: []),
            ]
        }
    }
}

extension AlertChangeRoutes {
    static var operations: [Operation] {
        let changes = GraphScope.versions.flatMap(AlertRoutes.sets).flatMap { path, _ -> [Operation] in
            [
                Operation(.patch, "\(path)/:alert", "Sets fields of an alert; others stay.")
                    .taking(.object([], optional: EntityShape.alert.fields(AlertUpdate.names), isClosed: true))
                    .giving(.named("GraphAlert")).failing(409),
                .comment("\(path)/:alert/comments", "Adds a comment to an alert."),
            ]
        }
        let moves = GraphScope.versions.map { version in
            Operation(.post, "\(version)/security/alerts_v2/moveAlerts", "Moves alerts to an incident, or to a new one.")
                .taking(
                    .object(
                        [("alertIds", .list(.text))],
                        optional: [("incidentId", .text), ("alertComment", .text), ("newCorrelationReasons", .any)],
                        isClosed: true)
                )
                .giving(.target).failing(404, 409)
        }
        return changes + moves
    }
}

extension AlertEntryRoutes {
    static var operations: [Operation] {
        GraphScope.versions.map { version in
            Operation(.post, "\(version)/security/alerts_v2", "Enters an alert.")
                .taking(
                    .object(
                        [("title", .text(1...200))], optional: EntityShape.alert.fields(names.filter { $0 != "title" }),
                        isClosed: true)
                )
                .giving(.named("GraphAlert"), status: 201).failing(404, 409)
        }
    }
}

extension BatchRoutes {
    static var operations: [Operation] {
        GraphScope.versions.map { version in
            Operation(.post, "\(version)/$batch", "Several requests in one.")
                .taking(
                    .object([("requests", .list(["id": .text, "method": .text, "url": .text]))], isClosed: true)
                )
                .giving(["responses": .list(["id": .text, "status": .count])])
        }
    }
}
