internal import ArgumentParser
internal import Foundation
internal import Server

/// The program: one subcommand a task, each in a file of its own.
@main
struct Watchfloor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watchfloor",
        abstract: "Incident response: alerts of any product in, explained incidents out.",
        discussion: """
            Start the server with `watchfloor serve`, send it alerts with `watchfloor ingest`, and work on what comes of \
            them with `watchfloor incidents`.

            Exit codes: 0 done, 1 failed or only partly done, 2 an audit has findings, 64 wrong usage, 69 no server \
            answers, 77 not allowed, 130 interrupted.
            """,
        version: WatchfloorVersion.current,
        subcommands: [
            ServeCommand.self,
            IngestCommand.self,
            ReplayCommand.self,
            KQLCommand.self,
            EventsCommand.self,
            IncidentsCommand.self,
            SourceCommand.self,
            AssetCommand.self,
            DetectorCommand.self,
            DetectionsCommand.self,
            WebhookCommand.self,
            SetupCommand.self,
            PersonCommand.self,
            RoleCommand.self,
            IdentityProviderCommand.self,
            ClientCommand.self,
            DeviceGroupCommand.self,
            StatusCommand.self,
            OpenAPICommand.self,
            BackupCommand.self,
            AuditCommand.self,
            CompletionCommand.self,
            ManualCommand.self,
        ])

    static func main() async {
        do {
            var command = try await asyncParseAsRoot()
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }

    /// Help and version go the parser's way; every failure begins with `error:` and has its exit code.
    private static func end(with error: any Error) -> Never {
        let code = exitCode(for: error)
        if error is ExitCode || code == .success { exit(withError: error) }
        if code == .validationFailure {
            Terminal.complain(fullMessage(for: error).replacingOccurrences(of: "Error: ", with: "error: ", options: .anchored))
            Foundation.exit(code.rawValue)
        }
        let failure = CommandFailure(error)
        Terminal.complain("error: " + TerminalText.line(failure.description))
        Foundation.exit(failure.code.rawValue)
    }
}
