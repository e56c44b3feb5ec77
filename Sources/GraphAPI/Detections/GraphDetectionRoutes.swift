internal import Access
internal import CaseStore
internal import Detection
internal import Flow
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import OData
internal import Primitives
internal import SecurityModel

/// `/v1.0|beta/security/rules/detectionRules`.
struct GraphDetectionRoutes: RouteGroup {
    private static let path = "security/rules/detectionRules"

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        for version in GraphScope.versions {
            let path = "\(version)/\(GraphDetectionRoutes.path)"
            routes.get(path, needs: .permission(.readDetections), use: list)
            routes.post(path, needs: .permission(.manageDetections), use: create)
            routes.get("\(path)/:id", needs: .permission(.readDetections), use: one)
            routes.patch("\(path)/:id", needs: .permission(.manageDetections), use: change)
            routes.delete("\(path)/:id", needs: .permission(.manageDetections), use: remove)
        }
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        _ = try request.odata(Set(SystemOption.allCases))
        let rules = try await services.detections.list(at: .now)
        return .json([
            "@odata.context": .string(GraphScope(request, services).context(GraphDetectionRoutes.path)),
            "value": .array(rules.map(GraphDetectionRule.json)),
        ])
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        .json(GraphDetectionRule.json(try await health(try context.segment("id"))))
    }

    @Sendable func create(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let body = try await request.object(allowing: GraphDetectionRule.members + ["id", "detectorId"])
        var properties: JSONObject = ["eventGroupingSettings": ["aggregationKind": "AlertPerEntity"]]
        try GraphDetectionRule.take(body, into: &properties)
        let saved = try await services.detections.save(
            try DetectionRule(properties: properties), named: UUID().uuidString.lowercased(), expecting: .none, by: context.actor)
        return .json(GraphDetectionRule.json(try await health(saved.record.name)), status: .created)
    }

    @Sendable func change(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let body = try await request.object(allowing: GraphDetectionRule.members)
        let known = try await health(try context.segment("id")).saved
        var properties = known.properties
        try GraphDetectionRule.take(body, into: &properties)
        let saved = try await services.detections.save(
            try DetectionRule(properties: properties), named: known.name, expecting: .updated(known.authorship.updated),
            by: context.actor)
        return .json(GraphDetectionRule.json(try await health(saved.record.name)))
    }

    @Sendable func remove(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let name = try context.segment("id")
        guard try await services.detections.delete(name, by: context.actor) else {
            throw RecordError.noSuch(noun: SavedDetection.table.noun, name: name)
        }
        return Response(status: .noContent)
    }

    private func health(_ name: String) async throws -> DetectionHealth {
        guard let (health, _) = try await services.detections.one(name, at: .now, runs: 0) else {
            throw RecordError.noSuch(noun: SavedDetection.table.noun, name: name)
        }
        return health
    }

    static var operations: [Operation] {
        let body = Schema.object([], optional: GraphDetectionRule.members.map { ($0, .any) })
        let rule = Schema.object([("id", .text), ("displayName", .text), ("isEnabled", .flag)])
        return GraphScope.versions.flatMap { version -> [Operation] in
            let path = "\(version)/\(path)"
            return [
                Operation(.get, path, "The rules of detection.").giving(.collection(of: rule)),
                Operation(.post, path, "Makes a rule.").taking(body).giving(rule, status: 201).failing(409, 501),
                Operation(.get, "\(path)/:id", "One rule.").giving(rule),
                Operation(.patch, "\(path)/:id", "Changes a rule.").taking(body).giving(rule).failing(409, 501),
                Operation(.delete, "\(path)/:id", "Deletes a rule.").answering(.nothing, status: 204).failing(409),
            ]
        }
    }
}
