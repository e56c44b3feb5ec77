internal import Access
internal import CaseStore
internal import Flow
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// How a kind of record shows itself as a resource.
protocol RecordResource: Sendable {
    associatedtype Record: StoredRecord
    /// The list's path below the provider; `:id` names what the records belong to, where that is something.
    static var path: String { get }
    static var reading: Permission { get }
    static var writing: Permission { get }
    /// Whether the list takes a filter and an order.
    static var isFiltered: Bool { get }
    /// The answer to a DELETE.
    static func deleted(_ wasThere: Bool) -> Response
    /// - Parameter parent: what the address names by `:id`.
    /// - Throws: 404 where there is no such thing.
    static func scope(_ parent: String?, _ reader: CaseReader) throws -> RecordScope
    /// Reads the record that a PUT says.
    /// - Throws: 400 where something is missing or does not fit.
    static func record(named name: String, in scope: RecordScope, _ body: ResourceBody) throws(APIError) -> Record
    static func envelope(_ record: Record, _ reader: CaseReader, at address: ResourceAddress) throws -> ResourceEnvelope
}

extension RecordResource {
    static func scope(_ parent: String?, _ reader: CaseReader) -> RecordScope { .installation }
    static var isFiltered: Bool { false }

    /// The parameters of the address: `id` names what stands first, `name` what belongs to it.
    static var isNested: Bool { path.contains(":id") }
    static var recordParameter: String { isNested ? "name" : "id" }

    static func parent(_ context: APIContext) -> String? { isNested ? context.parameters.get("id") : nil }
    static func recordName(_ context: APIContext) throws -> String { try context.segment(recordParameter) }
    static func deleted(_ wasThere: Bool) -> Response { .deleted(wasThere) }
}

/// Lists, reads, writes and deletes the records of one kind.
struct RecordRoutes<Resource: RecordResource>: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        let path = "\(ResourceAddress.path)/\(Resource.path)"
        routes.get(path, needs: .permission(Resource.reading), use: list)
        routes.get("\(path)/:\(Resource.recordParameter)", needs: .permission(Resource.reading), use: one)
        routes.put("\(path)/:\(Resource.recordParameter)", needs: .permission(Resource.writing), use: save)
        routes.delete("\(path)/:\(Resource.recordParameter)", needs: .permission(Resource.writing), use: delete)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let (options, parent) = (try services.resourceQuery(request), Resource.parent(context))
        let isWhole = Resource.isFiltered && !options.isPlain
        let (limit, offset) = isWhole ? (Int(Resource.Record.table.limit), 0) : (options.limit, try options.offset())
        let address = try ResourceAddress(context)
        let (values, total) = try await services.store.read { reader in
            let scope = try Resource.scope(parent, reader)
            let records = try reader.records(Resource.Record.self, in: scope, limit: limit, offset: offset)
            return (
                try records.map { try Resource.envelope($0, reader, at: address).json(at: address) },
                try reader.recordCount(Resource.Record.self, in: scope)
            )
        }
        return .json(isWhole ? try options.page(ofAll: values) : options.page(values, from: offset, of: total))
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let (name, parent) = (try Resource.recordName(context), Resource.parent(context))
        let address = try ResourceAddress(context)
        return .json(
            try await services.store.read { reader in
                let scope = try Resource.scope(parent, reader)
                guard let record = try reader.record(Resource.Record.self, named: name, in: scope) else {
                    throw RecordError.noSuch(noun: Resource.Record.table.noun, name: name)
                }
                return try Resource.envelope(record, reader, at: address).json(at: address)
            })
    }

    @Sendable func save(_ request: Request, context: APIContext) async throws -> Response {
        let (name, parent) = (try Resource.recordName(context), Resource.parent(context))
        let address = try ResourceAddress(context)
        let body = try await ResourceBody(request)
        let scope = try await services.store.read { try Resource.scope(parent, $0) }
        let record = try Resource.record(named: name, in: scope, body)
        let saved = try await body.expectation.apply {
            try await services.records.save(record, expecting: body.expectation.version, by: context.actor)
        }
        let json = try await services.store.read { reader in
            try Resource.envelope(saved.record, reader, at: address).json(at: address)
        }
        return .saved(json, isNew: saved.isNew)
    }

    @Sendable func delete(_ request: Request, context: APIContext) async throws -> Response {
        let (name, parent) = (try Resource.recordName(context), Resource.parent(context))
        let scope = try await services.store.read { try Resource.scope(parent, $0) }
        let expectation = ResourceBody.Expectation(request)
        let wasThere = try await expectation.apply {
            try await services.records.delete(
                Resource.Record.self, named: name, in: scope, expecting: expectation.version, by: context.actor)
        }
        return Resource.deleted(wasThere)
    }
}

extension Authorship {
    /// The members by which the newer resources tell who made and changed them.
    var clients: [JSONObject.Member] {
        [
            .init(name: "createdTimeUtc", value: .string(created.rfc3339)),
            .init(name: "lastModifiedTimeUtc", value: .string(updated.rfc3339)),
            .init(name: "createdBy", value: ResourcePerson.client(createdBy)),
            .init(name: "lastModifiedBy", value: ResourcePerson.client(updatedBy)),
        ]
    }

    /// The same in the words of the older ones.
    var users: [JSONObject.Member] {
        [
            .init(name: "created", value: .string(created.rfc3339)), .init(name: "updated", value: .string(updated.rfc3339)),
            .init(name: "createdBy", value: ResourcePerson.user(createdBy)),
            .init(name: "updatedBy", value: ResourcePerson.user(updatedBy)),
        ]
    }
}
