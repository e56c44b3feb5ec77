internal import HTTPTypes

extension SessionRoutes {
    static let operations: [Operation] = [
        Operation(.post, "api/setup", "Makes the first person's account, with the secret that the server printed.")
            .taking(
                .object(
                    [("secret", .text), ("account", .text(1...200)), ("password", .text)],
                    optional: [("displayName", .text.orNull)], isClosed: true)
            )
            .giving(.named("Person"), status: 201).failing(401, 403, 404, 409),
        Operation(.post, "api/session", "Signs a person in; the session is a cookie.")
            .taking(.object([("account", .text(1...200)), ("password", .text)], isClosed: true))
            .giving(.named("Caller")).failing(401, 403),
        Operation(.get, "api/session", "Who asks, and what he may.").giving(.named("Caller")),
        Operation(.delete, "api/session", "Signs out.").answering(.nothing, status: 204).failing(404, 409),
        Operation(.post, "api/session/password", "Changes one's own password, and signs out everywhere.")
            .taking(.object([("current", .text), ("new", .text)], isClosed: true))
            .answering(.nothing, status: 204).failing(404, 409),
    ]
}
