internal import Access
internal import Hummingbird
internal import Primitives

/// Resources that there are none of here. Tools that take stock of a workspace list them all, and find them empty.
struct AbsentResourceRoutes: RouteGroup {
    private static let sets = [
        "billingStatistics", "contentPackages", "contentProductPackages", "contentProductTemplates", "contentTemplates",
        "dataConnectorDefinitions", "entityQueries", "entityQueryTemplates", "fileImports", "hunts", "metadata",
        "officeConsents", "recommendations", "securityMLAnalyticsSettings", "settings", "sourcecontrols",
        "triggeredAnalyticsRuleRuns", "workspaceManagerAssignments", "workspaceManagerConfigurations",
        "workspaceManagerGroups", "workspaceManagerMembers",
    ]
    private static let operationsPath = "providers/Microsoft.SecurityInsights/operations"

    init(_ services: APIServices) {}

    func add(to routes: RouteTable) {
        for set in AbsentResourceRoutes.sets {
            let path = "\(ResourceAddress.path)/\(set)"
            routes.get(path, needs: .permission(.readIncidents)) { _, _ in .json(["value": []]) }
            routes.get("\(path)/:name", needs: .permission(.readIncidents)) { _, context in
                throw APIError.notFound("there is no '\(try context.segment("name"))' among the \(set): there are none here")
            }
        }
        routes.get(AbsentResourceRoutes.operationsPath, needs: .caller) { _, _ in .json(["value": []]) }
    }

    static var operations: [Operation] {
        sets.flatMap { set -> [Operation] in
            [.resources(set, "There are none."), .read(resource: "\(set)/:name", "There is none.")]
        } + [Operation(.get, operationsPath, "There are none to list.").giving(["value": .list(.any)])]
    }
}
