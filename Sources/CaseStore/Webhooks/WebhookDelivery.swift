public import Primitives
internal import SQL
public import SecurityModel

/// One message to a webhook: on its way, or as it ended.
public struct WebhookDelivery: Hashable, Sendable {
    public enum Status: Int64, CaseIterable, Sendable {
        case waiting = 0, delivered, givenUp, superseded
    }

    /// Given by the store.
    public var id: Int64
    public var webhook: Int64
    /// `nil` for a test.
    public var incident: IncidentID?
    public var event: String
    /// The changes that it tells of.
    public var firstChange: Int64
    public var lastChange: Int64
    /// When the first of them was seen.
    public var created: Timestamp
    /// When it is to be tried next.
    public var due: Timestamp
    public var attempts: Int64
    public var status: Status
    /// The status of the receiver's last answer; 0 where there was none.
    public var response: Int64
    public var error: String
    public var finished: Timestamp?

    public init(
        webhook: Int64, incident: IncidentID?, event: String, firstChange: Int64, lastChange: Int64, created: Timestamp,
        due: Timestamp
    ) {
        id = 0
        self.webhook = webhook
        self.incident = incident
        self.event = event
        self.firstChange = firstChange
        self.lastChange = lastChange
        self.created = created
        self.due = due
        attempts = 0
        status = .waiting
        response = 0
        error = ""
    }

    /// The same however often it is sent, and for no other message: changes are never numbered twice.
    public var name: String { "wf-\(webhook)-\(incident.map(\.description) ?? "test")-\(firstChange)" }

    init(row: any SQLRow) {
        id = row.integer(0)
        webhook = row.integer(1)
        incident = row.integer(2) > 0 ? IncidentID(row.integer(2)) : nil
        event = row.text(3)
        firstChange = row.integer(4)
        lastChange = row.integer(5)
        created = Timestamp(ticks: row.integer(6))
        due = Timestamp(ticks: row.integer(7))
        attempts = row.integer(8)
        status = Status(rawValue: row.integer(9)) ?? .givenUp
        response = row.integer(10)
        error = row.text(11)
        finished = row.integer(12) > 0 ? Timestamp(ticks: row.integer(12)) : nil
    }
}

extension CaseReader {
    /// What is to be sent to a webhook now, the longest due first.
    public func dueDeliveries(to webhook: Int64, at time: Timestamp, limit: Int) throws -> [WebhookDelivery] {
        try session.all(DeliverySQL.due, [.integer(webhook), .integer(time.ticks), .integer(Int64(limit))]) {
            WebhookDelivery(row: $0)
        }
    }

    /// What waits to tell a webhook of an incident, the newest where there are two.
    public func waitingDelivery(to webhook: Int64, of incident: IncidentID) throws -> WebhookDelivery? {
        try session.first(DeliverySQL.waiting, [.integer(webhook), .integer(incident.number)]) { WebhookDelivery(row: $0) }
    }

    public func delivery(_ id: Int64) throws -> WebhookDelivery? {
        try session.first(DeliverySQL.one, [.integer(id)]) { WebhookDelivery(row: $0) }
    }

    /// The deliveries to a webhook, newest first.
    public func deliveries(to webhook: Int64, limit: Int) throws -> [WebhookDelivery] {
        try session.all(DeliverySQL.page, [.integer(webhook), .integer(Int64(limit))]) { WebhookDelivery(row: $0) }
    }

    public func waitingDeliveryCount(to webhook: Int64) throws -> Int64 {
        try session.first(DeliverySQL.waitingCount, [.integer(webhook)]) { $0.integer(0) } ?? 0
    }
}

extension CaseTransaction {
    /// Adds a delivery and answers its number. What is sent is no change of a case, so nothing here is logged.
    @discardableResult
    public func insert(_ delivery: WebhookDelivery) throws -> Int64 {
        try session.execute(
            DeliverySQL.insert,
            [
                .integer(delivery.webhook), .integer(delivery.incident?.number ?? 0), .text(delivery.event),
                .integer(delivery.firstChange), .integer(delivery.lastChange), .integer(delivery.created.ticks),
                .integer(delivery.due.ticks),
            ])
        return try session.first(DeliverySQL.last) { $0.integer(0) } ?? 0
    }

    /// Stores how a delivery that waits goes on or ended; one that has ended meanwhile stays as it is.
    public func update(_ delivery: WebhookDelivery) throws {
        try session.execute(
            DeliverySQL.update,
            [
                .text(delivery.event), .integer(delivery.lastChange), .integer(delivery.due.ticks), .integer(delivery.attempts),
                .integer(delivery.status.rawValue), .integer(delivery.response), .text(delivery.error),
                .integer(delivery.finished?.ticks ?? 0), .integer(delivery.id),
            ])
    }

    /// Takes back a delivery that nobody wants to hear of.
    public func removeDelivery(_ id: Int64) throws {
        try session.execute(DeliverySQL.remove, [.integer(id)])
    }

    /// Forgets deliveries that ended before a moment.
    public func removeDeliveries(finishedBefore time: Timestamp) throws {
        try session.execute(DeliverySQL.prune, [.integer(time.ticks)])
    }
}

private enum DeliverySQL {
    private static let columns =
        "id, webhook, incident, event, first_change, last_change, created, due, attempts, status, response, error, finished"

    static let due = SQLStatement(
        "delivery.due",
        "SELECT \(columns) FROM webhook_deliveries WHERE webhook = ? AND status = 0 AND due <= ? ORDER BY due, id LIMIT ?")
    static let waiting = SQLStatement(
        "delivery.waiting",
        "SELECT \(columns) FROM webhook_deliveries WHERE webhook = ? AND status = 0 AND incident = ? ORDER BY id DESC LIMIT 1")
    static let one = SQLStatement("delivery.one", "SELECT \(columns) FROM webhook_deliveries WHERE id = ?")
    static let page = SQLStatement(
        "delivery.page", "SELECT \(columns) FROM webhook_deliveries WHERE webhook = ? ORDER BY id DESC LIMIT ?")
    static let waitingCount = SQLStatement(
        "delivery.waitingCount", "SELECT COUNT(*) FROM webhook_deliveries WHERE webhook = ? AND status = 0")
    static let last = SQLStatement("delivery.last", "SELECT MAX(id) FROM webhook_deliveries")
    static let insert = SQLStatement(
        "delivery.insert",
        """
        INSERT INTO webhook_deliveries (id, webhook, incident, event, first_change, last_change, created, due, attempts, status,
            response, error, finished)
        VALUES ((SELECT COALESCE(MAX(id), 0) + 1 FROM webhook_deliveries), ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, '', 0)
        """)
    static let update = SQLStatement(
        "delivery.update",
        """
        UPDATE webhook_deliveries SET event = ?, last_change = ?, due = ?, attempts = ?, status = ?, response = ?, error = ?,
            finished = ?
        WHERE id = ? AND status = 0
        """)
    static let remove = SQLStatement("delivery.remove", "DELETE FROM webhook_deliveries WHERE id = ? AND status = 0")
    static let prune = SQLStatement(
        "delivery.prune", "DELETE FROM webhook_deliveries WHERE status > 0 AND finished < ?")
}
