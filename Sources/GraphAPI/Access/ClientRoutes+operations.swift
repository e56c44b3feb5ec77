internal import HTTPTypes

extension ClientRoutes {
    private static let id = Operation.Parameter("id", "The client's id.", .text(1...200))
    private static let withSecret = Schema.object(Schema.client + [("clientSecret", .text)])

    static let operations: [Operation] = [
        Operation(.get, "api/appRoles", "What programs can be granted.")
            .giving([
                "appRoles": .list(["name": .text, "resource": .text, "permissions": .list(.text)]),
                "permissions": .list(["name": .text, "parts": .list(.text)]),
            ]),
        Operation(.get, "api/clients", "Programs with accounts of their own.")
            .giving(["clients": .list(.named("Client"))]),
        Operation(.post, "api/clients", "Makes an account for a program. Its secret is in the answer and nowhere else.")
            .taking(
                .object([("name", .text(1...200))], optional: [("grants", .list(.text)), ("scope", .any)], isClosed: true)
            )
            .giving(withSecret, status: 201).failing(409),
        Operation(.get, "api/clients/:id", "One account.").at(id).giving(.named("Client")),
        Operation(.patch, "api/clients/:id", "Changes what an account may do.")
            .at(id)
            .taking(
                .object([], optional: [("grants", .list(.text)), ("scope", .any), ("isEnabled", .flag)], isClosed: true)
            )
            .giving(.named("Client")).failing(409),
        Operation(.delete, "api/clients/:id", "Ends an account.").at(id).answering(.nothing, status: 204),
        Operation(.post, "api/clients/:id/secret", "Gives an account a new secret.").at(id).giving(withSecret),
        Operation(.post, "api/signingKeys", "Signs the tokens of programs with a new key.")
            .giving(["keyId": .text], status: 201),
    ]
}
