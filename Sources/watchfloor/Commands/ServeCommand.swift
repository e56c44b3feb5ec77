internal import ArgumentParser
internal import Server

/// `watchfloor serve`.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "serve", abstract: "Run the server.")

    @Option(help: "The folder that holds everything.") var data: String
    @Option(help: "Where to listen.") var port = ServerConfiguration.defaultPort
    @Flag(help: "Feed the example attack in on the first start.") var example = false

    func run() async throws {
        var configuration = ServerConfiguration(dataDirectory: data)
        configuration.port = port
        configuration.loadsExample = example
        try await WatchfloorServer.run(configuration)
    }
}
