internal import Access
internal import CaseStore
internal import HTTPTypes
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `/api/audit`: the log of changes, for those who see everything.
struct AuditRoutes: RouteGroup {
    /// Rows of a page where nothing is said.
    private static let pageSize = 100

    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/audit", needs: .permission(.readSystemSettings), use: list)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        try CaseView.current.checkIsEverything()
        let options = try QueryOptions(
            request, allowing: ["actor", "action", "by", "incident", "alert", "from", "before", "top", "after"])
        let filter = try AuditRoutes.filter(options)
        let top = try options.number("top", default: AuditRoutes.pageSize, in: 1...QueryOptions.largestPage)
        let after = try options.number("after", default: .max, in: 1...Int.max)
        let page = try await services.store.read { try $0.changes(filter, before: Int64(after), limit: top) }
        return .json([
            "changes": .array(
                page.changes.map { change in
                    var json = change.json.object ?? JSONObject()
                    json["incident"] = change.incident.map { .string($0.description) } ?? .null
                    return .object(json)
                }),
            "next": page.next.map { .integer($0) } ?? .null,
        ])
    }

    private static func filter(_ options: QueryOptions) throws(APIError) -> ChangeFilter {
        var filter = ChangeFilter()
        filter.actor = options.text("actor") ?? ""
        for action in options.list("action") ?? [] {
            guard ChangeAction(rawValue: action) != nil else {
                let known = ChangeAction.allCases.map(\.rawValue).joined(separator: ", ")
                throw .badRequest("'\(action)' is no action of the log; it is one of \(known)")
            }
            filter.actions.append(action)
        }
        switch options.text("by") {
        case nil: break
        case "people": filter.byPeople = true
        case "product": filter.byPeople = false
        case let text?: throw .badRequest("'by' must be people or product, not '\(text)'")
        }
        filter.incident = try options.text("incident").map { text throws(APIError) in try APIContext.incidentID(text) }
        if let text = options.text("alert") {
            guard let id = AlertID(text) else { throw .badRequest("'\(text)' is no id of an alert; those look like al17") }
            filter.alert = id
        }
        filter.from = try options.time("from")
        filter.before = try options.time("before")
        return filter
    }

    static let operations = [
        Operation(.get, "api/audit", "The log of changes, the newest first: who did what, and when.")
            .asking(
                .init("actor", "A part of the name of whoever did it.", .text),
                .init("action", "Only these, with commas between.", .pattern("^[A-Za-z]+(,[A-Za-z]+)*$")),
                .init("by", "Only what people did, or only what the product did.", .oneOf(["people", "product"])),
                .init("incident", "Only changes of this incident.", .incidentID),
                .init("alert", "Only changes of this alert.", .text),
                .init("from", "Only changes from this moment on.", .time),
                .init("before", "Only changes before this moment.", .time),
                .init("top", "Rows at most; 100 where it is not said.", .integer(1...QueryOptions.largestPage)),
                .init("after", "The `next` of the page before.", .integer(1...Int.max))
            )
            .giving(["changes": .list(.named("Change")), "next": .count.orNull])
    ]
}
