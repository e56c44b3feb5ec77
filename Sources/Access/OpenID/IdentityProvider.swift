public import CaseStore
public import Primitives

/// The organisation's own identity provider, by which people sign in beside local accounts (OpenID Connect). The client's
/// secret is not among this: it stands in a file beside the keys.
public struct IdentityProvider: Hashable, Sendable {
    /// As its tokens name it: `https://id.example.org`.
    public var issuer: String
    /// What this installation is called there.
    public var clientID: String
    /// What the sign-in page calls it.
    public var displayName: String
    /// The claim of the id token that lists a person's groups.
    public var groupsClaim: String
    /// The claim that becomes the account's name.
    public var accountClaim: String
    /// What each group is given.
    public var rolesByGroup: [String: [String]]

    /// Groups that are mapped, at most.
    public static let maximumGroups = 500

    /// - Throws: `AccessError.badProvider`.
    public init(json: JSONValue) throws(AccessError) {
        func text(_ name: String, _ standard: String? = nil) throws(AccessError) -> String {
            let text = json[name]?.string ?? standard ?? ""
            guard !text.isEmpty else { throw .badProvider("'\(name)' is missing") }
            return text
        }
        issuer = String(try text("issuer").reversed().drop { $0 == "/" }.reversed())
        clientID = try text("clientId")
        displayName = try text("displayName", "Single sign-on")
        groupsClaim = try text("groupsClaim", "groups")
        accountClaim = try text("accountClaim", "preferred_username")
        rolesByGroup = [:]
        for member in json["rolesByGroup"]?.object?.members ?? [] {
            guard let roles = member.value.array?.map(\.string), !roles.contains(nil), !roles.isEmpty else {
                throw .badProvider("'rolesByGroup' gives each group an array of names of roles")
            }
            rolesByGroup[member.name] = roles.compactMap(\.self)
        }
        guard rolesByGroup.count <= IdentityProvider.maximumGroups else {
            throw .badProvider("at most \(IdentityProvider.maximumGroups) groups are mapped")
        }
        try IdentityProvider.check(issuer)
    }

    public var json: JSONValue {
        let groups = rolesByGroup.sorted { $0.key < $1.key }.map { group, roles in
            JSONObject.Member(name: group, value: .texts(roles))
        }
        return [
            "issuer": .string(issuer), "clientId": .string(clientID), "displayName": .string(displayName),
            "groupsClaim": .string(groupsClaim), "accountClaim": .string(accountClaim),
            "rolesByGroup": .object(JSONObject(groups)),
        ]
    }

    /// The groups that are mapped in a store, in their order; none where there is no identity provider.
    public static func groups(_ reader: CaseReader) throws -> [String] { try ProviderDesk.groups(reader) }

    /// The roles that groups come to, each once.
    func roles(ofGroups groups: [String]) -> [String] {
        Set(groups.flatMap { rolesByGroup[$0] ?? [] }).sorted()
    }

    /// Secrets travel to these addresses: `https` anywhere, `http` to this machine alone.
    /// - Throws: `AccessError.badProvider`.
    static func check(_ address: String) throws(AccessError) {
        if address.hasPrefix("https://"), address.utf8.count > "https://".utf8.count { return }
        guard address.hasPrefix("http://") else { throw .badProvider("'\(address)' is no https address") }
        let authority = address.dropFirst("http://".utf8.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        // Nothing in front of the host: `127.0.0.1@elsewhere` is elsewhere.
        guard !authority.contains("@") else { throw .badProvider("'\(address)' has a user in it") }
        let host = authority.hasPrefix("[") ? authority.dropFirst().prefix { $0 != "]" } : authority.prefix { $0 != ":" }
        guard host == "localhost" || IPAddress(String(host))?.isLoopback == true else {
            throw .badProvider("'\(address)' is not encrypted; http is for this machine alone")
        }
    }
}
