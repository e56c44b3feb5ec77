internal import ArgumentParser
internal import EventFormats
internal import Ingestion
internal import Primitives

/// `watchfloor source formats`.
struct SourceFormatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats",
        abstract: "List the formats that are read.",
        discussion: """
            Besides those by name, 'auto' tells the format of each record by its shape, and 'mapping' reads any JSON \
            as a mapping file says.

            Example:
              watchfloor source formats
            """)

    /// Those of alerts, then those of events.
    static var names: [String] { alertNames + EventFormats.all.map { $0.name } }
    static var alertNames: [String] { AlertFormats.all.map(\.name) + ["auto", "mapping"] }

    @Flag(help: "Print the names as JSON.") var json = false

    func run() throws {
        json ? Terminal.show(["formats": .texts(SourceFormatsCommand.names)]) : Terminal.show(SourceFormatsCommand.names)
    }
}
