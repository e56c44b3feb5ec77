internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import OData
internal import Primitives

/// `/api/indicators`: what is to be watched for, warned of or blocked. They are kept for programs that act on them.
struct IndicatorRoutes: RouteGroup {
    /// Rows of a page.
    static let largestPage = 10_000
    /// Indicators of one import or deletion, at most.
    static let largestImport = 500

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        for root in DefenderNames.roots {
            let path = "\(root)/indicators"
            routes.get(path, needs: .permission(.readIndicators), use: list)
            routes.get("\(path)/:id", needs: .permission(.readIndicators), use: one)
            routes.post(path, needs: .permission(.manageIndicators), use: submit)
            routes.post("\(path)/import", needs: .permission(.manageIndicators), use: submitSeveral)
            routes.post("\(path)/BatchDelete", needs: .permission(.manageIndicators), use: removeSeveral)
            routes.delete("\(path)/:id", needs: .permission(.manageIndicators), use: remove)
        }
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let list = try DefenderList(request, services, set: "Indicators", largest: IndicatorRoutes.largestPage)
        let indicators = try await services.store.read { try $0.indicators() }
        return try list.page(of: indicators.map(\.json), names: Indicator.names)
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let id = try id(context)
        guard let indicator = try await services.store.read({ try $0.indicator(id) }) else {
            throw IndicatorError.noSuchIndicator(id)
        }
        return .json(.object(indicator.json))
    }

    @Sendable func submit(_ request: Request, context: APIContext) async throws -> Response {
        let body = try IndicatorBody(try await request.object(allowing: IndicatorBody.names, anyCase: true))
        let saved = try await services.store.write(by: context.actor, at: .now) {
            try $0.saveIndicator(type: body.type, value: body.value, fields: body.fields)
        }
        return .json(.object(saved.json))
    }

    /// Takes what is well formed, and says of each of the others what was wrong.
    @Sendable func submitSeveral(_ request: Request, context: APIContext) async throws -> Response {
        let given = try await request.object(allowing: ["Indicators"], anyCase: true)["Indicators"]?.array ?? []
        guard !given.isEmpty else {
            throw APIError(status: .badRequest, code: "MissingRequiredParameter", message: "'Indicators' is missing")
        }
        guard given.count <= IndicatorRoutes.largestImport else { throw IndicatorRoutes.tooMany }
        let bodies = given.map { value -> Result<IndicatorBody, APIError> in
            Result { () throws(APIError) in try IndicatorBody((value.object ?? JSONObject()).spelled(IndicatorBody.names)) }
        }
        let rows = try await services.store.write(by: context.actor, at: .now) { transaction in
            try zip(given, bodies).map { value, body -> JSONValue in
                let name = value.object?.spelled(IndicatorBody.names)["indicatorValue"]?.string ?? ""
                switch body {
                case .success(let body):
                    let saved = try transaction.saveIndicator(type: body.type, value: body.value, fields: body.fields)
                    return [
                        "id": .string(String(saved.id)), "indicator": .string(name), "isFailed": false, "failureReason": .null,
                    ]
                case .failure(let error):
                    return ["id": .null, "indicator": .string(name), "isFailed": true, "failureReason": .string(error.message)]
                }
            }
        }
        return .json(["value": .array(rows)])
    }

    @Sendable func remove(_ request: Request, context: APIContext) async throws -> Response {
        let id = try id(context)
        try await services.store.write(by: context.actor, at: .now) { try $0.removeIndicator(id) }
        return Response(status: .noContent)
    }

    @Sendable func removeSeveral(_ request: Request, context: APIContext) async throws -> Response {
        let texts = try await request.object(allowing: ["IndicatorIds"], anyCase: true).texts("IndicatorIds") ?? []
        guard texts.count <= IndicatorRoutes.largestImport else { throw IndicatorRoutes.tooMany }
        let ids = try texts.map { try IndicatorRoutes.id($0) }
        try await services.store.write(by: context.actor, at: .now) { transaction in
            for id in ids { try transaction.removeIndicator(id) }
        }
        return Response(status: .noContent)
    }

    private func id(_ context: APIContext) throws -> Int64 { try IndicatorRoutes.id(try context.parameters.require("id")) }

    private static func id(_ text: String) throws(APIError) -> Int64 {
        guard let id = Int64(text) else { throw .badRequest("'\(text)' is no id of an indicator; those are numbers") }
        return id
    }

    private static let tooMany = APIError(
        status: .badRequest, code: "MaximumBatchSizeExceeded", message: "at most \(largestImport) indicators go at once")
}

extension Indicator {
    /// The properties that filters may name.
    static let names =
        ["id", "creationTimeDateTimeUtc", "createdBy", "lastUpdateTime", "lastUpdatedBy", "sourceType"] + IndicatorBody.names

    var json: JSONObject {
        var json = JSONObject([
            .init(name: "id", value: .string(String(id))), .init(name: "indicatorValue", value: .string(value)),
            .init(name: "indicatorType", value: .string(type)),
            .init(name: "creationTimeDateTimeUtc", value: .string(created.rfc3339)),
            .init(name: "createdBy", value: .string(createdBy)), .init(name: "createdByDisplayName", value: .string(createdBy)),
            .init(name: "lastUpdateTime", value: .string(lastUpdate.rfc3339)),
            .init(name: "lastUpdatedBy", value: .string(lastUpdatedBy)), .init(name: "sourceType", value: "AadApp"),
        ])
        for name in [
            "action", "title", "description", "application", "expirationTime", "severity", "recommendedActions", "educateUrl",
        ] { json[name] = .null }
        json["rbacGroupNames"] = []
        json["generateAlert"] = false
        for member in fields.members where !member.value.isNull { json[member.name] = member.value }
        return json
    }
}
