internal import Access
internal import CaseStore
internal import GraphAPI
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `/alerts/{id}/processes/{place}`: the page of a process, by an alert that tells of it and its place among the evidence there.
struct ProcessPages: Surface {
    let pages: Pages

    func add(to routes: RouteTable) {
        routes.get("alerts/:alert/processes/:place", needs: .permission(.readSecurityData), use: process)
    }

    @Sendable func process(_ request: Request, context: APIContext) async throws -> Response {
        let (text, number) = (try context.parameters.require("alert"), try context.parameters.require("place"))
        let mayHunt = EntityActions.rights(context).mayHunt
        let page = try await pages.services.store.read { reader -> ProcessPage? in
            guard let id = AlertID(text), let place = Int(number), let alert = try reader.alert(id) else { return nil }
            return try ProcessPage(alert, at: place, mayHunt: mayHunt, reader, now: .now)
        }
        guard let page else {
            return try await pages.notFound(
                "The alert '\(text)' tells you of no process at the place '\(number)'.", context: context)
        }
        return try await pages.page(
            "process", page, title: page.title, section: .assets, styles: ["queue.css", "incident.css", "lists.css", "home.css"],
            scripts: [], context: context)
    }
}
