internal import CaseStore
internal import Primitives

/// What is done to people's accounts. Nobody gives what he does not have, nor touches an account that has more.
public struct PersonDesk: Sendable {
    /// What may be changed of a person; `nil` leaves it.
    public struct Change: Sendable {
        public var displayName: String?
        public var roles: [String]?
        public var isEnabled: Bool?
        public var password: String?

        public init(displayName: String? = nil, roles: [String]? = nil, isEnabled: Bool? = nil, password: String? = nil) {
            self.displayName = displayName
            self.roles = roles
            self.isEnabled = isEnabled
            self.password = password
        }
    }

    /// Characters of a name that is shown, at most.
    public static let maximumNameLength = 128

    private let store: CaseStore
    private let book: CallerBook
    private let hasher: PasswordHasher

    init(store: CaseStore, book: CallerBook, hasher: PasswordHasher) {
        self.store = store
        self.book = book
        self.hasher = hasher
    }

    /// - Throws: `AccessError` before anything has changed.
    public func add(
        _ name: String, displayName: String?, password: String, roles: [String], by caller: Caller
    ) async throws -> Person {
        let account = try Person.account(name)
        try PasswordRule.check(password, of: account)
        let hash = try await hasher.hash(password).text
        let stored = StoredPerson(
            account: account, displayName: try PersonDesk.checked(displayName ?? name), password: hash, roles: roles,
            created: .now)
        return try await insert(stored, by: caller)
    }

    /// Makes the first person, who may do everything. There must be nobody yet.
    func addFirst(_ name: String, displayName: String?, password: String) async throws -> Person {
        let account = try Person.account(name)
        try PasswordRule.check(password, of: account)
        let hash = try await hasher.hash(password).text
        let stored = StoredPerson(
            account: account, displayName: try PersonDesk.checked(displayName ?? name), password: hash,
            roles: [Role.administrator], created: .now)
        try await store.write(by: ChangeActor(person: account), at: .now) { transaction in
            guard try transaction.reader.people().isEmpty else { throw AccessError.alreadySetUp }
            try transaction.save(stored)
        }
        try await book.reload()
        return Person(stored)
    }

    private func insert(_ stored: StoredPerson, by caller: Caller) async throws -> Person {
        try await store.write(by: caller.actor, at: .now) { transaction in
            guard try !transaction.reader.people().contains(where: { $0.account == stored.account }) else {
                throw AccessError.nameTaken(stored.account)
            }
            try PersonDesk.checkMayManage(stored, transaction.reader, by: caller)
            try transaction.save(stored)
        }
        try await book.reload()
        return Person(stored)
    }

    /// Changes a person. A new password and disabling end all of his sessions; roles count at once.
    public func update(_ name: String, _ change: Change, by caller: Caller) async throws -> Person {
        let account = name.lowercased()
        var hash: String?
        if let password = change.password {
            try PasswordRule.check(password, of: account)
            hash = try await hasher.hash(password).text
        }
        let displayName = try change.displayName.map(PersonDesk.checked)
        let stored = try await store.write(by: caller.actor, at: .now) { [hash] transaction in
            var stored = try PersonDesk.person(account, transaction.reader)
            try PersonDesk.checkMayManage(stored, transaction.reader, by: caller)
            if let displayName { stored.displayName = displayName }
            if let roles = change.roles { stored.roles = roles }
            if let isEnabled = change.isEnabled { stored.isEnabled = isEnabled }
            if let hash {
                stored.password = hash
                stored.passwordChanged = transaction.time
            }
            try PersonDesk.checkMayManage(stored, transaction.reader, by: caller)
            try transaction.save(stored)
            if hash != nil || !stored.isEnabled { try transaction.endSessions(of: account) }
            return stored
        }
        try await book.reload()
        return Person(stored)
    }

    /// Ends all sessions of a person.
    public func endSessions(of name: String, by caller: Caller) async throws {
        try await store.write(by: caller.actor, at: .now) { transaction in
            let stored = try PersonDesk.person(name.lowercased(), transaction.reader)
            try PersonDesk.checkMayManage(stored, transaction.reader, by: caller)
            try transaction.endSessions(of: stored.account)
        }
    }

    public func remove(_ name: String, by caller: Caller) async throws {
        try await store.write(by: caller.actor, at: .now) { transaction in
            let stored = try PersonDesk.person(name.lowercased(), transaction.reader)
            try PersonDesk.checkMayManage(stored, transaction.reader, by: caller)
            try transaction.removePerson(stored)
        }
        try await book.reload()
    }

    private static func person(_ account: String, _ reader: CaseReader) throws -> StoredPerson {
        guard let stored = try reader.people().first(where: { $0.account == account }) else {
            throw AccessError.noSuchPerson(account)
        }
        return stored
    }

    private static func checkMayManage(_ person: StoredPerson, _ reader: CaseReader, by caller: Caller) throws {
        for name in person.roles {
            guard let role = try RoleBook(reader)[name] else { throw AccessError.noSuchRole(name) }
            try caller.checkMayGive(role.permissions.withParts, within: role.scope)
        }
    }

    static func checked(_ name: String) throws(AccessError) -> String {
        let isPlain = !name.unicodeScalars.contains { scalar in
            [.control, .format, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
        }
        guard isPlain, !name.isEmpty, name.count <= maximumNameLength else { throw .badDisplayName }
        return name
    }
}
