public import Primitives
internal import SQL

/// A program's account as it is stored.
public struct StoredClient: Hashable, Sendable {
    /// A GUID, which the program shows as its `client_id`.
    public var id: String
    public var name: String
    public var secretDigest: [UInt8]
    /// Names of app roles and permissions.
    public var grants: [String]
    public var scope: JSONValue
    public var isEnabled: Bool
    /// Rises with everything that ends the tokens given out before.
    public var generation: Int64
    public var created: Timestamp
    public var secretCreated: Timestamp

    public init(
        id: String, name: String, secretDigest: [UInt8], grants: [String], scope: JSONValue, created: Timestamp
    ) {
        self.id = id
        self.name = name
        self.secretDigest = secretDigest
        self.grants = grants
        self.scope = scope
        isEnabled = true
        generation = 1
        self.created = created
        secretCreated = created
    }

    init(row: any SQLRow) {
        id = row.text(0)
        name = row.text(1)
        secretDigest = row.blob(2)
        grants = (try? JSONValue(parsing: row.text(3)))?.array?.compactMap(\.string) ?? []
        scope = (try? JSONValue(parsing: row.text(4))) ?? .null
        isEnabled = row.bool(5)
        generation = row.integer(6)
        created = Timestamp(ticks: row.integer(7))
        secretCreated = Timestamp(ticks: row.integer(8))
    }

    /// For the log of changes: everything but the secret.
    fileprivate var logged: JSONValue {
        [
            "id": .string(id), "name": .string(name), "grants": .texts(grants), "scope": scope,
            "isEnabled": .bool(isEnabled), "secretCreated": .string(secretCreated.rfc3339),
        ]
    }
}

extension CaseReader {
    public func clients() throws -> [StoredClient] {
        try session.all(ClientSQL.all) { StoredClient(row: $0) }
    }
}

extension CaseTransaction {
    /// Adds a client, or replaces what is stored of the one with this id.
    /// - Throws: `SQLError.constraint` where another client has the name.
    public func save(_ client: StoredClient) throws {
        let old = try reader.clients().first { $0.id == client.id }
        try session.execute(
            ClientSQL.save,
            [
                .text(client.id), .text(client.name), .blob(client.secretDigest),
                .text(JSONValue.texts(client.grants).text), .text(client.scope.text),
                SQLValue(client.isEnabled), .integer(client.generation), .integer(client.created.ticks),
                .integer(client.secretCreated.ticks),
            ])
        try log.append(
            old == nil ? .clientCreated : .clientUpdated, before: old?.logged ?? .null, after: client.logged)
    }

    public func removeClient(_ client: StoredClient) throws {
        try session.execute(ClientSQL.remove, [.text(client.id)])
        try log.append(.clientRemoved, before: client.logged)
    }

    /// Notes that somebody named this client and was not let in.
    public func noteRefusal(ofClient id: String, reason: String, address: String) throws {
        try log.append(
            .clientRefused, after: ["id": .string(id), "reason": .string(reason), "address": .string(address)])
    }

    /// Notes that tokens are signed with another key from now on.
    public func noteSigningKey(_ id: String) throws {
        try log.append(.signingKeyRotated, after: ["key": .string(id)])
    }
}

private enum ClientSQL {
    static let all = SQLStatement(
        "client.all",
        """
        SELECT id, name, secret_digest, grants, scope, is_enabled, generation, created, secret_created FROM api_clients
        ORDER BY name
        """)
    static let save = SQLStatement(
        "client.save",
        """
        INSERT INTO api_clients
            (id, name, secret_digest, grants, scope, is_enabled, generation, created, secret_created)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET name = excluded.name, secret_digest = excluded.secret_digest,
            grants = excluded.grants, scope = excluded.scope, is_enabled = excluded.is_enabled,
            generation = excluded.generation, secret_created = excluded.secret_created
        """)
    static let remove = SQLStatement("client.remove", "DELETE FROM api_clients WHERE id = ?")
}
