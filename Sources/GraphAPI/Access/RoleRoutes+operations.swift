internal import HTTPTypes

extension RoleRoutes {
    private static let name = Operation.Parameter("name", "The role's name.", .text(1...200))

    static let operations: [Operation] = [
        Operation(.get, "api/roles", "What people can be given.").giving(["roles": .list(.named("Role"))]),
        Operation(.put, "api/roles/:name", "Makes a role, or changes it.")
            .at(name)
            .taking(.object([], optional: [("permissions", .list(.text)), ("scope", .any)], isClosed: true))
            .giving(.named("Role")).failing(409),
        Operation(.delete, "api/roles/:name", "Ends a role.").at(name).answering(.nothing, status: 204).failing(409),
    ]
}
