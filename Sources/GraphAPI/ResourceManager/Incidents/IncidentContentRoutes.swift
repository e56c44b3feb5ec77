internal import Access
internal import CaseStore
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `incidents/{id}/alerts`, `/bookmarks` and `/entities`: what is in an incident. They are asked with POST and no body.
struct IncidentContentRoutes: RouteGroup {
    /// Alerts of an answer, at most: as many as correlation puts into one incident.
    static let largestList = 10_000
    /// Alerts whose evidence is looked through for entities, at most.
    static let alertsLookedThrough = 1000

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        let path = "\(ResourceAddress.path)/incidents/:id"
        routes.post("\(path)/alerts", needs: .permission(.readAlerts), use: alerts)
        routes.post("\(path)/bookmarks", needs: .permission(.readIncidents), use: bookmarks)
        routes.post("\(path)/entities", needs: .permission(.readEntities), use: entities)
    }

    @Sendable func alerts(_ request: Request, context: APIContext) async throws -> Response {
        let (segment, facts, address) = (try context.segment("id"), services.facts, try ResourceAddress(context))
        let values = try await services.store.read { reader in
            let incident = try reader.requiredIncident(segment)
            return try reader.alerts(of: incident.id, limit: IncidentContentRoutes.largestList).map {
                $0.sentinelEntity(facts).json(at: address)
            }
        }
        return .json(["value": .array(values)])
    }

    @Sendable func bookmarks(_ request: Request, context: APIContext) async throws -> Response {
        let (segment, address) = (try context.segment("id"), try ResourceAddress(context))
        let values = try await services.store.read { reader in
            let incident = try reader.requiredIncident(segment)
            return try reader.bookmarks(of: incident.id, limit: IncidentContentRoutes.largestList).map {
                try BookmarkResource.envelope($0.bookmark, reader, at: address).json(at: address)
            }
        }
        return .json(["value": .array(values)])
    }

    @Sendable func entities(_ request: Request, context: APIContext) async throws -> Response {
        let (segment, address) = (try context.segment("id"), try ResourceAddress(context))
        let list = try await services.store.read { reader in
            let incident = try reader.requiredIncident(segment)
            return try SentinelEntityList(
                reader.alerts(of: incident.id, limit: IncidentContentRoutes.alertsLookedThrough), reader)
        }
        return .json([
            "entities": .array(list.entities.map { $0.json(at: address) }),
            "metaData": .array(list.counts.map { ["entityKind": .string($0.kind), "count": .integer(Int64($0.count))] }),
        ])
    }
}
