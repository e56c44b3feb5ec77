import ArgumentParser

@main struct Watchfloor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(subcommands: [ReplayCommand.self])
}
