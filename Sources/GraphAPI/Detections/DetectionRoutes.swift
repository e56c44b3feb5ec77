internal import Access
internal import CaseStore
internal import Detection
internal import Flow
internal import Foundation
internal import Hummingbird
internal import Hunting
internal import Primitives
internal import SecurityModel

/// `/api/detections`: rules that make alerts of what their queries find. A rule's query sees everything, so whoever sees a part
/// only may look at rules, but not change or run them.
struct DetectionRoutes: RouteGroup {
    /// Days that a preview looks back where it is not said.
    static let previewDays: Int64 = 30
    static let runsShown = 50

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/detections", needs: .permission(.readDetections), use: list)
        routes.post("api/detections", needs: .permission(.manageDetections), use: create)
        routes.post("api/detections/import", needs: .permission(.manageDetections), use: take)
        routes.post("api/detections/preview", needs: .permission(.manageDetections), use: preview)
        routes.get("api/detections/:name", needs: .permission(.readDetections), use: one)
        routes.put("api/detections/:name", needs: .permission(.manageDetections), use: save)
        routes.delete("api/detections/:name", needs: .permission(.manageDetections), use: remove)
        routes.post("api/detections/:name/enable", needs: .permission(.manageDetections)) { _, context in
            try await setEnabled(true, context)
        }
        routes.post("api/detections/:name/disable", needs: .permission(.manageDetections)) { _, context in
            try await setEnabled(false, context)
        }
        routes.post("api/detections/:name/run", needs: .permission(.manageDetections), use: run)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        .json(["detections": .array(try await services.detections.list(at: .now).map { .object($0.json) })])
    }

    @Sendable func one(_ request: Request, context: APIContext) async throws -> Response {
        try await answer(try context.segment("name"))
    }

    @Sendable func create(_ request: Request, context: APIContext) async throws -> Response {
        try await save(try await request.resourceObject(), named: UUID().uuidString.lowercased(), expecting: .none, context)
    }

    @Sendable func save(_ request: Request, context: APIContext) async throws -> Response {
        try await save(try await request.resourceObject(), named: try context.segment("name"), expecting: .any, context)
    }

    private func save(
        _ body: JSONObject, named name: String, expecting version: RecordVersion, _ context: APIContext
    ) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let rule = try DetectionRule(properties: body)
        let saved = try await services.detections.save(rule, named: name, expecting: version, by: context.actor)
        return try await answer(
            saved.record.name, isNew: saved.isNew, notes: rule.notes)
    }

    /// Takes a rule of Sentinel's YAML form in. A new one is disabled until somebody enables it, unless he does so with it; one that
    /// is there stays as it is, enabled or disabled.
    @Sendable func take(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let body = try await request.object(allowing: ["yaml", "name", "enable"])
        let file = try SentinelRuleFile(yaml: try body.required("yaml", "the text of a rule file"))
        var rule = try DetectionRule(properties: file.properties)
        let given = try body.text("name") ?? ""
        let name = [given, file.id].first { !$0.isEmpty } ?? UUID().uuidString.lowercased()
        let known = try await services.detections.one(name, at: .now, runs: 0)?.0.saved
        rule.isEnabled = try body.flag("enable") == true || known?.isEnabled == true
        var notes = file.notes
        if known != nil { notes.append("the rule was here and is changed; it stays \(rule.isEnabled ? "enabled" : "disabled")") }
        let problems = try await services.detections.problems(of: rule)
        if known?.isEnabled == true, let problem = problems.first {
            throw APIError.badRequest("the rule is enabled and stays as it was, as the new one cannot run: \(problem)")
        }
        if !rule.isEnabled { notes += problems.map { "\($0)" } }
        let saved = try await services.detections.save(rule, named: name, by: context.actor)
        return try await answer(saved.record.name, isNew: saved.isNew, notes: notes)
    }

    @Sendable func remove(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let name = try context.segment("name")
        guard try await services.detections.delete(name, by: context.actor) else { throw noSuch(name) }
        return Response(status: .noContent)
    }

    private func setEnabled(_ isEnabled: Bool, _ context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let saved = try await services.detections.setEnabled(isEnabled, try context.segment("name"), by: context.actor)
        return try await answer(saved.name)
    }

    @Sendable func run(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let runs = try await services.detections.run(try context.segment("name"))
        return .json(["runs": .array(runs.map(\.json))])
    }

    /// What a rule would have found, kept or not.
    @Sendable func preview(_ request: Request, context: APIContext) async throws -> Response {
        let body = try await request.object(allowing: ["rule", "name", "timespan"])
        let now = Timestamp.now
        let rule: DetectionRule
        if let given = body["rule"]?.object {
            rule = try DetectionRule(properties: given)
        } else {
            let name = try body.required("name", "the rule's, or the rule itself as 'rule'")
            guard let (health, _) = try await services.detections.one(name, at: now, runs: 0) else { throw noSuch(name) }
            rule = try health.rule.get()
        }
        let span = try HuntSpan(previewing: try body.text("timespan") ?? "", now: now)
        return .json(try await services.preview(rule, over: span, now: now).json)
    }

    private func noSuch(_ name: String) -> RecordError { .noSuch(noun: SavedDetection.table.noun, name: name) }

    private func answer(_ name: String, isNew: Bool = false, notes: [String]? = nil) async throws -> Response {
        guard let (health, runs) = try await services.detections.one(name, at: .now, runs: DetectionRoutes.runsShown) else {
            throw noSuch(name)
        }
        var json = health.json
        json["runs"] = .array(runs.map(\.json))
        if let notes { json["notes"] = .texts(notes) }
        return .json(.object(json), status: isNew ? .created : .ok)
    }
}
