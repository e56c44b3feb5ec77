internal import Access
internal import CaseStore
internal import GraphAPI

/// The parts of the settings, in the order of their menu, each with what somebody has to hold to see it and to change it.
enum SettingsSection: String, CaseIterable {
    case people, roles, groups, provider, clients, sources, webhooks, criticality, correlation, audit, system

    var title: String {
        switch self {
        case .people: "People"
        case .roles: "Roles"
        case .groups: "Device groups"
        case .provider: "Identity provider"
        case .clients: "API clients"
        case .sources: "Sources"
        case .webhooks: "Webhooks"
        case .criticality: "Critical assets"
        case .correlation: "Correlation"
        case .audit: "Audit log"
        case .system: "Backup and about"
        }
    }

    var need: Permission {
        switch self {
        case .people, .roles, .groups, .provider, .clients: .readAuthorization
        case .sources, .webhooks, .criticality, .correlation: .readSecuritySettings
        case .audit, .system: .readSystemSettings
        }
    }

    var needToChange: Permission {
        switch self {
        case .people, .roles, .groups, .provider, .clients: .manageAuthorization
        case .sources, .webhooks, .criticality, .correlation: .manageSecuritySettings
        case .audit, .system: .manageSystemSettings
        }
    }

    /// Sections about everything are kept from those who see a part alone.
    var isAboutEverything: Bool { [.audit, .system, .correlation].contains(self) }
    var address: String { "/settings/\(rawValue)" }

    /// Those that somebody is shown.
    static func sections(for caller: Caller) -> [SettingsSection] {
        allCases.filter { section in
            caller.may(section.need) && (!section.isAboutEverything || caller.scopes(for: section.need) == [.everything])
        }
    }
}
