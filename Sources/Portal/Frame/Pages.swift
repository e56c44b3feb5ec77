internal import Access
internal import CaseStore
internal import GraphAPI
internal import HTTPTypes
internal import Hummingbird
internal import Primitives

/// What every page needs: the store, the templates, and the frame around its content.
struct Pages: Sendable {
    let services: APIServices
    let templates: PageTemplates

    /// A whole page.
    /// - Parameter cursor: the place in the log of changes that the page stands at, where it follows what comes after.
    func page(
        _ template: String, _ model: Any, title: String, section: Section?, styles: [String], scripts: [String],
        context: APIContext, upTo cursor: Int64? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        var frame = PageFrame(
            title: title, version: templates.version, csrf: context.session?.maskedCSRFToken, cursor: cursor.map(String.init),
            person: nil, styles: styles, scripts: scripts)
        if let caller = context.caller {
            frame.person = PageFrame.Person(name: caller.name)
            // A page that says that the store fails has to be made without it.
            frame.manner = PageManner((try? await services.store.read { try $0.preferences(of: caller.name) }) ?? [:])
            let lacking = Pages.offered.filter { !caller.may($0) }.map(\.rawValue)
            frame.lacks = lacking.isEmpty ? nil : lacking.joined(separator: " ")
            frame.navigation = Section.allCases.filter { $0.isFor(caller) }.map { part in
                PageFrame.Link(
                    name: part.title, address: part.address, isCurrent: part == section, icon: part.rawValue)
            }
        }
        return try templates.page(template, model, in: frame, status: status)
    }

    /// Permissions that buttons of shared templates need; the server checks them again.
    private static let offered: [Permission] = [.manageIncidents, .updateAlerts]

    /// A part of a page, for a script to put in.
    func part(_ template: String, _ model: Any) throws -> Response {
        Response.page(try templates.part(template, model))
    }

    /// Says that what was asked for is not there.
    func notFound(_ what: String, context: APIContext) async throws -> Response {
        try await problem(.notFound, what, context: context)
    }
}

extension Pages: ProblemPages {
    func problem(_ status: HTTPResponse.Status, _ message: String, context: APIContext) async throws -> Response {
        let title =
            switch status {
            case .notFound: "Not found"
            case .forbidden: "Not allowed"
            case .badRequest: "This address is not understood"
            case .tooManyRequests: "Too many requests"
            default: "That did not work"
            }
        let sentence = message.prefix(1).uppercased() + message.dropFirst() + (message.hasSuffix(".") ? "" : ".")
        return try await page(
            "problem", ["title": title, "message": sentence], title: title, section: nil, styles: ["queue.css"],
            scripts: [], context: context, status: status)
    }
}

/// Style sheets and scripts. They tell nothing about anybody, so anybody may have them.
struct AssetRoutes: Surface {
    let templates: PageTemplates

    func add(to routes: RouteTable) {
        routes.get("assets/:version/:name", needs: .nothing) { _, context in
            guard let response = templates.assets.response(try context.parameters.require("name")) else {
                throw HTTPError(.notFound)
            }
            return response
        }
    }
}
