internal import CaseStore
internal import OData
internal import Primitives
internal import SecurityModel

/// `$expand=alerts` of an incident, with the options in its brackets.
struct AlertExpansion: Sendable {
    /// What is expanded; `nil` where nothing is.
    private struct Asked: Sendable {
        var shape: EntityShape<Alert>
        var filter: StorePredicate?
        var ordering: [StoreOrder]
        var limit: Int
        var offset: Int
        var counts: Bool
        /// As the client wrote them, for the address of the rest.
        var options: ODataQuery

        init(_ options: ODataQuery) throws(ODataError) {
            self.options = options
            shape = try EntityShape.alert.selecting(options.select)
            filter = try options.filter.map { filter throws(ODataError) in try FilterBinder(.alerts).bind(filter) }
            ordering = try PropertyTable.alerts.order(options.orderBy)
            limit = min(options.top ?? IncidentRoutes.largestExpansion, IncidentRoutes.largestExpansion)
            (offset, counts) = (options.skip, options.count)
        }

        /// In the order of what happened where no other is asked for.
        func query(of incident: IncidentID) -> AlertQuery {
            var query = AlertQuery()
            query.predicate = .all(
                [.compare(AlertColumns.incident, .equal, .integer(incident.number)), filter].compactMap(\.self))
            query.ordering = ordering.isEmpty ? [StoreOrder(AlertColumns.lastActivity, isDescending: false)] : ordering
            (query.limit, query.offset) = (limit + 1, offset)
            return query
        }
    }

    private let asked: Asked?

    /// - Throws: `ODataError` for any other property, and for options that an expansion does not take.
    init(_ query: ODataQuery) throws(ODataError) {
        var asked: Asked?
        for item in query.expand {
            guard item.path.text.lowercased() == "alerts" else {
                throw ODataError("$expand", "there is 'alerts' alone to expand, not '\(item.path.text)'")
            }
            asked = try Asked(try item.query(allowing: [.select, .top, .filter, .orderby, .skip, .count]))
        }
        self.asked = asked
    }

    /// What remains of `$select`: an expanded property may be named there too.
    func selection(_ paths: [FilterPath]) -> [FilterPath] {
        asked == nil ? paths : paths.filter { $0.text.lowercased() != "alerts" }
    }

    func write(_ incident: Incident, _ scope: GraphScope, _ reader: CaseReader, to writer: inout JSONWriter) throws {
        guard let asked else { return }
        let alerts = try AlertExpansion.alerts(asked, of: incident.id, reader)
        if asked.counts {
            writer.key("alerts@odata.count")
            writer.write(try reader.alertCount(asked.query(of: incident.id)))
        }
        writer.key("alerts")
        writer.beginArray()
        for alert in alerts.prefix(asked.limit) { asked.shape.write(alert, scope, to: &writer) }
        writer.endArray()
        if alerts.count > asked.limit, asked.limit > 0 {
            writer.key("alerts@odata.nextLink")
            writer.write(
                "\(scope.root)/security/incidents/\(incident.id)/alerts?\(asked.options.from(asked.offset + asked.limit))")
        }
    }

    /// One more than is shown, where there is one.
    private static func alerts(_ asked: Asked, of incident: IncidentID, _ reader: CaseReader) throws -> [Alert] {
        guard asked.limit > 0 else { return [] }
        guard asked.filter != nil || !asked.ordering.isEmpty else {
            return try reader.alerts(of: incident, limit: asked.limit + 1, offset: asked.offset)
        }
        return try reader.alertPage(asked.query(of: incident)).rows
    }
}

extension ODataQuery {
    /// The options with another place to begin at, for a list that is in the order of an expansion.
    fileprivate func from(_ offset: Int) -> String {
        let kept = text.parameters.filter { !["$top", "$skip"].contains($0.name.lowercased()) }
        let order = orderBy.isEmpty ? [QueryText.Parameter(name: "$orderby", value: "lastActivityDateTime")] : []
        return QueryText(kept + order + [.init(name: "$skip", value: String(offset))]).encoded
    }
}
