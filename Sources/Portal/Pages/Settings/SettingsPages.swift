internal import Access
internal import CaseStore
internal import Flow
internal import GraphAPI
internal import HTTPTypes
internal import Hummingbird
internal import Primitives

/// `/settings`: who may come in, what comes in, who is told, and the installation itself. What is changed goes through the
/// routes that programs use.
struct SettingsPages: Surface {
    struct Menu {
        var sections: [PageFrame.Link]
        var heading: String
        /// Markup of the section, made by its own template.
        var section: String
    }

    /// Bytes of what is sent here, at most.
    static let longestBody = 64 << 10

    let pages: Pages

    func add(to routes: RouteTable) {
        routes.get("settings", needs: .caller, use: first)
        for section in SettingsSection.allCases {
            routes.get("settings/\(section.rawValue)", needs: .permission(section.need)) { try await show(section, $0, $1) }
        }
        routes.get("settings/sources/:name", needs: .permission(.readSecuritySettings), use: source)
        routes.post("settings/correlation/what-if", needs: .permission(.manageSecuritySettings), use: whatIf)
        routes.post("settings/audit/verification", needs: .permission(.readSystemSettings), use: verify)
    }

    /// The first section that there is for whoever asks.
    @Sendable func first(_ request: Request, context: APIContext) async throws -> Response {
        guard let caller = context.caller, let section = SettingsSection.sections(for: caller).first else {
            return try await pages.notFound("There are no settings for you.", context: context)
        }
        return Response(status: .seeOther, headers: [.location: section.address])
    }

    private func show(_ section: SettingsSection, _ request: Request, _ context: APIContext) async throws -> Response {
        guard context.caller.map({ SettingsSection.sections(for: $0).contains(section) }) == true else {
            return try await pages.notFound("\(section.title) is for those who see everything.", context: context)
        }
        let mayChange = context.may(section.needToChange)
        let (options, seesEverything) = (request.options, CaseView.current.isEverything)
        let store = pages.services.store
        let model: Any =
            switch section {
            case .people: PeopleSettings(pages.services.access.callers, mayChange: mayChange)
            case .roles: try await RoleSettings(pages.services, mayChange: mayChange)
            case .groups: try await store.read { try GroupSettings($0, mayChange: mayChange && seesEverything) }
            case .provider: try await ProviderSettings(pages.services, mayChange: mayChange)
            case .clients: try await ClientSettings(pages.services, mayChange: mayChange)
            case .sources: try await SourceSettings(pages.services, mayChange: mayChange, now: .now)
            case .webhooks: try await store.read { try WebhookSettings($0, mayChange: mayChange, now: .now) }
            case .criticality: try await store.read { try CriticalitySettings($0, mayChange: mayChange) }
            case .correlation: try await store.read { try CorrelationPage(options, $0, mayChange: mayChange) }
            case .audit: try await store.read { try AuditPage(options, head: store.publishedHead?.text, $0) }
            case .system: try await SystemSettings(pages.services, mayChange: mayChange)
            }
        return try await page(section, template: "settings-\(section.rawValue)", model, context)
    }

    /// One source: how it is doing, how to connect to it, what of it could not be read.
    @Sendable func source(_ request: Request, context: APIContext) async throws -> Response {
        let name = try context.parameters.require("name")
        guard CaseView.current.holds(source: name),
            let model = try await SourcePage(name, pages.services, mayChange: context.may(.manageSecuritySettings), now: .now)
        else { return try await pages.notFound("There is no source '\(name)' for you.", context: context) }
        return try await page(.sources, template: "settings-source", model, context)
    }

    /// Correlates the stored history anew with other settings, in memory.
    @Sendable func whatIf(_ request: Request, context: APIContext) async throws -> Response {
        guard CaseView.current.isEverything else { throw HTTPError(.forbidden) }
        let json = try await request.json(upTo: SettingsPages.longestBody)
        return try pages.part("what-if", try await WhatIf(json["settings"]?.string ?? "", pages.services))
    }

    /// Walks the whole log; a long one takes a while.
    @Sendable func verify(_ request: Request, context: APIContext) async throws -> Response {
        guard CaseView.current.isEverything else { throw HTTPError(.forbidden) }
        return try pages.part("audit-outcome", AuditVerification(try await pages.services.store.audit()))
    }

    private func page(
        _ section: SettingsSection, template: String, _ model: Any, _ context: APIContext
    ) async throws -> Response {
        let sections = context.caller.map { SettingsSection.sections(for: $0) } ?? []
        let menu = Menu(
            sections: sections.map { PageFrame.Link(name: $0.title, address: $0.address, isCurrent: $0 == section) },
            heading: section.title, section: try pages.templates.part(template, model))
        return try await pages.page(
            "settings", menu, title: section.title, section: .settings, styles: ["queue.css", "lists.css", "settings.css"],
            scripts: ["settings.js"], context: context)
    }
}
