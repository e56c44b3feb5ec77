internal import HTTPTypes

extension RejectedRoutes {
    static let operations: [Operation] = [
        Operation(.get, "api/errors", "Records that nobody could read, the newest first.")
            .asking(
                .top(default: 50), .init("before", "Only records before this number.", .integer(0...Int.max)),
                .init("source", "Only of this source.", .text)
            )
            .giving([
                "count": .count,
                "records": .list([
                    "sequence": .count, "source": .text, "received": .time, "error": .text, "size": .count, "sample": .text,
                ]),
            ])
    ]
}
