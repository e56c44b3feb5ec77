internal import HTTPTypes

extension DeviceGroupRoutes {
    private static let id = Operation.Parameter("id", "The group's number.", .pattern("^[0-9]{1,9}$", example: "1"))
    private static let group = Schema.object(
        [("name", .text(1...200)), ("conditions", .list(.any))], isClosed: true)

    static var operations: [Operation] {
        [
            Operation(.get, "api/deviceGroups", "The device groups, in the order in which they are tried.").giving(.any),
            Operation(.post, "api/deviceGroups", "Makes a device group.").taking(group).giving(.any, status: 201)
                .failing(409),
            Operation(.post, "api/deviceGroups/preview", "How devices would fall into groups.")
                .taking(.object([("groups", .list(.any))], isClosed: true)).giving(.any).failing(404, 409),
            Operation(.post, "api/deviceGroups/order", "Sets the order in which groups are tried.")
                .taking(.object([("ids", .list(.count))], isClosed: true)).giving(.any).failing(404, 409),
            Operation(.put, "api/deviceGroups/:id", "Changes a device group.").at(id).taking(group).giving(.any)
                .failing(409),
            Operation(.delete, "api/deviceGroups/:id", "Ends a device group.").at(id).answering(.nothing, status: 204)
                .failing(409),
        ]
    }
}
