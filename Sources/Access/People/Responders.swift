public import CaseStore

/// Who can be given work: people who may manage incidents, and groups of the identity provider whose people may.
public struct Responders: Sendable {
    public struct Member: Hashable, Sendable {
        public var account: String
        /// Empty where he has none beside his account.
        public var displayName: String
    }

    /// In the order of their accounts.
    public var people: [Member]
    public var groups: [String]

    public init(_ reader: CaseReader) throws {
        let roles = try RoleBook(reader)
        func mayManage(_ names: [String]) -> Bool {
            names.contains { roles[$0]?.permissions.withParts.contains(.manageIncidents) == true }
        }
        people = try reader.people().filter { $0.isEnabled && mayManage($0.roles) }.map {
            Member(account: $0.account, displayName: $0.displayName)
        }
        groups = try ProviderDesk.rolesByGroup(reader).filter { mayManage($0.value) }.keys.sorted()
    }

    public var isEmpty: Bool { people.isEmpty && groups.isEmpty }

    /// The name by which work is given to whoever is called so; `nil` where nobody is. Accounts are in lower case.
    public func owner(named text: String) -> String? {
        if groups.contains(text) { return text }
        let account = text.lowercased()
        return people.contains { $0.account == account } ? account : nil
    }
}
