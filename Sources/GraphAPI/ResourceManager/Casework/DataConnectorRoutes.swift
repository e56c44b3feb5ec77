internal import Access
internal import CaseStore
internal import Hummingbird
internal import Primitives

/// `dataConnectors`: the sources by which records come in, to look at.
struct DataConnectorRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        let path = "\(ResourceAddress.path)/dataConnectors"
        routes.get(path, needs: .permission(.readSecuritySettings), use: list)
        routes.get("\(path)/:name", needs: .permission(.readSecuritySettings), use: one)
        routes.put("\(path)/:name", needs: .permission(.manageSecuritySettings), use: refuse)
        routes.delete("\(path)/:name", needs: .permission(.manageSecuritySettings), use: refuse)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let (options, address) = (try services.resourceQuery(request), try ResourceAddress(context))
        let offset = try options.offset()
        let sources = try await sources()
        let page = sources.dropFirst(offset).prefix(options.limit).map { $0.connector.json(at: address) }
        return .json(options.page(page, from: offset, of: Int64(sources.count)))
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let (name, address) = (try context.segment("name"), try ResourceAddress(context))
        guard let source = try await sources().first(where: { $0.name.lowercased() == name.lowercased() }) else {
            throw APIError.notFound("there is no data connector '\(name)'")
        }
        return .json(source.connector.json(at: address))
    }

    private func sources() async throws -> [IngestSource] {
        let seen = CaseView.current
        return try await services.store.read { try $0.sources().filter { seen.holds(source: $0.name) } }
    }

    @Sendable func refuse(_ request: Request, context: APIContext) async throws -> Response {
        throw APIError(
            status: .notImplemented, code: "NotImplemented",
            message:
                "the sources of this server are not made as data connectors; use PUT /api/sources/NAME, or 'watchfloor source add'"
        )
    }
}

extension IngestSource {
    fileprivate var connector: ResourceEnvelope {
        ResourceEnvelope(
            path: "dataConnectors/\(name)", name: name, type: "dataConnectors", kind: "GenericUI",
            properties: JSONObject([
                .init(
                    name: "connectorUiConfig",
                    value: [
                        "title": .string(name), "publisher": "Watchfloor",
                        "descriptionMarkdown": .string("Records in the format \(format)."), "graphQueries": [],
                        "sampleQueries": [], "connectivityCriteria": [], "instructionSteps": [],
                        "dataTypes": [["name": .string(format), "lastDataReceivedQuery": ""]],
                        "availability": ["status": 1, "isPreview": false],
                        "permissions": ["resourceProvider": [], "customs": []],
                    ]), .init(name: "lastReceived", value: receivedCount == 0 ? .null : .string(lastReceived.rfc3339)),
                .init(name: "receivedCount", value: .integer(receivedCount)),
            ]))
    }
}
