internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import OData
internal import Primitives
internal import SecurityModel

/// `/api/indicators`: what is to be watched for, warned of or blocked. They are kept for programs that act on them, in the one
/// list that `threatIntelligence/main/indicators` shows too.
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
        let list = try DefenderList(
            request, services, set: "Indicators", names: DefenderIndicator.names, largest: IndicatorRoutes.largestPage)
        let indicators = try await services.store.read { reader in
            try reader.records(ThreatIndicator.self, limit: Int(ThreatIndicator.table.limit))
        }
        return try list.page(of: indicators.compactMap { DefenderIndicator($0)?.json })
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let name = try context.segment("id")
        let indicator = try await services.store.read { try $0.record(ThreatIndicator.self, named: name) }
        guard let shown = indicator.flatMap(DefenderIndicator.init) else { throw IndicatorRoutes.noSuch(name) }
        return .json(.object(shown.json))
    }

    @Sendable func submit(_ request: Request, context: APIContext) async throws -> Response {
        let body = try IndicatorBody(try await request.object(allowing: IndicatorBody.names, anyCase: true))
        let saved = try await services.store.write(by: context.actor, at: .now) { try $0.save(body) }
        return .json(.object(DefenderIndicator(saved)?.json ?? JSONObject()))
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
                    let saved = try transaction.save(body)
                    return [
                        "id": .string(saved.name), "indicator": .string(name), "isFailed": false, "failureReason": .null,
                    ]
                case .failure(let error):
                    return ["id": .null, "indicator": .string(name), "isFailed": true, "failureReason": .string(error.message)]
                }
            }
        }
        return .json(["value": .array(rows)])
    }

    @Sendable func remove(_ request: Request, context: APIContext) async throws -> Response {
        let name = try context.segment("id")
        try await services.store.write(by: context.actor, at: .now) { try IndicatorRoutes.remove(name, $0) }
        return .noContent
    }

    @Sendable func removeSeveral(_ request: Request, context: APIContext) async throws -> Response {
        let names = try await request.object(allowing: ["IndicatorIds"], anyCase: true).texts("IndicatorIds") ?? []
        guard names.count <= IndicatorRoutes.largestImport else { throw IndicatorRoutes.tooMany }
        try await services.store.write(by: context.actor, at: .now) { transaction in
            for name in names { try IndicatorRoutes.remove(name, transaction) }
        }
        return .noContent
    }

    private static func remove(_ name: String, _ transaction: CaseTransaction) throws {
        guard let old = try transaction.reader.record(ThreatIndicator.self, named: name) else { throw noSuch(name) }
        try transaction.delete(old)
    }

    private static func noSuch(_ name: String) -> RecordError { .noSuch(noun: ThreatIndicator.table.noun, name: name) }

    private static let tooMany = APIError(
        status: .badRequest, code: "MaximumBatchSizeExceeded", message: "at most \(largestImport) indicators go at once")
}

extension CaseTransaction {
    /// Adds an indicator, or changes the one of the same value.
    fileprivate func save(_ body: IndicatorBody) throws -> ThreatIndicator {
        let old = try reader.threatIndicators(body.kind, body.value).first
        return try save(ThreatIndicator(body, over: old, source: actor.name), over: old)
    }
}
