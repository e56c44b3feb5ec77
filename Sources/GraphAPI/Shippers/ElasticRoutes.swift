internal import Access
internal import Flow
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Ingestion
internal import Primitives

/// Elasticsearch's `_bulk`, for everything that ships to Elasticsearch: Beats, Logstash, Fluent Bit, Vector, rsyslog.
/// One document alone (`_doc`, `_create`) is taken as well, as its own clients send it.
/// Every path works behind `/elastic` as well, for shippers that take a path.
struct ElasticRoutes: RouteGroup {
    /// The router takes one name alone for a part of an address in the same place; the first part is a tenant elsewhere.
    private static let index = "tenant"

    static let paths = ["", "elastic/"].flatMap { ["\($0)_bulk", "\($0):\(index)/_bulk"] }

    /// Addresses of one document, with what is done by them.
    static let documentPaths: [(method: HTTPRequest.Method, path: String, action: String)] = ["", "elastic/"].flatMap { prefix in
        [(HTTPRequest.Method.post, "\(prefix):\(index)/_doc", "index")]
            + [HTTPRequest.Method.post, .put].flatMap { method in
                [(method, "\(prefix):\(index)/_doc/:id", "index"), (method, "\(prefix):\(index)/_create/:id", "create")]
            }
    }

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        for path in ElasticRoutes.paths {
            for method in [HTTPRequest.Method.post, .put] {
                routes.on(method, path, needs: .permission(.sendRecords), errors: .elastic, use: bulk)
            }
        }
        for (method, path, action) in ElasticRoutes.documentPaths {
            routes.on(method, path, needs: .permission(.sendRecords), errors: .elastic) { try await document(action, $0, $1) }
        }
    }

    private func document(_ action: String, _ request: Request, _ context: APIContext) async throws -> Response {
        let index = context.parameters.get(ElasticRoutes.index) ?? ""
        let id = context.parameters.get("id") ?? ""
        let item = BulkRequest.Item(
            action: action, index: index, id: id.removingPercentEncoding ?? id, document: try await request.records())
        guard !item.document.isEmpty else { throw BulkError.empty }
        var outcomes = try deliveries([item], index: index, context)
        if case .delivery(let delivery) = outcomes[0] {
            BulkOutcome.settle(&outcomes, with: try await services.door.take([delivery], listing: .max))
        }
        if case .refused(let status, _, let reason) = outcomes[0] {
            throw APIError(status: HTTPResponse.Status(code: status), code: "BadRequest", message: reason)
        }
        return .elastic(outcomes[0].json(of: item, index: index)[action] ?? [:], status: .created)
    }

    @Sendable func bulk(_ request: Request, context: APIContext) async throws -> Response {
        let start = ContinuousClock.now
        let items = try BulkRequest(try await request.records()).items
        let defaultIndex = context.parameters.get(ElasticRoutes.index) ?? ""
        var outcomes = try deliveries(items, index: defaultIndex, context)
        let wanted = outcomes.compactMap { outcome in if case .delivery(let delivery) = outcome { delivery } else { nil } }
        let receipt = try await services.door.take(wanted, listing: .max)
        BulkOutcome.settle(&outcomes, with: receipt)
        let answers = zip(items, outcomes).map { item, outcome in
            outcome.json(of: item, index: item.index.isEmpty ? defaultIndex : item.index)
        }
        return .elastic([
            "took": .integer(Int64(start.duration(to: .now) / .milliseconds(1))),
            "errors": .bool(outcomes.contains { !$0.isStored }), "items": .array(answers),
        ])
    }

    /// What becomes of each action, before anything is stored.
    /// - Throws: where no action finds its source. Shippers drop single documents that are refused; a wrong index in the
    ///   configuration must not lose all of them.
    private func deliveries(_ items: [BulkRequest.Item], index: String, _ context: APIContext) throws -> [BulkOutcome] {
        var sources = ShipperSource(context, among: services)
        var unknown: (any Error)?
        let outcomes: [BulkOutcome] = items.map { item in
            guard item.isDocument else {
                return .refused(
                    status: 400, type: "illegal_argument_exception",
                    reason: "'\(item.action)' is not taken here: records are only added, by 'index' or 'create'")
            }
            guard item.id.utf8.count <= RecordEnvelope.longestID else {
                return .refused(
                    status: 400, type: "illegal_argument_exception",
                    reason: "_id is too long: \(item.id.utf8.count) bytes, at most \(RecordEnvelope.longestID)")
            }
            do {
                let source = try sources.source(streams: [item.index.isEmpty ? index : item.index])
                return .delivery(item.delivery(to: source))
            } catch {
                unknown = error
                return .refused(
                    status: (error as? APIError)?.status.code ?? 404, type: "index_not_found_exception", reason: "\(error)")
            }
        }
        let isAnyTaken = outcomes.contains { if case .delivery = $0 { true } else { false } }
        if let unknown, !isAnyTaken { throw unknown }
        return outcomes
    }
}

extension BulkRequest.Item {
    fileprivate func delivery(to source: String) -> IngestDoor.Delivery {
        let isTooLarge = document.count > RecordSplitter.defaultLargestRecord
        let record = SplitRecord(
            bytes: document, offset: offset, length: document.count,
            error: isTooLarge ? .recordTooLarge(limit: RecordSplitter.defaultLargestRecord) : nil)
        return IngestDoor.Delivery(record, to: source, envelope: RecordEnvelope(id: id))
    }
}
