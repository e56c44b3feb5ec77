internal import Access
internal import CaseStore
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// The workspace itself, and what clients look at before they begin.
struct WorkspaceRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get(ResourceAddress.workspacePath, needs: .caller, use: workspace)
        routes.get("\(ResourceAddress.workspacePath)/savedSearches", needs: .permission(.readIncidents), use: none)
        let states = "\(ResourceAddress.path)/onboardingStates"
        routes.get(states, needs: .caller) { _, context in
            .json(["value": [try WorkspaceRoutes.onboarding(try ResourceAddress(context))]])
        }
        // It stands from the start, so that making it changes nothing.
        routes.get("\(states)/:name", needs: .caller, use: WorkspaceRoutes.onboardingState)
        routes.put("\(states)/:name", needs: .permission(.manageSecuritySettings), use: WorkspaceRoutes.onboardingState)
    }

    /// `customerId` is what queries of logs name the workspace by.
    @Sendable func workspace(_ request: Request, context: APIContext) async throws -> Response {
        let address = try ResourceAddress(context)
        return .json([
            "id": .string(address.workspaceID), "name": .string(address.workspace),
            "type": "Microsoft.OperationalInsights/workspaces", "location": "local",
            "properties": [
                "customerId": .string(StableUUID("workspace", content: "default").description),
                "provisioningState": "Succeeded", "createdDate": .string(services.facts.started.rfc3339),
            ],
        ])
    }

    /// Queries are saved by the product's own means; there are none of this kind.
    @Sendable func none(_ request: Request, context: APIContext) async throws -> Response {
        .json(["value": []])
    }

    @Sendable private static func onboardingState(_ request: Request, context: APIContext) async throws -> Response {
        guard try context.segment("name").lowercased() == "default" else {
            throw APIError.notFound("there is one onboarding state: 'default'")
        }
        return .json(try onboarding(try ResourceAddress(context)))
    }

    private static func onboarding(_ address: ResourceAddress) throws -> JSONValue {
        ResourceEnvelope(
            path: "onboardingStates/default", name: "default", type: "onboardingStates",
            properties: JSONObject([.init(name: "customerManagedKey", value: false)])
        ).json(at: address)
    }
}
