internal import Access
internal import CaseStore
internal import Flow
internal import Foundation
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// What there is beside the plain list of indicators: making one without a name, questions, tags, and counts. A PUT may leave
/// out what it does not change.
struct IndicatorResourceRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        let main = "\(ResourceAddress.path)/threatIntelligence/main"
        let records = RecordRoutes<IndicatorResource>(services)
        let (reading, writing) = (
            RouteNeed.permission(IndicatorResource.reading), RouteNeed.permission(IndicatorResource.writing)
        )
        routes.get("\(main)/indicators", needs: reading, use: records.list)
        routes.get("\(main)/indicators/:id", needs: reading, use: records.one)
        routes.put("\(main)/indicators/:id", needs: writing, use: save)
        routes.delete("\(main)/indicators/:id", needs: writing, use: records.delete)
        routes.post("\(main)/indicators/:id/appendTags", needs: writing, use: appendTags)
        routes.post("\(main)/indicators/:id/replaceTags", needs: writing, use: save)
        routes.post("\(main)/createIndicator", needs: writing, use: create)
        routes.post("\(main)/queryIndicators", needs: reading, use: query)
        routes.get("\(main)/metrics", needs: reading, use: metrics)
    }

    @Sendable func create(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await ResourceBody(request)
        return try await keep(
            try IndicatorResource.indicator(named: UUID().uuidString.lowercased(), body.properties), body, context)
    }

    @Sendable func save(_ request: Request, context: APIContext) async throws -> Response {
        let (name, body) = (try context.segment("id"), try await ResourceBody(request))
        var properties = body.properties
        if let old = try await services.store.read({ try $0.record(ThreatIndicator.self, named: name) }) {
            properties = IndicatorResource.properties(of: old).replacing(by: body.properties)
        }
        return try await keep(try IndicatorResource.indicator(named: name, properties), body, context)
    }

    @Sendable func appendTags(_ request: Request, context: APIContext) async throws -> Response {
        let (name, tags) = (try context.segment("id"), try await request.resourceObject().list("threatIntelligenceTags"))
        guard var indicator = try await services.store.read({ try $0.record(ThreatIndicator.self, named: name) }) else {
            throw RecordError.noSuch(noun: ThreatIndicator.table.noun, name: name)
        }
        let read = indicator.authorship.updated
        for tag in tags where !indicator.tags.contains(tag) { indicator.tags.append(tag) }
        _ = try await services.records.save(indicator, expecting: .updated(read), by: context.actor)
        return Response(status: .ok)
    }

    private func keep(_ indicator: ThreatIndicator, _ body: ResourceBody, _ context: APIContext) async throws -> Response {
        let address = try ResourceAddress(context)
        let saved = try await body.expectation.apply {
            try await services.records.save(indicator, expecting: body.expectation.version, by: context.actor)
        }
        let json = try await services.store.read { IndicatorResource.envelope(saved.record, $0, at: address).json(at: address) }
        return .saved(json, isNew: saved.isNew)
    }

    @Sendable func query(_ request: Request, context: APIContext) async throws -> Response {
        let (query, address) = (try IndicatorQuery(try await request.resourceObject()), try ResourceAddress(context))
        let (found, page) = try await services.store.read { reader in
            let found = query.found(among: try reader.records(ThreatIndicator.self, limit: Int(ThreatIndicator.table.limit)))
            return (
                found.count,
                found.dropFirst(query.offset).prefix(query.limit).map {
                    IndicatorResource.envelope($0, reader, at: address).json(at: address)
                }
            )
        }
        var json = JSONObject([.init(name: "value", value: .array(page))])
        let next = query.offset + page.count
        if !page.isEmpty, next < found { json["skipToken"] = .string(String(next)) }
        return .json(.object(json))
    }

    @Sendable func metrics(_ request: Request, context: APIContext) async throws -> Response {
        let all = try await services.store.read { try $0.records(ThreatIndicator.self, limit: Int(ThreatIndicator.table.limit)) }
        func count(_ words: [String]) -> JSONValue {
            let counts = Dictionary(grouping: words) { $0 }.mapValues(\.count).sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            return .array(counts.map { ["metricName": .string($0.key), "metricValue": .integer(Int64($0.value))] })
        }
        let last = all.map(\.authorship.updated).max() ?? services.facts.started
        return .json([
            "value": [
                [
                    "properties": [
                        "lastUpdatedTimeUtc": .string(last.rfc3339), "threatTypeMetrics": count(all.flatMap(\.threatTypes)),
                        "patternTypeMetrics": count(all.map(\.patternType)), "sourceMetrics": count(all.map(\.source)),
                    ]
                ]
            ]
        ])
    }
}
