internal import Access
public import CaseStore
public import Primitives
public import SecurityModel

extension APIServices {
    /// An incident with alerts in Graph's shape, as webhooks send it.
    public func render(_ incident: Incident, alerts: [Alert]) -> JSONValue { incident.graph(facts, alerts: alerts) }

    /// A webhook's secret, as it was given.
    public func secret(of webhook: StoredWebhook) throws -> String {
        try secrets.open(webhook.secret, for: StoredWebhook.purpose(of: webhook.url))
    }
}
