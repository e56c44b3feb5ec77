// The HTTP surface: what programs (the command line is one) ask of the product, in Microsoft Graph's words where Graph has
// them. A route reads the request, asks the store or one of the flow's desks, and writes the answer; it decides nothing.
//
//     request -> APIRouter (one spelling of the address) -> RequestJournal (id, figures, log) -> AnswerPacking -> ErrorAnswers -> AddressCheck
//     -> RouteTable (who asks, whether he may, whether too often) -> route
//
// Each group of routes is one file with one `RouteGroup`, named in `GraphAPI.groups`.

package import HTTPTypes
package import Hummingbird

/// Routes of a surface, pages for example.
package protocol Surface: Sendable {
    func add(to routes: RouteTable)
}

/// Shows people what went wrong where programs get an answer in JSON.
package protocol ProblemPages: Sendable {
    /// - Parameter message: a sentence about what was asked for.
    func problem(_ status: HTTPResponse.Status, _ message: String, context: APIContext) async throws -> Response
}

/// A few routes about one subject, of programs.
protocol RouteGroup: Surface {
    /// What is told of its routes, of each of them.
    static var operations: [Operation] { get }
    init(_ services: APIServices)
}

public enum GraphAPI {
    /// Every group of routes there is.
    static let groups: [any RouteGroup.Type] = [
        HealthRoutes.self, MetricsRoutes.self, IngestRoutes.self, IncidentRoutes.self, IncidentChangeRoutes.self,
        AlertRoutes.self, AlertChangeRoutes.self, QueueRoutes.self, TaskRoutes.self, SourceRoutes.self,
        DetectorRoutes.self, CorrelationRoutes.self, AuditRoutes.self, RejectedRoutes.self, StatusRoutes.self, ClientRoutes.self,
        TokenRoutes.self,
        DiscoveryRoutes.self,
        DefenderIncidentRoutes.self, DefenderAlertRoutes.self, DefenderAlertContentRoutes.self, AlertReferenceRoutes.self,
        AlertEntryRoutes.self, GraphAbsentRoutes.self, MachineRoutes.self, IndicatorRoutes.self,
        PublicHuntRoutes.self, LogQueryRoutes.self, HuntRoutes.self,
        RunningHuntRoutes.self, HuntHistoryRoutes.self, SavedHuntRoutes.self, HuntLinkRoutes.self,
        SessionRoutes.self, PersonRoutes.self, PersonalRoutes.self, RoleRoutes.self, ProviderRoutes.self,
        DeviceGroupRoutes.self,
        AssetRoutes.self, AssetRuleRoutes.self, ResourceManagerRoutes.self,
        ElasticRoutes.self, ElasticHandshakeRoutes.self, SplunkRoutes.self, OTLPRoutes.self, LogsIngestionRoutes.self,
        DataCollectorRoutes.self,
        ListenerRoutes.self, WebhookRoutes.self,
        EventRoutes.self, DetectionRoutes.self, GraphDetectionRoutes.self,
    ]

    /// All routes of the product.
    /// - Parameters:
    ///   - surfaces: routes of other surfaces, pages for example; callers are let in as here.
    ///   - problems: how errors are shown to people in a browser; without it they are answered as programs are.
    package static func router(
        _ services: APIServices, surfaces: [any Surface] = [], problems: (any ProblemPages)? = nil
    ) -> APIRouter {
        let inner = InnerResponder()
        let router = Router(context: APIContext.self, options: .autoGenerateHeadEndpoints)
        router.add(middleware: RequestJournal(services, inner: inner))
        router.add(middleware: AnswerPacking())
        router.add(middleware: ErrorAnswers(services, inner: inner, problems: problems))
        router.add(middleware: AddressCheck())
        let table = RouteTable(router, services: services)
        for group in groups { group.init(services).add(to: table) }
        BatchRoutes(inner).add(to: table)
        let forPrograms = Set(table.entries)
        for surface in surfaces { surface.add(to: table) }
        DocumentRoutes.add(to: table, forPrograms: forPrograms, facts: services.facts)
        return APIRouter(router, tree: RouteTree(table.entries), inner: inner)
    }

    /// What is told of all routes.
    static var operations: [Operation] { groups.flatMap { $0.operations } + BatchRoutes.operations + DocumentRoutes.operations }

    static func document(_ entries: [RouteTable.Entry], _ facts: ServerFacts) -> OpenAPIDocument {
        OpenAPIDocument(
            entries, operations: operations, schemas: Schema.named, version: facts.version, address: facts.address)
    }
}
