internal import HTTPTypes
internal import Ingestion

extension SourceRoutes {
    private static let name = Operation.Parameter("name", "The source's name.", .text(1...200))
    private static let file = Schema.object([("path", .text(1...4096, example: "/var/log/alerts.json"))], isClosed: true)

    static let operations: [Operation] = [
        Operation(.get, "api/sources", "The ways in for records.").giving(["sources": .list(.named("Source"))]),
        Operation(.put, "api/sources/:name", "Makes a source, or changes what is named of it.")
            .at(name)
            .taking(
                .object(
                    [],
                    optional: [
                        ("format", .text(0...200, example: "wazuh")), ("scope", .text.orNull),
                        ("timeZone", .text(0...64, example: "Europe/Berlin").orNull),
                        ("deviceName", .text(0...RecordEnvelope.longestHost, example: "web-1").orNull), ("mapping", .text.orNull),
                    ], isClosed: true)
            )
            .giving(.named("Source")),
        Operation(.post, "api/sources/:name/token", "Gives a source a new token; the old one is good for nothing then.")
            .at(name).giving(["token": .text, "sharedKey": .text]),
        Operation(.put, "api/sources/:name/files", "Follows a file of the server's machine.")
            .at(name).taking(file).giving(.named("Source")),
        Operation(.delete, "api/sources/:name/files", "Follows a file no longer.")
            .at(name).taking(file).giving(.named("Source")),
    ]
}
