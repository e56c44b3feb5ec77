internal import ArgumentParser
internal import Primitives

/// `watchfloor manual`.
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual",
        abstract: "Print the manual page.",
        discussion: """
            Examples:
              watchfloor manual | man -l -
              watchfloor manual > /usr/local/share/man/man1/watchfloor.1
            """)

    func run() throws {
        let tree = try JSONValue(parsing: Watchfloor._dumpHelp())
        Terminal.show(ManualPage(command: tree["command"] ?? .null).lines)
    }
}
