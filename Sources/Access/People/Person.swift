internal import CaseStore
public import Primitives

/// Somebody with an account.
public struct Person: Hashable, Sendable {
    /// What he signs in with, in lower case.
    public var account: String
    public var displayName: String
    /// Names of roles.
    public var roles: [String]
    public var isEnabled: Bool
    public var created: Timestamp
    /// `nil` for somebody who signs in elsewhere.
    public var passwordChanged: Timestamp?

    init(_ stored: StoredPerson) {
        account = stored.account
        displayName = stored.displayName
        roles = stored.roles
        isEnabled = stored.isEnabled
        created = stored.created
        passwordChanged = stored.password == nil ? nil : stored.passwordChanged
    }

    /// Names that changes carry for others than people.
    private static let reserved = ["administrator", "ingestion", "retention", "access", "correlation", "unknown"]

    /// - Throws: `AccessError.badName`.
    static func account(_ text: String) throws(AccessError) -> String {
        try AccessName.check(text)
        let account = text.lowercased()
        guard !reserved.contains(account) else { throw .badName(text) }
        return account
    }
}
