internal import HTTPTypes

extension PersonRoutes {
    private static let account = Operation.Parameter("account", "The account's name.", .text(1...200))

    static let operations: [Operation] = [
        Operation(.get, "api/people", "The accounts of people.").giving(["people": .list(.named("Person"))]),
        Operation(.post, "api/people", "Makes an account.")
            .taking(
                .object(
                    [("account", .text(1...200)), ("password", .text)],
                    optional: [("displayName", .text.orNull), ("roles", .list(.text))], isClosed: true)
            )
            .giving(.named("Person"), status: 201).failing(409),
        Operation(.get, "api/people/:account", "One account.").at(account).giving(.named("Person")),
        Operation(.patch, "api/people/:account", "Changes an account.")
            .at(account)
            .taking(
                .object(
                    [],
                    optional: [
                        ("displayName", .text.orNull), ("roles", .list(.text)), ("isEnabled", .flag), ("password", .text.orNull),
                    ], isClosed: true)
            )
            .giving(.named("Person")).failing(409),
        Operation(.delete, "api/people/:account", "Ends an account.")
            .at(account).answering(.nothing, status: 204).failing(409),
        Operation(.delete, "api/people/:account/sessions", "Signs a person out everywhere.")
            .at(account).answering(.nothing, status: 204),
    ]
}
