extension CaseSchema {
    /// Who is told of incidents, and what is on its way to them. Secrets are sealed with a key outside the database.
    /// `events` and `filter` are JSON in the words of `Flow`, which alone understands them.
    static let webhookTables = [
        """
        CREATE TABLE webhooks (
            id BIGINT PRIMARY KEY, url TEXT NOT NULL, secret BYTEA NOT NULL, subscription TEXT NOT NULL,
            after_change BIGINT NOT NULL, created BIGINT NOT NULL)
        """,
        """
        CREATE TABLE webhook_deliveries (
            id BIGINT PRIMARY KEY, webhook BIGINT NOT NULL, incident BIGINT NOT NULL, event TEXT NOT NULL,
            first_change BIGINT NOT NULL, last_change BIGINT NOT NULL, created BIGINT NOT NULL, due BIGINT NOT NULL,
            attempts BIGINT NOT NULL, status BIGINT NOT NULL, response BIGINT NOT NULL, error TEXT NOT NULL,
            finished BIGINT NOT NULL)
        """,
        "CREATE INDEX webhook_deliveries_by_due ON webhook_deliveries (webhook, status, due)",
        "CREATE INDEX webhook_deliveries_by_incident ON webhook_deliveries (webhook, status, incident)",
    ]
}
