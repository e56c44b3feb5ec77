internal import Access
internal import CaseStore
internal import Foundation
internal import GraphAPI
internal import Hummingbird
internal import Hunting
internal import KQL
internal import Primitives
internal import SecurityModel

/// `/hunting`: queries over everything that is stored. `?query=` and `?timespan=` say what stands in the editor; `?run` runs it.
struct HuntingPages: Surface {
    let pages: Pages

    func add(to routes: RouteTable) {
        routes.get("hunting", needs: .permission(.runHunting), use: page)
        routes.get("hunting/running/:id", needs: .permission(.runHunting), use: running)
    }

    /// A hunt that runs now. Whoever manages the system sees those of others, too.
    @Sendable func running(_ request: Request, context: APIContext) async throws -> Response {
        let id = try context.parameters.require("id").removingPercentEncoding ?? ""
        let reach = context.may(.manageSystemSettings) ? nil : context.caller?.name ?? ""
        guard let entry = pages.services.hunts.running.entries(of: reach).first(where: { $0.id == id }) else {
            return try await pages.notFound(
                "No hunt runs under this id for you: it is over, or was never begun.", context: context)
        }
        return try await pages.page(
            "running", RunningHuntPage(entry), title: "A hunt that runs", section: .hunting,
            styles: ["queue.css", "incident.css", "hunting.css"], scripts: ["hunt-running.js"], context: context)
    }

    @Sendable func page(_ request: Request, context: APIContext) async throws -> Response {
        let (options, account) = (request.options, context.caller?.name ?? "")
        let kept = try await pages.services.store.read { try $0.savedHunts(of: account) + $0.sharedHunts() }
        let warning = pages.services.hunts.usage.warning(for: account, by: .portal, at: .now)
        let model = HuntingPage(
            options, help: pages.services.hunts.help, kept: kept, rights: HuntingRights(context), warning: warning)
        return try await pages.page(
            "hunting", model, title: "Hunting", section: .hunting,
            styles: ["queue.css", "hunting.css"], scripts: ["hunt.js"], context: context)
    }
}

/// One hunt while it runs.
struct RunningHuntPage {
    var id: String
    var query: String
    var by: String
    var since: String
    var sinceExact: String
    var editAddress: String

    init(_ entry: RunningHunts.Entry) {
        (id, query) = (entry.id, entry.query)
        by = entry.account.isEmpty ? "the server" : entry.account
        (since, sinceExact) = (entry.begun.second, entry.begun.rfc3339)
        editAddress = "/hunting".asking([("query", entry.query)])
    }
}

/// What whoever looks at the hunting page may do beside asking.
struct HuntingRights {
    var account = ""
    /// Whether queries that others share may be taken away.
    var mayForgetAll = false
    /// Whether rows may become alerts.
    var mayLink = false
    /// Whether a query may become a rule.
    var mayDetect = false

    init() {}

    init(_ context: APIContext) {
        account = context.caller?.name ?? ""
        mayDetect = context.may(.manageDetections)
        mayForgetAll = mayDetect
        mayLink = context.may(.updateAlerts)
    }
}

/// What stands on the hunting page before anything was asked.
struct HuntingPage {
    struct Column {
        var name: String
        var type: String
        var meaning: String
    }

    struct Table {
        var name: String
        var summary: String
        var columns: [Column]
    }

    struct Span {
        var value: String
        var title: String
        var isChosen: Bool
    }

    struct Query {
        var name: String
        var query: String
    }

    /// What an alert can be a sign of.
    struct Category {
        var value: String
        var title: String
    }

    struct Severity {
        var value: String
        var title: String
        var isUsual: Bool

        init(_ severity: AlertSeverity) {
            (value, title, isUsual) = (severity.name, severity.name.withCapital, severity == .medium)
        }
    }

    /// A query that somebody shares with everybody.
    struct Shared {
        var name: String
        var query: String
        var by: String
        var mayForget: Bool
    }

    /// Stands for two moments that are typed in.
    static let between = "between"
    static let usualSpan = "P30D"

    let tables: [Table]
    let ready = GoHunt.ready
    var kept: [Query]
    var shared: [Shared]
    var mayLink: Bool
    let isRequired = false
    let categories = Tactic.allCases.map { Category(value: $0.category, title: $0.title) }
    /// What columns can say of things, for whoever links rows.
    let entityColumns = JSONValue.array(
        EntityColumn.allCases.map { column in
            .object([
                "value": .string(column.rawValue), "title": .string(column.title), "isAsset": .bool(column.isAsset),
                "usual": .array(column.usual.map(JSONValue.string)),
            ])
        }
    ).text
    let severities = AlertSeverity.allCases.filter { $0 != .unknown }.reversed().map { Severity($0) }
    var query: String
    var spans: [Span]
    var from = ""
    var to = ""
    /// Whether a query may become a rule.
    var mayDetect: Bool
    /// That whoever looks has nearly used up what he may; `nil` while he has not.
    var warning: String?

    init(
        _ options: [(name: String, value: String)], help: [TableHelp], kept: [SavedHunt],
        rights: HuntingRights = HuntingRights(), warning: String? = nil
    ) {
        self.warning = warning
        mayDetect = rights.mayDetect
        func option(_ name: String) -> String? { options.first { $0.name == name }?.value }
        tables = help.map { table in
            Table(
                name: table.name, summary: table.summary,
                columns: table.columns.map { Column(name: $0.name, type: $0.type.rawValue, meaning: $0.meaning) })
        }
        self.kept = kept.filter { !$0.isShared }.map { Query(name: $0.name, query: $0.query) }
        shared = kept.filter(\.isShared).map { hunt in
            let by = hunt.authorship.createdBy
            return Shared(
                name: hunt.name, query: hunt.query, by: by, mayForget: rights.mayForgetAll || by == rights.account)
        }
        mayLink = rights.mayLink
        query = option("query") ?? GoHunt.ready.first?.query ?? ""
        let asked = option("timespan") ?? HuntingPage.usualSpan
        let moments = asked.split(separator: "/")
        if moments.count == 2 { (from, to) = (String(moments[0].prefix(16)), String(moments[1].prefix(16))) }
        let spans = [
            ("PT1H", "Last hour"), ("P1D", "Last day"), ("P7D", "Last week"), ("P30D", "Last 30 days"),
            ("P180D", "Last 180 days"),
            ("", "All there is, or as the query says"), (HuntingPage.between, "Between two moments"),
        ]
        // A link may look at another time than those to choose from.
        let isOther = moments.count != 2 && !spans.contains { $0.0 == asked } && HuntSpan(asked, now: .now) != nil
        let chosen =
            moments.count == 2
            ? HuntingPage.between : isOther || spans.contains { $0.0 == asked } ? asked : HuntingPage.usualSpan
        self.spans = (isOther ? [(asked, "As the link says: \(SpanWords.text(asked))")] + spans : spans).map {
            Span(value: $0.0, title: $0.1, isChosen: $0.0 == chosen)
        }
    }
}
