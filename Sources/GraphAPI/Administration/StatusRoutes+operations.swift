internal import HTTPTypes

extension StatusRoutes {
    static let operations: [Operation] = [
        Operation(.get, "api/status", "What the server holds, and how far it is.")
            .giving([
                "version": .text, "started": .time, "dataDirectory": .text, "alerts": .count, "incidents": .count,
                "queue": .count, "offQueue": .count, "rejected": .count,
                "inbox": ["waiting": .count, "bytes": .count, "limitBytes": .count],
                "events": .object([("available", .flag)], optional: [("stored", .count), ("reason", .text)]),
            ]),
        Operation(.post, "api/backup", "Copies everything into a new folder of the server's machine.")
            .taking(.object([("directory", .text(2...4096, example: "/var/backups/watchfloor"))], isClosed: true))
            .giving(["directory": .text, "bytes": .count, "alerts": .count, "incidents": .count]),
    ]
}
