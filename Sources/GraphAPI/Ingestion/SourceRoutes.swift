internal import Access
internal import CaseStore
internal import Flow
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Primitives

/// `/api/sources`: the ways in for records.
struct SourceRoutes: RouteGroup {
    let services: APIServices

    init(_ services: APIServices) {
        self.services = services
    }

    func add(to routes: RouteTable) {
        routes.get("api/sources", needs: .permission(.readSecuritySettings), use: list)
        routes.put("api/sources/:name", needs: .permission(.manageSecuritySettings), use: save)
        routes.post("api/sources/:name/token", needs: .permission(.manageSecuritySettings), use: replaceToken)
        routes.put("api/sources/:name/files", needs: .permission(.manageSecuritySettings), use: follow)
        routes.delete("api/sources/:name/files", needs: .permission(.manageSecuritySettings), use: unfollow)
    }

    @Sendable func list(_ request: Request, context: APIContext) async throws -> Response {
        let (seen, flow) = (CaseView.current, services.flow)
        let sources = try await services.store.read { reader in
            let view = try SourceView(reader, flow)
            return try reader.sources().filter { seen.holds(source: $0.name) }.map(view.json)
        }
        return .json(["sources": .array(sources)])
    }

    @Sendable func save(_ request: Request, context: APIContext) async throws -> Response {
        let name = try context.sourceName()
        let body = try await request.object(allowing: ["format", "scope", "timeZone", "deviceName", "mapping"])
        let known = try await services.store.read { try $0.sources().first { $0.name == name } }
        // RFC 9110, 13.1.2: who makes something new changes nothing that is there.
        if let known, request.headers[.ifNoneMatch] == "*" {
            throw APIError(
                status: .preconditionFailed, code: "PreconditionFailed",
                message: "there is a source '\(name)' already, of the format \(known.format)")
        }
        guard let format = try body.text("format") ?? known?.format else {
            throw APIError.badRequest("'format' is missing: the name of a format, 'mapping' or 'auto'")
        }
        _ = try await services.sources.save(
            name, format: format, scope: try body.text("scope") ?? known?.scope ?? "",
            timeZone: try body.text("timeZone") ?? known?.timeZone ?? "",
            deviceName: try body.text("deviceName") ?? known?.deviceName ?? "",
            mapping: format == "mapping" ? try body.text("mapping") ?? known?.mapping ?? "" : "", by: context.actor)
        return try await services.answer(ofSource: name)
    }

    @Sendable func replaceToken(_ request: Request, context: APIContext) async throws -> Response {
        let token = AccessToken()
        try await services.sources.setToken(
            digest: token.digest, of: try context.sourceName(), by: context.actor)
        try await services.access.callers.reload()
        let key = services.secrets.sharedKey(ofTokenDigest: token.digest)
        return .json(["token": .string(token.text), "sharedKey": .string(Data(key).base64EncodedString())])
    }

    @Sendable func follow(_ request: Request, context: APIContext) async throws -> Response {
        let name = try context.sourceName()
        try await services.sources.follow(try await path(in: request), by: name, actor: context.actor)
        return try await services.answer(ofSource: name)
    }

    @Sendable func unfollow(_ request: Request, context: APIContext) async throws -> Response {
        try await services.sources.unfollow(try await path(in: request), actor: context.actor)
        return try await services.answer(ofSource: try context.sourceName())
    }

    private func path(in request: Request) async throws -> String {
        try await request.object(allowing: ["path"]).required("path", "the absolute path of the file")
    }
}

extension APIServices {
    /// A source as it stands now.
    func answer(ofSource name: String) async throws -> Response {
        let json = try await store.read { [flow] reader in
            try reader.sources().first { $0.name == name }.map(try SourceView(reader, flow).json)
        }
        guard let json else { throw APIError.notFound("there is no source '\(name)'") }
        return .json(json)
    }
}

extension APIContext {
    /// The source that the address names.
    /// - Throws: 404 where it lies outside the scope of whoever asks.
    func sourceName() throws -> String {
        let name = try parameters.require("name")
        guard CaseView.current.holds(source: name) else { throw SourceError.noSuchSource(name) }
        return name
    }
}
