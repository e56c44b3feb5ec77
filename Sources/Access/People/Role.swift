public import CaseStore

/// A named set of permissions with the scope that they hold in.
public struct Role: Hashable, Sendable {
    public var name: String
    public var permissions: Set<Permission>
    public var scope: CaseScope
    /// Part of the product: not to be changed.
    public var isBuiltIn: Bool

    public init(name: String, permissions: Set<Permission>, scope: CaseScope = .everything) {
        self.init(name, permissions, scope: scope, isBuiltIn: false)
    }

    private init(
        _ name: String, _ permissions: Set<Permission>, scope: CaseScope = .everything, isBuiltIn: Bool = true
    ) {
        self.name = name
        self.permissions = permissions
        self.scope = scope
        self.isBuiltIn = isBuiltIn
    }

    /// - Throws: `AccessError` where something is stored that this version does not know.
    init(_ stored: StoredRole) throws(AccessError) {
        self.init(
            stored.name, try Grant(names: stored.permissions).permissions, scope: try CaseScope(json: stored.scope),
            isBuiltIn: false)
    }

    var stored: StoredRole {
        StoredRole(name: name, permissions: permissions.map(\.rawValue).sorted(), scope: scope.json)
    }

    var part: Caller.Part { Caller.Part(permissions, scope: scope) }

    /// The roles of the product, after those of the Defender portal and of Microsoft Sentinel.
    public static let builtIn: [Role] = [
        Role("Security administrator", Set(Permission.allCases).subtracting([.sendRecords])),
        Role(
            "Security operator",
            [
                .readSecurityData, .manageAlerts, .manageResponse, .useBasicLiveResponse, .collectFiles, .readEmailMetadata,
                .manageEmailQuarantine, .manageEmailActions, .readSecuritySettings,
            ]),
        Role("Security reader", [.readSecurityData, .readSecuritySettings]),
        Role(
            "SOC manager",
            [
                .readSecurityData, .manageAlerts, .manageResponse, .useBasicLiveResponse, .collectFiles, .readEmailMetadata,
                .manageEmailQuarantine, .manageEmailActions, .manageDetectionTuning, .readAuthorization,
                .readSecuritySettings, .readSystemSettings,
            ]),
        Role("Tier 1 responder", [.readSecurityData, .manageAlerts]),
        Role(
            "Tier 2 analyst",
            [.readSecurityData, .manageAlerts, .manageResponse, .useBasicLiveResponse, .collectFiles, .readEmailMetadata]),
        Role("Threat hunter", [.readSecurityData, .manageAlerts, .manageDetectionTuning]),
        Role("Sentinel Reader", [.readSecurityData]),
        Role("Sentinel Responder", [.readSecurityData, .manageAlerts]),
        Role("Sentinel Contributor", [.readSecurityData, .manageAlerts, .manageDetectionTuning]),
    ]

    /// The role that the first person gets.
    static let administrator = "Security administrator"
}
