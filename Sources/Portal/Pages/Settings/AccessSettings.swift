internal import Access
internal import CaseStore
internal import GraphAPI
internal import Primitives
internal import SecurityModel

/// A name that can be ticked.
struct Tick {
    var value: String
    var title: String
    var isChosen: Bool
}

/// People's accounts.
struct PeopleSettings {
    struct Row {
        var account: String
        var accountPath: String
        var name: String
        var roles: [Tick]
        var roleWords: String
        var isEnabled: Bool
        var hasPassword: Bool
        var created: String
    }

    var people: [Row]
    var roleNames: [Tick]
    var mayChange: Bool

    init(_ callers: CallerBook, mayChange: Bool) {
        let roles = callers.roles.map(\.name)
        people = callers.people.map { person in
            Row(
                account: person.account, accountPath: person.account.queryEncoded, name: person.displayName,
                roles: roles.map { Tick(value: $0, title: $0, isChosen: person.roles.contains($0)) },
                roleWords: person.roles.joined(separator: ", "), isEnabled: person.isEnabled,
                hasPassword: person.passwordChanged != nil, created: person.created.minute)
        }
        roleNames = roles.map { Tick(value: $0, title: $0, isChosen: false) }
        self.mayChange = mayChange
    }
}

/// What somebody may do is limited to: some device groups, some sources.
struct ScopeChoices {
    var groups: [Tick]
    var sources: [Tick]

    init(_ services: APIServices) async throws {
        let (groups, sources) = try await services.store.read { (try $0.deviceGroups(), try $0.sources()) }
        self.groups =
            [Tick(value: "0", title: "Devices of no group", isChosen: false)]
            + groups.map { Tick(value: String($0.id), title: $0.name, isChosen: false) }
        self.sources = sources.map { Tick(value: $0.name, title: $0.name, isChosen: false) }
    }

    func words(_ scope: CaseScope) -> String {
        var parts: [String] = []
        if let numbers = scope.deviceGroups {
            let names = groups.filter { Int32($0.value).map(numbers.contains) == true }.map(\.title)
            parts.append(names.isEmpty ? "no device" : Amount.list(names))
        }
        if let names = scope.sources { parts.append(names.isEmpty ? "no source" : Amount.list(names.sorted())) }
        return parts.isEmpty ? "everything" : parts.joined(separator: "; ")
    }
}

/// What people can be given.
struct RoleSettings {
    struct Row {
        var name: String
        var namePath: String
        var isBuiltIn: Bool
        var permissions: [String]
        var scope: String
        var holders: String
    }

    var roles: [Row]
    var permissions: [Tick]
    var scopes: ScopeChoices
    var mayChange: Bool

    init(_ services: APIServices, mayChange: Bool) async throws {
        let callers = services.access.callers
        let scopes = try await ScopeChoices(services)
        roles = callers.roles.map { role in
            Row(
                name: role.name, namePath: role.name.queryEncoded, isBuiltIn: role.isBuiltIn,
                permissions: role.permissions.map(\.rawValue.camelWords).sorted(), scope: scopes.words(role.scope),
                holders: Amount.grouped(Int64(callers.people.count { $0.roles.contains(role.name) })))
        }
        permissions = Permission.allCases.filter { $0 != .sendRecords }.map {
            Tick(value: $0.rawValue, title: $0.rawValue.camelWords, isChosen: false)
        }
        self.scopes = scopes
        self.mayChange = mayChange
    }
}

/// Programs with accounts of their own.
struct ClientSettings {
    struct Row {
        var clientID: String
        var name: String
        var grants: [String]
        var scope: String
        var isEnabled: Bool
        var secretAge: String
    }

    var clients: [Row]
    var tenant: String
    var tokenAddress: String
    var appRoles: [Tick]
    var permissions: [Tick]
    var scopes: ScopeChoices
    var mayChange: Bool

    init(_ services: APIServices, mayChange: Bool) async throws {
        let scopes = try await ScopeChoices(services)
        tenant = services.access.callers.tenant
        tokenAddress = "\(services.facts.address)/\(tenant)/oauth2/v2.0/token"
        clients = services.access.callers.clients.map { client in
            Row(
                clientID: client.id, name: client.name, grants: client.grant.names, scope: scopes.words(client.scope),
                isEnabled: client.isEnabled, secretAge: RelativeTime.text(client.secretCreated, now: .now))
        }
        appRoles = AppRole.all.map { Tick(value: $0.name, title: $0.name, isChosen: false) }
        permissions = Permission.allCases.map { Tick(value: $0.rawValue, title: $0.rawValue.camelWords, isChosen: false) }
        self.scopes = scopes
        self.mayChange = mayChange
    }
}

/// The organisation's own way to sign in.
struct ProviderSettings {
    var isSet: Bool
    var issuer = ""
    var clientID = ""
    var displayName = ""
    var groupsClaim = "groups"
    var accountClaim = "preferred_username"
    /// A line for each group: its name, `=`, the names of roles with commas between.
    var rolesByGroup = ""
    var hasSecret: Bool
    var redirect: String
    var roleNames: [String]
    var mayChange: Bool

    init(_ services: APIServices, mayChange: Bool) async throws {
        let provider = try await services.access.provider.provider()
        isSet = provider != nil
        if let provider {
            (issuer, clientID, displayName) = (provider.issuer, provider.clientID, provider.displayName)
            (groupsClaim, accountClaim) = (provider.groupsClaim, provider.accountClaim)
            rolesByGroup = provider.rolesByGroup.sorted { $0.key < $1.key }
                .map { "\($0.key) = \($0.value.joined(separator: ", "))" }.joined(separator: "\n")
        }
        hasSecret = services.access.provider.hasSecret
        redirect = "\(services.facts.address)/api/session/callback"
        roleNames = services.access.callers.roles.map(\.name)
        self.mayChange = mayChange
    }
}

/// Which devices belong together.
struct GroupSettings {
    struct Row {
        var number: String
        var name: String
        /// A line for each condition: its name and its text.
        var conditions: String
        var words: [String]
        var json: String
    }

    var groups: [Row]
    var conditionNames: [String]
    var mayChange: Bool

    init(_ reader: CaseReader, mayChange: Bool) throws {
        groups = try reader.deviceGroups().map { group in
            let members = group.conditions.compactMap { $0.json.object?.members.first }
            return Row(
                number: String(group.id), name: group.name,
                conditions: members.map { "\($0.name) \($0.value.string ?? "")" }.joined(separator: "\n"),
                words: members.map { "\($0.name.camelWords.lowercased()) “\($0.value.string ?? "")”" },
                json: JSONValue.object(
                    JSONObject([
                        .init(name: "id", value: .integer(Int64(group.id))), .init(name: "name", value: .string(group.name)),
                        .init(name: "conditions", value: .array(group.conditions.map(\.json))),
                    ])
                ).text)
        }
        conditionNames = DeviceGroup.Condition.names
        self.mayChange = mayChange
    }
}
