internal import CaseStore
internal import OData
internal import Primitives
internal import SecurityModel

/// `$expand=alerts` of an incident, with the options in its brackets.
struct AlertExpansion: Sendable {
    private let shape: EntityShape<Alert>?
    private let limit: Int

    /// - Throws: `ODataError` for any other property, and for options that an expansion does not take.
    init(_ asked: ODataQuery) throws(ODataError) {
        var (shape, limit) = (EntityShape<Alert>?.none, IncidentRoutes.largestExpansion)
        for item in asked.expand {
            guard item.path.text.lowercased() == "alerts" else {
                throw ODataError("$expand", "there is 'alerts' alone to expand, not '\(item.path.text)'")
            }
            let options = try item.query(allowing: [.select, .top])
            shape = try EntityShape.alert.selecting(options.select)
            limit = min(limit, options.top ?? limit)
        }
        (self.shape, self.limit) = (shape, limit)
    }

    /// What remains of `$select`: an expanded property may be named there too.
    func selection(_ paths: [FilterPath]) -> [FilterPath] {
        shape == nil ? paths : paths.filter { $0.text.lowercased() != "alerts" }
    }

    func write(_ incident: Incident, _ scope: GraphScope, _ reader: CaseReader, to writer: inout JSONWriter) throws {
        guard let shape else { return }
        let alerts = try reader.alerts(of: incident.id, limit: limit + 1)
        writer.key("alerts")
        writer.beginArray()
        for alert in alerts.prefix(limit) { shape.write(alert, scope, to: &writer) }
        writer.endArray()
        if alerts.count > limit, limit > 0 {
            writer.key("alerts@odata.nextLink")
            writer.write("\(scope.root)/security/incidents/\(incident.id)/alerts?$orderby=lastActivityDateTime&$skip=\(limit)")
        }
    }
}
