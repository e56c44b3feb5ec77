internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import OData
internal import Primitives

/// Sets of Graph's that hold nothing here. A client that looks into one finds it empty; who would change something learns that
/// nothing was done.
struct GraphAbsentRoutes: RouteGroup {
    private struct EmptySet {
        var path: String
        var reading: Permission
        /// Who might add to it; `nil` where clients cannot.
        var writing: Permission?
    }

    private static let sets = [
        EmptySet(path: "secureScores", reading: .readAlerts), EmptySet(path: "secureScoreControlProfiles", reading: .readAlerts),
    ]
    /// The alerts of before `alerts_v2`.
    private static let retired = ["security/alerts", "security/alerts/:id"]
    private static let action = "security/identities/identityAccounts/:id/invokeAction"

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        for version in GraphScope.versions {
            for set in GraphAbsentRoutes.sets {
                let path = "\(version)/security/\(set.path)"
                routes.get(path, needs: .permission(set.reading)) { request, _ in
                    _ = try request.odata(Set(SystemOption.allCases))
                    return .json([
                        "@odata.context": .string(GraphScope(request, services).context("security/\(set.path)")), "value": [],
                    ])
                }
                routes.get("\(path)/:id", needs: .permission(set.reading)) { _, context in
                    throw APIError.notFound("there is nothing with the id '\(try context.segment("id"))'")
                }
                guard let writing = set.writing else { continue }
                routes.post(path, needs: .permission(writing), use: GraphAbsentRoutes.refuse)
                for method in [HTTPRequest.Method.patch, .delete] {
                    routes.on(method, "\(path)/:id", needs: .permission(writing), use: GraphAbsentRoutes.refuse)
                }
            }
            routes.post("\(version)/\(GraphAbsentRoutes.action)", needs: .caller, use: GraphAbsentRoutes.refuse)
            for path in GraphAbsentRoutes.retired {
                routes.get("\(version)/\(path)", needs: .permission(.readAlerts)) { _, _ in
                    throw APIError(
                        status: .gone, code: "Gone",
                        message: "the older alerts are retired; the same alerts are at /\(version)/security/alerts_v2")
                }
            }
        }
    }

    @Sendable private static func refuse(_ request: Request, context: APIContext) async throws -> Response {
        throw APIError.notServed("this is not part of this version; nothing was done")
    }

    static var operations: [Operation] {
        GraphScope.versions.flatMap { version -> [Operation] in
            sets.flatMap { set -> [Operation] in
                let path = "\(version)/security/\(set.path)"
                let reading = [
                    Operation(.get, path, "There are none.").giving(.collection(of: .any)),
                    Operation(.get, "\(path)/:id", "There is none.").answering(.none),
                ]
                guard set.writing != nil else { return reading }
                return reading + [
                    .notServed(.post, path, "Adds one."), .notServed(.patch, "\(path)/:id", "Changes one."),
                    .notServed(.delete, "\(path)/:id", "Removes one."),
                ]
            } + [.notServed(.post, "\(version)/\(action)", "Does something to an account.")]
                + retired.map { path in
                    Operation(.get, "\(version)/\(path)", "Retired: answered with 410. The alerts are at `alerts_v2`.")
                        .answering(.none).failing(410)
                }
        }
    }
}
