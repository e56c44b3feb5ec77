internal import HTTPTypes

extension IngestRoutes {
    static let operations: [Operation] = [
        Operation(.post, "api/ingest/:source", "Takes records in. When it is answered, they are safely on the disk.")
            .at(.init("source", "The source's name.", .text(1...200)))
            .taking(.records)
            .giving([
                "accepted": .count, "rejected": .count,
                "errors": .list(["record": .count, "offset": .count, "error": .text]),
            ])
            .failing(415, 503, 507)
    ]
}
