internal import ArgumentParser
internal import Ingestion
internal import Logging
internal import Server

/// `watchfloor serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Run the server.")

    @Option(help: "The folder that holds everything.") var data: String
    @Option(help: "Where to listen.") var listen = "127.0.0.1:7480"
    @Option var logLevel = "info"
    @Option var inboxLimit: Int?
    @Flag(help: "Feed the example attack in on the first start.") var example = false

    func run() async throws {
        var configuration = ServerConfiguration(dataDirectory: data)
        configuration.port = Int(listen.split(separator: ":").last ?? "") ?? 7480
        configuration.logLevel = .init(rawValue: logLevel) ?? .info
        if let inboxLimit { configuration.inbox.largestBacklogBytes = inboxLimit }
        configuration.loadsExample = example
        try await WatchfloorServer.run(configuration)
    }
}
