internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives

/// `GET /api/errors`: the records that could not be read, newest first.
struct RejectedRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/errors", needs: .permission(.readSecuritySettings), use: list)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let options = try QueryOptions(request, allowing: ["top", "before", "source"])
        let top = try options.number("top", default: 50, in: 0...QueryOptions.largestPage)
        let before = try options.number("before", default: .max, in: 0...Int.max)
        let source = options.text("source")
        // Records that could not be read are listed of one source at a time for whoever does not see all sources.
        if let source, !CaseView.current.holds(source: source) { throw SourceError.noSuchSource(source) }
        guard CaseView.current.isEverything || source != nil else {
            throw APIError.forbidden("name a source of yours with 'source'; you do not see the records of all")
        }
        let (count, records) = try await services.store.read { reader in
            (
                try reader.rejectedCount(source: source),
                try reader.rejectedRecords(limit: top, before: Int64(before), source: source)
            )
        }
        return .json(["count": .integer(count), "records": .array(records.map(\.json))])
    }
}

extension RejectedRecord {
    fileprivate var json: JSONValue {
        [
            "sequence": .integer(rawSequence), "source": .string(source), "received": .string(received.rfc3339),
            "error": .string(error), "size": .integer(size), "sample": .string(String(decoding: sample, as: UTF8.self)),
        ]
    }
}
