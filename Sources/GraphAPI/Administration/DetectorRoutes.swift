internal import Access
internal import CaseStore
internal import Flow
internal import Foundation
internal import Hummingbird
internal import Primitives

/// `/api/detectors`: the rules that fired so far, with the switch that keeps one out of correlation.
struct DetectorRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/detectors", needs: .permission(.readSecuritySettings), use: list)
        routes.patch("api/detectors/:id", needs: .permission(.manageSecuritySettings), use: update)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let options = try QueryOptions(request, allowing: ["search"])
        let search = options.text("search")?.lowercased() ?? ""
        let detectors = try await services.store.read { try $0.detectors() }.filter { detector in
            search.isEmpty || [detector.product, detector.rule, detector.title].contains { $0.lowercased().contains(search) }
        }
        return .json(["detectors": .array(detectors.map(\.json))])
    }

    @Sendable func update(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        guard let id = Int64(try context.parameters.require("id")) else {
            throw APIError.badRequest("the id of a detector is a number")
        }
        guard let isExcluded = try await request.object(allowing: ["isExcluded"]).flag("isExcluded") else {
            throw APIError.badRequest("'isExcluded' is missing: true or false")
        }
        return .json(try await services.desk.setExcluded(isExcluded, detector: id, by: context.actor).json)
    }
}

extension Detector {
    var json: JSONValue {
        [
            "id": .string(String(id)), "product": .string(product), "rule": .string(rule), "title": .string(title),
            "isExcluded": .bool(isExcluded),
        ]
    }
}
