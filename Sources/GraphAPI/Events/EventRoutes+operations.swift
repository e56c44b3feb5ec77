internal import HTTPTypes

extension EventRoutes {
    private static let table = Operation.Parameter(
        "table", "The table's name.", .pattern("^[A-Za-z_][A-Za-z0-9_]{0,127}$", example: "DeviceProcessEvents"))
    private static let file = Schema.text(1...4096, example: "/var/backups/processes.parquet")

    static let operations: [Operation] = [
        Operation(.get, "api/events/tables", "The tables of events, their columns, and how much is in each.")
            .giving(["tables": .list(listed)])
            .failing(503),
        Operation(
            .post, "api/events/tables/:table/export", "Writes rows of a table into a Parquet file on the server's machine."
        )
        .at(table)
        .taking(
            .object(
                [("file", file)], optional: [("start", .time), ("end", .time), ("asTimestamps", .flag)], isClosed: true)
        )
        .giving(["file": .text, "rows": .count])
        .failing(503),
        Operation(
            .post, "api/events/tables/:table/import", "Adds the rows of a Parquet file on the server's machine to a table."
        )
        .at(table)
        .taking(.object([("file", file)], isClosed: true))
        .giving(["table": .text, "rows": .count])
        .failing(503),
    ]

    private static let listed: Schema = [
        "name": .text, "alsoNamed": .list(.text), "product": .text, "summary": .text, "rows": .count, "bytes": .count,
        "oldest": Schema.time.orNull, "newest": Schema.time.orNull,
        "columns": .list(["name": .text, "type": .text, "summary": .text]),
    ]
}
