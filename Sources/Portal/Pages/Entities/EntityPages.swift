internal import Access
internal import CaseStore
internal import GraphAPI
internal import HTTPTypes
internal import Hummingbird
internal import Primitives
internal import SecurityModel

/// `/entities/{number}`: the page of anything that alerts name; `/entities?name=kind:value` leads there.
struct EntityPages: Surface {
    let pages: Pages

    func add(to routes: RouteTable) {
        let need = RouteNeed.permission(.readSecurityData)
        routes.get("entities", needs: need, use: find)
        routes.get("entities/:id", needs: need, use: entity)
        routes.get("entities/:id/menu", needs: need, use: menu)
    }

    @Sendable func find(_ request: Request, context: APIContext) async throws -> Response {
        let name = request.options.first { $0.name == "name" }?.value ?? ""
        guard let key = EntityKey(address: name) else {
            return try await pages.notFound(
                "'\(name)' names nothing; a name is a kind and a value, as device:web-01.", context: context)
        }
        guard let id = try await pages.services.store.read({ try $0.entityID(key) }) else {
            return try await pages.notFound("No alert names the \(key.kind.title(1)) '\(key.value)'.", context: context)
        }
        return Response(status: .seeOther, headers: [.location: "/entities/\(id)"])
    }

    /// What can be done with a thing, for the menu of its chip.
    @Sendable func menu(_ request: Request, context: APIContext) async throws -> Response {
        let rights = EntityActions.rights(context)
        guard let id = Int64(try context.parameters.require("id")),
            let thing = try await pages.services.store.read({ try $0.thing(id) })
        else { throw HTTPError(.notFound) }
        return try pages.part("entity-menu", EntityActions(thing.id, thing.key, rights))
    }

    @Sendable func entity(_ request: Request, context: APIContext) async throws -> Response {
        let text = try context.parameters.require("id")
        let (asked, rights) = (request.options, EntityActions.rights(context))
        let page = try await pages.services.store.read { reader in
            try Int64(text).flatMap {
                try EntityPage(
                    $0, asked: asked, mayManage: rights.mayManage, mayHunt: rights.mayHunt, reader, now: .now)
            }
        }
        guard let page else {
            return try await pages.notFound("There is nothing under the number '\(text)' for you.", context: context)
        }
        return try await pages.page(
            "entity", page, title: page.title, section: .assets, styles: ["queue.css", "incident.css", "lists.css", "home.css"],
            scripts: ["assets.js"], context: context)
    }
}
