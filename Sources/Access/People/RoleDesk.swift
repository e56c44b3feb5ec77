public import CaseStore
internal import Primitives

/// The roles there are: those of the product and those that people made.
struct RoleBook: Sendable {
    private let roles: [String: Role]

    init(_ reader: CaseReader) throws {
        let custom = try reader.roles().map { try Role($0) }
        roles = Dictionary((Role.builtIn + custom).map { ($0.name, $0) }) { builtIn, _ in builtIn }
    }

    subscript(name: String) -> Role? { roles[name] }

    var all: [Role] { roles.values.sorted { ($0.isBuiltIn ? 0 : 1, $0.name) < ($1.isBuiltIn ? 0 : 1, $1.name) } }
}

/// What is done to roles.
public struct RoleDesk: Sendable {
    private let store: CaseStore
    private let book: CallerBook

    public init(store: CaseStore, book: CallerBook) {
        self.store = store
        self.book = book
    }

    /// Adds a role, or changes the one of this name; who has it is affected at once.
    /// - Throws: `AccessError` before anything has changed.
    public func save(_ role: Role, by caller: Caller) async throws -> Role {
        try RoleDesk.check(role.name)
        guard !role.permissions.isEmpty else { throw AccessError.nothingGranted }
        try caller.checkMayGive(role.permissions.withParts, within: role.scope)
        try await store.write(by: caller.actor, at: .now) { transaction in
            if let old = try RoleBook(transaction.reader)[role.name] { try RoleDesk.checkMayChange(old, by: caller) }
            try transaction.save(role.stored)
        }
        try await book.reload()
        return role
    }

    public func remove(_ name: String, by caller: Caller) async throws {
        try await store.write(by: caller.actor, at: .now) { transaction in
            guard let role = try RoleBook(transaction.reader)[name] else { throw AccessError.noSuchRole(name) }
            try RoleDesk.checkMayChange(role, by: caller)
            let holders = try transaction.reader.people().filter { $0.roles.contains(name) }.map(\.account)
            guard holders.isEmpty else { throw AccessError.roleInUse(name, by: holders) }
            try transaction.removeRole(role.stored)
        }
        try await book.reload()
    }

    private static func checkMayChange(_ role: Role, by caller: Caller) throws(AccessError) {
        guard !role.isBuiltIn else { throw .builtInRole(role.name) }
        try caller.checkMayGive(role.permissions.withParts, within: role.scope)
    }

    /// Like other names, with blanks between words.
    private static func check(_ name: String) throws(AccessError) {
        guard name.utf8.count <= AccessName.maximumLength else { throw .badName(name) }
        let words = name.split(separator: " ", omittingEmptySubsequences: false)
        for word in words { try AccessName.check(String(word)) }
    }
}
