public import Primitives
internal import SQL

/// Somebody who is told of incidents.
public struct StoredWebhook: Hashable, Sendable {
    /// Given by the store, never twice.
    public var id: Int64
    public var url: String
    /// The secret as `SecretBox` seals it.
    public var secret: [UInt8]
    /// What is told, as JSON.
    public var subscription: String
    /// Changes up to this one are none of its business.
    public var afterChange: Int64
    public var created: Timestamp

    public init(url: String, secret: [UInt8], subscription: String, created: Timestamp) {
        id = 0
        self.url = url
        self.secret = secret
        self.subscription = subscription
        afterChange = 0
        self.created = created
    }

    init(row: any SQLRow) {
        id = row.integer(0)
        url = row.text(1)
        secret = row.blob(2)
        subscription = row.text(3)
        afterChange = row.integer(4)
        created = Timestamp(ticks: row.integer(5))
    }
}

extension CaseReader {
    public func webhooks() throws -> [StoredWebhook] {
        try session.all(WebhookSQL.all) { StoredWebhook(row: $0) }
    }

    /// The number of the newest change; 0 before the first.
    public func lastChange() throws -> Int64 {
        try session.first(WebhookSQL.lastChange) { $0.integer(0) } ?? 0
    }

    /// What happened to incidents after a change, oldest first.
    public func incidentChanges(after sequence: Int64, limit: Int) throws -> [Change] {
        try session.all(WebhookSQL.changes, [.integer(sequence), .integer(Int64(limit))]) { Change(row: $0) }
    }
}

extension CaseTransaction {
    /// The name under which it is kept how far changes were looked at for webhooks.
    public static let webhookStage = "webhooks"

    /// Adds a webhook that hears of what comes after, and answers its number.
    public func insert(_ webhook: StoredWebhook) throws -> Int64 {
        let last = try reader.lastChange()
        // Nobody listened: what happened by now is told to nobody.
        if try reader.webhooks().isEmpty { try setPosition(last, of: CaseTransaction.webhookStage) }
        // The number outlives the webhook in the log of changes and with its receiver, so it is not given again.
        let name = "webhook.lastID"
        let id = (try reader.position(of: name)) + 1
        try setPosition(id, of: name)
        try session.execute(
            WebhookSQL.insert,
            [
                .integer(id), .text(webhook.url), .blob(webhook.secret), .text(webhook.subscription), .integer(last),
                .integer(webhook.created.ticks),
            ])
        try log.append(.webhookCreated, after: ["id": .integer(id), "url": .string(webhook.url)])
        return id
    }

    /// Removes a webhook with everything that is on its way to it; answers whether it was there.
    public func removeWebhook(_ id: Int64) throws -> Bool {
        guard let webhook = try reader.webhooks().first(where: { $0.id == id }) else { return false }
        try session.execute(WebhookSQL.removeDeliveries, [.integer(id)])
        try session.execute(WebhookSQL.remove, [.integer(id)])
        try log.append(.webhookDeleted, before: ["id": .integer(id), "url": .string(webhook.url)])
        return true
    }
}

private enum WebhookSQL {
    static let all = SQLStatement(
        "webhook.all", "SELECT id, url, secret, subscription, after_change, created FROM webhooks ORDER BY id")
    static let insert = SQLStatement(
        "webhook.insert", "INSERT INTO webhooks (id, url, secret, subscription, after_change, created) VALUES (?, ?, ?, ?, ?, ?)")
    static let remove = SQLStatement("webhook.remove", "DELETE FROM webhooks WHERE id = ?")
    static let removeDeliveries = SQLStatement("webhook.removeDeliveries", "DELETE FROM webhook_deliveries WHERE webhook = ?")
    static let lastChange = SQLStatement("change.last", "SELECT COALESCE(MAX(sequence), 0) FROM changes")
    static let changes = SQLStatement(
        "change.incidentsAfter",
        """
        SELECT sequence, time, actor, is_person, action, incident, alert, NULL FROM changes
        WHERE sequence > ? AND incident IS NOT NULL ORDER BY sequence LIMIT ?
        """)
}
