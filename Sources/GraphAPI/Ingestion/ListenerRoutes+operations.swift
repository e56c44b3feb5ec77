internal import HTTPTypes

extension ListenerRoutes {
    private static let name = Operation.Parameter("name", "The source's name.", .text(1...200))
    private static let address = Schema.object([("address", .text(1...100, example: "udp://127.0.0.1:5514"))], isClosed: true)

    static let operations: [Operation] = [
        Operation(.put, "api/sources/:name/listeners", "Listens for syslog on an address of the server's machine.")
            .at(name).taking(address).giving(.named("Source")),
        Operation(.delete, "api/sources/:name/listeners", "Listens on an address no longer.")
            .at(name).taking(address).giving(.named("Source")),
    ]
}
