public import Primitives
internal import SQL

/// A person's account as it is stored.
public struct StoredPerson: Hashable, Sendable {
    public var account: String
    public var displayName: String
    /// A hash with its parameters; `nil` for somebody who signs in elsewhere.
    public var password: String?
    public var roles: [String]
    /// Of the organisation's identity provider, as far as something is given to them here; as he last signed in.
    public var groups: [String] = []
    public var isEnabled: Bool
    /// Who he is at the organisation's identity provider.
    public var subject: String?
    public var created: Timestamp
    public var passwordChanged: Timestamp

    public init(account: String, displayName: String, password: String?, roles: [String], created: Timestamp) {
        self.account = account
        self.displayName = displayName
        self.password = password
        self.roles = roles
        isEnabled = true
        self.created = created
        passwordChanged = created
    }

    init(row: any SQLRow) {
        account = row.text(0)
        displayName = row.text(1)
        password = row.optionalText(2)
        roles = (try? JSONValue(parsing: row.text(3)))?.array?.compactMap(\.string) ?? []
        isEnabled = row.bool(4)
        subject = row.optionalText(5)
        created = Timestamp(ticks: row.integer(6))
        passwordChanged = Timestamp(ticks: row.integer(7))
        groups = (try? JSONValue(parsing: row.text(8)))?.array?.compactMap(\.string) ?? []
    }

    /// For the log of changes: everything but the password.
    fileprivate var logged: JSONValue {
        [
            "account": .string(account), "displayName": .string(displayName),
            "roles": .texts(roles), "groups": .texts(groups), "isEnabled": .bool(isEnabled),
            "passwordChanged": password == nil ? .null : .string(passwordChanged.rfc3339),
            "subject": subject.map(JSONValue.string) ?? .null,
        ]
    }
}

extension CaseReader {
    public func people() throws -> [StoredPerson] {
        try session.all(PersonSQL.all) { StoredPerson(row: $0) }
    }
}

extension CaseTransaction {
    /// Adds a person, or replaces what is stored of the one with this account.
    public func save(_ person: StoredPerson) throws {
        let old = try reader.people().first { $0.account == person.account }
        try session.execute(
            PersonSQL.save,
            [
                .text(person.account), .text(person.displayName), SQLValue(person.password),
                .text(JSONValue.texts(person.roles).text), SQLValue(person.isEnabled),
                SQLValue(person.subject), .integer(person.created.ticks), .integer(person.passwordChanged.ticks),
                .text(JSONValue.texts(person.groups).text),
            ])
        try log.append(
            old == nil ? .personCreated : .personUpdated, before: old?.logged ?? .null, after: person.logged)
    }

    /// Removes a person and ends his sessions. What he did stays under his name.
    public func removePerson(_ person: StoredPerson) throws {
        try session.execute(PersonSQL.remove, [.text(person.account)])
        try endSessions(of: person.account)
        try log.append(.personRemoved, before: person.logged)
    }

    /// Notes that somebody was not let in.
    /// - Parameter account: `nil` where there is none of that name: people type passwords into the wrong field.
    public func noteSignInRefused(account: String?, reason: String, address: String) throws {
        try log.append(
            .signInRefused,
            after: [
                "account": account.map(JSONValue.string) ?? .null, "reason": .string(reason), "address": .string(address),
            ])
    }
}

private enum PersonSQL {
    static let all = SQLStatement(
        "person.all",
        """
        SELECT account, display_name, password, roles, is_enabled, subject, created, password_changed, member_of FROM people
        ORDER BY account
        """)
    static let save = SQLStatement(
        "person.save",
        """
        INSERT INTO people (account, display_name, password, roles, is_enabled, subject, created, password_changed,
            member_of)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (account) DO UPDATE SET display_name = excluded.display_name, password = excluded.password,
            roles = excluded.roles, is_enabled = excluded.is_enabled, subject = excluded.subject,
            password_changed = excluded.password_changed, member_of = excluded.member_of
        """)
    static let remove = SQLStatement("person.remove", "DELETE FROM people WHERE account = ?")
}
