internal import Access
internal import Flow
internal import Hummingbird
internal import Primitives

/// `POST /api/ingest/{source}`: records in. An answer in the 200s means that they are safely on the disk.
struct IngestRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.post("api/ingest/:source", needs: .permission(.sendRecords), use: ingest)
    }

    @Sendable func ingest(_ request: Request, context: APIContext) async throws -> Response {
        let source = try context.parameters.require("source")
        _ = try context.sender(of: source)
        let receipt = try await services.door.take(try await request.records(), source: source)
        return .json([
            "accepted": .integer(Int64(receipt.accepted)), "rejected": .integer(Int64(receipt.rejected)),
            "errors": .array(
                receipt.faults.map { fault in
                    [
                        "record": .integer(Int64(fault.record)), "offset": .integer(Int64(fault.offset)),
                        "error": .string("\(fault.error)"),
                    ]
                }),
        ])
    }
}
