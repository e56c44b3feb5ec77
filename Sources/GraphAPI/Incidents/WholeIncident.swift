internal import CaseStore
public import Hummingbird
internal import NIOCore
internal import Primitives
public import SecurityModel

/// An incident with all of its alerts as Graph has them, however many there are: they are written a page at a time.
public struct WholeIncident: Sendable {
    /// Alerts that are in memory at once.
    static let pageSize = 200

    private let id: IncidentID
    private let services: APIServices
    private let scope: GraphScope
    /// Up to where its alerts begin.
    private let head: [UInt8]

    /// `nil` where there is no such incident for whoever asks.
    public init?(_ id: IncidentID, _ services: APIServices) async throws {
        guard let incident = try await services.store.read({ try $0.incident(id) }) else { return nil }
        (self.id, self.services, scope) = (id, services, GraphScope(services.facts))
        var writer = JSONWriter()
        EntityShape.incident.write(incident, scope, to: &writer, context: scope.context("security/incidents/$entity")) {
            $0.key("alerts")
            $0.beginArray()
            $0.endArray()
        }
        // The list and the incident are closed behind the last page.
        head = Array(writer.bytes.dropLast(2))
    }

    /// Its text, read while it is sent.
    public var body: ResponseBody {
        let whole = self
        return ResponseBody { writer in
            try await writer.write(ByteBuffer(bytes: whole.head))
            var (place, isFirst) = (nil as StoreCursor?, true)
            repeat {
                let after = place
                let page = try await whole.services.store.read { try whole.page($0, after: after) }
                if !isFirst, !page.alerts.isEmpty { try await writer.write(ByteBuffer(string: ",")) }
                try await writer.write(ByteBuffer(bytes: page.alerts))
                (place, isFirst) = (page.next, false)
            } while place != nil
            try await writer.write(ByteBuffer(string: "]}"))
            try await writer.finish(nil)
        }
    }

    /// In the order in which they came in, which nothing changes meanwhile; with commas between.
    private func page(_ reader: CaseReader, after: StoreCursor?) throws -> (alerts: [UInt8], next: StoreCursor?) {
        var query = AlertQuery()
        query.predicate = .compare(AlertColumns.incident, .equal, .integer(id.number))
        query.ordering = [StoreOrder(AlertColumns.created, isDescending: false)]
        (query.after, query.limit) = (after, WholeIncident.pageSize)
        let page = try reader.alertPage(query)
        var writer = JSONWriter()
        writer.beginArray()
        for alert in page.rows { EntityShape.alert.write(alert, scope, to: &writer) }
        writer.endArray()
        return (Array(writer.bytes.dropFirst().dropLast()), page.next)
    }
}
