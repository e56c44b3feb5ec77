// Azure Resource Manager's dialect: incidents and what people keep beside them under the addresses of Microsoft Sentinel
// (`/subscriptions/.../providers/Microsoft.SecurityInsights/...`), for the clients that were written for those. Nothing is
// kept in this shape; each resource is a view of the store's own nouns.
//
//     request -> a resource's routes -> a desk -> `ResourceEnvelope`

internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// The frame of the dialect: what all of its requests have to bring.
struct ResourceManagerRoutes: RouteGroup {
    /// Every group of resources there is.
    static let groups: [any RouteGroup.Type] = [
        WorkspaceRoutes.self, IncidentResourceRoutes.self, IncidentContentRoutes.self, IncidentCommentRoutes.self,
        IncidentRelationRoutes.self, RecordRoutes<IncidentTaskResource>.self, RecordRoutes<BookmarkResource>.self,
        BookmarkRelationRoutes.self, WatchlistRoutes.self, RecordRoutes<WatchlistItemResource>.self,
        RecordRoutes<AutomationRuleResource>.self, AlertRuleRoutes.self, DataConnectorRoutes.self, EntityResourceRoutes.self,
        IndicatorResourceRoutes.self, AbsentResourceRoutes.self,
    ]

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.checked(by: ResourceManagerRoutes.check) { table in
            for group in ResourceManagerRoutes.groups { group.init(services).add(to: table) }
        }
    }

    /// The version of the API has to be named; every one is answered alike.
    private static func check(_ request: Request) throws(APIError) {
        let isNamed = request.uri.queryParameters.contains { name, value in
            String(name).removingPercentEncoding?.lowercased() == "api-version" && !value.isEmpty
        }
        guard isNamed else {
            throw APIError(
                status: .badRequest, code: "MissingApiVersionParameter",
                message: "The api-version query parameter (?api-version=) is required for all requests.")
        }
    }
}
