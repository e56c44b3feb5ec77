public import Primitives
internal import SQL

/// A role that people made.
public struct StoredRole: Hashable, Sendable {
    public var name: String
    public var permissions: [String]
    public var scope: JSONValue

    public init(name: String, permissions: [String], scope: JSONValue) {
        self.name = name
        self.permissions = permissions
        self.scope = scope
    }

    init(row: any SQLRow) {
        name = row.text(0)
        permissions = (try? JSONValue(parsing: row.text(1)))?.array?.compactMap(\.string) ?? []
        scope = (try? JSONValue(parsing: row.text(2))) ?? .null
    }

    fileprivate var logged: JSONValue {
        ["name": .string(name), "permissions": .texts(permissions), "scope": scope]
    }
}

extension CaseReader {
    public func roles() throws -> [StoredRole] {
        try session.all(RoleSQL.all) { StoredRole(row: $0) }
    }
}

extension CaseTransaction {
    public func save(_ role: StoredRole) throws {
        let old = try reader.roles().first { $0.name == role.name }
        try session.execute(
            RoleSQL.save,
            [
                .text(role.name), .text(JSONValue.texts(role.permissions).text),
                .text(role.scope.text),
            ])
        try log.append(old == nil ? .roleCreated : .roleUpdated, before: old?.logged ?? .null, after: role.logged)
    }

    public func removeRole(_ role: StoredRole) throws {
        try session.execute(RoleSQL.remove, [.text(role.name)])
        try log.append(.roleRemoved, before: role.logged)
    }
}

private enum RoleSQL {
    static let all = SQLStatement("role.all", "SELECT name, permissions, scope FROM roles ORDER BY name")
    static let save = SQLStatement(
        "role.save",
        """
        INSERT INTO roles (name, permissions, scope) VALUES (?, ?, ?)
        ON CONFLICT (name) DO UPDATE SET permissions = excluded.permissions, scope = excluded.scope
        """)
    static let remove = SQLStatement("role.remove", "DELETE FROM roles WHERE name = ?")
}
