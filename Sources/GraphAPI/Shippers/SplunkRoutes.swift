internal import Access
internal import Flow
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Ingestion
internal import Primitives
internal import Synchronization

/// Splunk's HTTP Event Collector, for Fluent Bit, Vector, syslog-ng, the OpenTelemetry collector and Splunk's own loggers.
struct SplunkRoutes: RouteGroup {
    private static let root = "services/collector"
    static let eventPaths = [root, "\(root)/event", "\(root)/event/1.0"]
    static let rawPaths = ["\(root)/raw", "\(root)/raw/1.0"]
    static let acknowledgementPath = "\(root)/ack"
    static let healthPaths = ["\(root)/health", "\(root)/health/1.0"]

    let services: APIServices
    /// How many acknowledgements were given since the start: an answer means stored, so each of them is true.
    private let acknowledged = SplunkCounter()

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        func post(_ paths: [String], use handler: @escaping RouteTable.Handler) {
            for path in paths { routes.on(.post, path, needs: .permission(.sendRecords), errors: .splunk, use: handler) }
        }
        post(SplunkRoutes.eventPaths, use: events)
        post(SplunkRoutes.rawPaths, use: raw)
        post([SplunkRoutes.acknowledgementPath], use: acknowledgements)
        for path in SplunkRoutes.healthPaths {
            routes.on(.get, path, needs: .nothing, errors: .splunk, use: health)
        }
    }

    /// Whatever can be read of the body is stored; the first event that is none is named in the answer.
    @Sendable func events(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.records()
        guard !body.isEmpty else { return .splunk(.noData) }
        let events = try SplunkEvents(body).events
        var sources = ShipperSource(context, among: services)
        let deliveries = try events.map { event in
            var record = event.record
            if event.fault == .notJSON, record.error == nil { record.error = .notAnObject }
            return IngestDoor.Delivery(
                record, to: try sources.source(streams: [event.index, event.sourceType]), envelope: event.envelope)
        }
        _ = try await services.door.take(deliveries)
        if let index = events.firstIndex(where: { $0.fault != nil }), let fault = events[index].fault {
            return .splunk(fault.answer, event: index)
        }
        return success(request)
    }

    /// A body of lines, or of what the source's format reads.
    @Sendable func raw(_ request: Request, context: APIContext) async throws -> Response {
        let query = request.uri.queryParameters
        var sources = ShipperSource(context, among: services)
        let source = try sources.source(
            streams: ["index", "sourcetype"].map { name in query[name[...]].map { String($0) } ?? "" })
        let body = try await request.records()
        guard !body.isEmpty else { return .splunk(.noData) }
        let time = query["time"].flatMap { Double(String($0)) }.flatMap { Timestamp(unixSeconds: $0) }
        let envelope = RecordEnvelope(host: query["host"].map { String($0) } ?? "", time: time)
        _ = try await services.door.take(body, source: source, envelope: envelope)
        return success(request)
    }

    @Sendable func acknowledgements(_ request: Request, context: APIContext) async throws -> Response {
        guard SplunkRoutes.channel(of: request) != nil else { return .splunk(.noChannel) }
        let asked = try await request.object(allowing: ["acks"])["acks"]?.array ?? []
        let given = acknowledged.count
        let answers = asked.compactMap(\.integer).map { id in
            JSONObject.Member(name: String(id), value: .bool(id >= 0 && id < given))
        }
        return .json(["acks": .object(JSONObject(answers))])
    }

    @Sendable func health(_ request: Request, context: APIContext) async throws -> Response {
        let (status, policy) = (services.inbox.status, services.inbox.policy)
        let isFull = status.unreadBytes >= policy.largestBacklogBytes || status.unreadRecords >= policy.largestBacklogRecords
        return .splunk(isFull ? .unhealthy : .healthy)
    }

    /// Clients that name a channel wait for an acknowledgement of each request.
    private func success(_ request: Request) -> Response {
        guard SplunkRoutes.channel(of: request) != nil else { return .splunk(.success) }
        return .splunk(.success, acknowledgement: acknowledged.next())
    }

    private static func channel(of request: Request) -> String? {
        let header = HTTPField.Name("X-Splunk-Request-Channel").flatMap { request.headers[$0] }
        return header ?? request.uri.queryParameters["channel"].map { String($0) }
    }
}

private final class SplunkCounter: Sendable {
    private let value = Mutex<Int64>(0)

    var count: Int64 { value.withLock { $0 } }

    func next() -> Int64 {
        value.withLock { value in
            defer { value += 1 }
            return value
        }
    }
}
