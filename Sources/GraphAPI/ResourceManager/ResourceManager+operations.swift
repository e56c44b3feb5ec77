internal import CaseStore
internal import HTTPTypes

// What is told of Azure Resource Manager's dialect, resource by resource.

extension ResourceManagerRoutes {
    static var operations: [Operation] { groups.flatMap { $0.operations } }
}

extension RecordRoutes {
    static var operations: [Operation] {
        Operation.all(of: Resource.path, by: Resource.recordParameter, Resource.Record.table.noun)
    }
}

extension WorkspaceRoutes {
    static var operations: [Operation] {
        [
            .workspace(.get, "", "The workspace itself.").giving(.object([])),
            .workspace(.get, "/savedSearches", "There are none.").giving(["value": .list(.any)]),
            .resource(.get, "onboardingStates", "The one onboarding state.").giving(["value": .list(.any)]),
            .resource(.get, "onboardingStates/:name", "The onboarding state 'default'.").giving(.object([])),
            .resource(.put, "onboardingStates/:name", "The same: it stands from the start.")
                .taking(.object([]), isRequired: false).giving(.object([])),
        ]
    }
}

extension IncidentResourceRoutes {
    static var operations: [Operation] {
        Operation.all(of: "incidents", by: "id", "incident") + [
            .notServed(.post, "\(ResourceAddress.path)/incidents/:id/runPlaybook", "Runs a playbook.")
        ]
    }
}

extension IncidentContentRoutes {
    static var operations: [Operation] {
        [
            .resource(.post, "incidents/:id/alerts", "The alerts of an incident.").giving(["value": .list(.any)]),
            .resource(.post, "incidents/:id/bookmarks", "The bookmarks that are pinned to an incident.")
                .giving(["value": .list(.any)]),
            .resource(.post, "incidents/:id/entities", "The entities of an incident.")
                .giving(["entities": .list(.any), "metaData": .list(.any)]),
        ]
    }
}

extension IncidentCommentRoutes {
    static var operations: [Operation] { Operation.all(of: "incidents/:id/comments", by: "comment", "comment") }
}

extension IncidentRelationRoutes {
    static var operations: [Operation] { Operation.all(of: "incidents/:id/relations", by: "name", "relation") }
}

extension BookmarkRelationRoutes {
    static var operations: [Operation] {
        Operation.all(of: "bookmarks/:id/relations", by: "name", "relation") + [
            .resource(.post, "bookmarks/:id/expand", "What follows from a bookmark: nothing.")
                .giving(["metaData": .any, "value": .any])
        ]
    }
}

extension WatchlistRoutes {
    static var operations: [Operation] { RecordRoutes<WatchlistResource>.operations }
}

extension AlertRuleRoutes {
    static var operations: [Operation] {
        RecordRoutes<AlertRuleResource>.operations + [
            .resources("alertRuleTemplates", "There are none."),
            .read(resource: "alertRuleTemplates/:id", "There is none."),
            .resources("alertRules/:id/actions", "There are none."),
            .read(resource: "alertRules/:id/actions/:name", "There is none."),
            .notServed(.put, "\(ResourceAddress.path)/alertRules/:id/actions/:name", "Makes an action."),
            .delete(resource: "alertRules/:id/actions/:name", "There is none."),
        ]
    }
}

extension DataConnectorRoutes {
    static var operations: [Operation] {
        [
            .resources("dataConnectors", "The sources by which records come in."),
            .read(resource: "dataConnectors/:name", "One source."),
            .notServed(.put, "\(ResourceAddress.path)/dataConnectors/:name", "Makes a source."),
            .notServed(.delete, "\(ResourceAddress.path)/dataConnectors/:name", "Deletes a source."),
        ]
    }
}

extension EntityResourceRoutes {
    static var operations: [Operation] {
        [
            .resources("entities", "The entities that alerts name."), .read(resource: "entities/:name", "One entity."),
            .resource(.post, "entities/:name/getTimeline", "The alerts that name an entity.")
                .taking(.object([]), isRequired: false).giving(["metaData": .any, "value": .list(.any)]),
            .resource(.post, "entities/:name/expand", "What its alerts name beside it.").giving(["metaData": .any, "value": .any]
            ),
            .resource(.post, "entities/:name/getInsights", "There are none.").giving(["metaData": .any, "value": .list(.any)]),
            .resource(.get, "entities/:name/queries", "There are none.").giving(["value": .list(.any)]),
            .resource(.get, "entities/:name/relations", "The incidents that an entity occurs in.")
                .giving(["value": .list(.any)]),
            .notServed(.post, "\(ResourceAddress.path)/entities/:name/runPlaybook", "Runs a playbook."),
        ]
    }
}

extension IndicatorResourceRoutes {
    static var operations: [Operation] {
        let main = "threatIntelligence/main"
        let indicator = Schema.named("Resource")
        return RecordRoutes<IndicatorResource>.operations + [
            .resource(.post, "\(main)/indicators/:id/appendTags", "Adds tags to an indicator.")
                .taking(.object([], optional: [("threatIntelligenceTags", .list(.text))])).answering(.nothing)
                .failing(409, 412),
            .resource(.post, "\(main)/indicators/:id/replaceTags", "Changes an indicator.")
                .taking(.resourceBody).giving(indicator).or(201, .json(indicator)).failing(409, 412),
            .resource(.post, "\(main)/createIndicator", "Makes an indicator without a name.")
                .taking(.resourceBody).giving(indicator).or(201, .json(indicator)).failing(409, 412),
            .resource(.post, "\(main)/queryIndicators", "The indicators that a question finds.")
                .taking(.object([]), isRequired: false)
                .giving(.object([("value", .list(indicator))], optional: [("skipToken", .text)])),
            .resource(.get, "\(main)/metrics", "How many indicators there are of each kind.").giving(["value": .list(.any)]),
        ]
    }
}
