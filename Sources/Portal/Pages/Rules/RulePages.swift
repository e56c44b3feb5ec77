internal import Access
internal import CaseStore
internal import Detection
internal import Flow
internal import Foundation
internal import GraphAPI
internal import HTTPTypes
internal import Hummingbird
internal import Hunting
internal import Primitives
internal import SecurityModel

/// `/rules`: queries that run on a schedule and make alerts. What is changed goes through the routes that programs use.
struct RulePages: Surface {
    /// Bytes of what is sent here, at most.
    static let longestBody = 256 << 10
    /// Alerts and runs of a rule that are shown, at most.
    static let mostAlerts = 10
    static let mostRuns = 50

    let pages: Pages

    func add(to routes: RouteTable) {
        routes.get("rules", needs: .permission(.readDetections), use: list)
        // Not below `rules`: a rule may have any name.
        routes.get("new-rule", needs: .permission(.manageDetections), use: new)
        routes.post("new-rule/preview", needs: .permission(.manageDetections), use: preview)
        routes.get("rules/:name", needs: .permission(.readDetections), use: one)
        routes.get("rules/:name/edit", needs: .permission(.manageDetections), use: edit)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let rules = try await pages.services.detections.list(at: .now)
        return try await page(
            "rules", RuleList(rules, mayChange: mayChange(context), mayHunt: context.may(.runHunting), now: .now), title: "Rules",
            context)
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        let name = try context.parameters.require("name").removingPercentEncoding ?? ""
        guard let (health, runs) = try await pages.services.detections.one(name, at: .now, runs: RulePages.mostRuns) else {
            return try await pages.notFound("There is no rule '\(name)'.", context: context)
        }
        let maySee = context.may(.readSecurityData)
        let alerts = try await pages.services.store.read { reader in
            try maySee ? reader.alerts(ofRule: health.saved.name, limit: RulePages.mostAlerts, now: .now) : []
        }
        return try await page(
            "rule", RulePage(health, runs, alerts, mayChange: mayChange(context), now: .now), title: health.saved.displayName,
            context)
    }

    /// An empty form, or one with the query that a hunt brings.
    @Sendable func new(_ request: Request, context: APIContext) async throws -> Response {
        let query = request.options.first { $0.name == "query" }?.value ?? ""
        let columns = query.isEmpty ? [] : try await columns(of: query)
        return try await page("rule-form", RuleForm(query: query, columns: columns), title: "New rule", context)
    }

    @Sendable func edit(_ request: Request, context: APIContext) async throws -> Response {
        let name = try context.parameters.require("name").removingPercentEncoding ?? ""
        guard let (health, _) = try await pages.services.detections.one(name, at: .now, runs: 0),
            case .success(let rule) = health.rule
        else { return try await pages.notFound("There is no rule '\(name)' that can be edited.", context: context) }
        let columns = try await columns(of: rule.query)
        return try await page(
            "rule-form", RuleForm(rule, named: health.saved.name, columns: columns), title: "Edit \(rule.displayName)", context)
    }

    private func columns(of query: String) async throws -> [String] {
        try await pages.services.hunts.checks(of: [query]).first?.columns ?? []
    }

    /// What the rule in the form would have found, as a part of its page.
    @Sendable func preview(_ request: Request, context: APIContext) async throws -> Response {
        let json = try await request.json(upTo: RulePages.longestBody)
        do {
            let (now, rule) = (Timestamp.now, try DetectionRule(properties: json["rule"]?.object ?? JSONObject()))
            let span = try HuntSpan(previewing: json["timespan"]?.string ?? "", now: now)
            return try pages.part(
                "rule-preview", RulePreview(try await pages.services.preview(rule, over: span, now: now)))
        } catch let error as DetectionRuleError {
            return try pages.part("rule-problem", ["problem": "\(error)"])
        } catch HuntError.busy {
            return try pages.part("rule-problem", ["problem": "Other hunts are running; try again in a moment."])
        }
    }

    /// A rule sees everything, so whoever sees a part changes none.
    private func mayChange(_ context: APIContext) -> Bool { context.may(.manageDetections) && CaseView.current.isEverything }

    private func page(_ template: String, _ model: Any, title: String, _ context: APIContext) async throws -> Response {
        try await pages.page(
            template, model, title: title, section: .rules,
            styles: ["queue.css", "incident.css", "lists.css", "settings.css", "rules.css", "hunting.css"],
            scripts: ["settings.js", "rules.js"],
            context: context)
    }
}
