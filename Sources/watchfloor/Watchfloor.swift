internal import ArgumentParser

/// The program: one subcommand a task, each in a file of its own.
@main
struct Watchfloor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watchfloor",
        abstract: "Incident response: alerts of any product in, explained incidents out.",
        subcommands: [ServeCommand.self, ReplayCommand.self])
}
