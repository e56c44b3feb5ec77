internal import Access
public import CaseStore
public import Primitives
public import SecurityModel

extension APIServices {
    /// An incident with alerts in Graph's shape, as webhooks send it.
    public func render(_ incident: Incident, alerts: [Alert]) throws(JSONError) -> JSONValue {
        let scope = GraphScope(facts)
        var writer = JSONWriter()
        EntityShape.incident.write(incident, scope, to: &writer) { writer in
            writer.key("alerts")
            writer.beginArray()
            for alert in alerts { EntityShape.alert.write(alert, scope, to: &writer) }
            writer.endArray()
        }
        return try JSONValue(parsing: writer.bytes)
    }

    /// A webhook's secret, as it was given.
    public func secret(of webhook: StoredWebhook) throws -> String {
        try secrets.open(webhook.secret, for: StoredWebhook.purpose(of: webhook.url))
    }
}
