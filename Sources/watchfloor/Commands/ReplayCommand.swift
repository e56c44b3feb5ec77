import ArgumentParser
import Correlation
import Flow
import Foundation
import Ingestion
import Primitives

/// `watchfloor replay`: what would correlation make of these alerts?
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Groups the alerts of files into incidents, without a server and without storing anything.",
        discussion: """
            The files (plain or gzip) are read in the order given, with the alerts' own time as the clock. An alert is \
            named by its product's id; one without gets the number of its record, counted on from file to file.
            """)

    @Option(help: ArgumentHelp("How the alerts are written: auto, mapping, or the name of a format.", valueName: "format"))
    var source: String

    @Option(help: ArgumentHelp("The mapping file that reads the alerts, for --source mapping.", valueName: "file"))
    var mapping: String?

    @Option(help: ArgumentHelp("Correlation's settings as a JSON object (docs/correlation.md).", valueName: "file"))
    var grouping: String?

    @Option(help: ArgumentHelp("Where the incidents are written; without it, to standard output.", valueName: "file"))
    var output: String?

    @Argument(help: "The files of alerts.")
    var files: [String]

    func validate() throws {
        let names = ["auto", "mapping"] + AlertFormats.all.map(\.name)
        guard names.contains(source.lowercased()) else {
            throw ValidationError("there is no format '\(source)'; there are: \(names.joined(separator: ", "))")
        }
        guard (source.lowercased() == "mapping") == (mapping != nil) else {
            throw ValidationError("--source mapping needs --mapping FILE, and only it takes one")
        }
        for file in files + [mapping, grouping].compactMap({ $0 }) where !FileManager.default.isReadableFile(atPath: file) {
            throw ValidationError("the file '\(file)' cannot be read")
        }
    }

    func run() async throws {
        let policy = try grouping.map { file in try settings(file) } ?? CorrelationPolicy()
        let replay = FileReplay(source: try replaySource(), policy: policy)
        let start = ContinuousClock.now
        let outcome: FileReplay.Outcome
        do {
            outcome = try await replay.run(files)
        } catch {
            throw CommandFailure("\(error)")
        }
        report(outcome, took: ContinuousClock.now - start)
        guard outcome.rejected == 0 || outcome.alerts > 0 else { throw CommandFailure("no record could be read") }
        try write(outcome.incidents)
    }

    private func settings(_ file: String) throws -> CorrelationPolicy {
        do {
            let json = try JSONValue(parsing: [UInt8](Data(contentsOf: URL(filePath: file))))
            guard let object = json.object else {
                throw CommandFailure("'\(file)' cannot be used as settings: they are a JSON object")
            }
            return try CorrelationSettings.policy(object)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure("'\(file)' cannot be used as settings: \(error)")
        }
    }

    private func replaySource() throws -> ReplaySource {
        do {
            let text = try mapping.map { try String(contentsOf: URL(filePath: $0), encoding: .utf8) } ?? ""
            return try ReplaySource(name: "replay", format: source.lowercased(), mapping: text)
        } catch {
            throw CommandFailure("'\(mapping ?? source)' cannot be used: \(error)")
        }
    }

    private func report(_ outcome: FileReplay.Outcome, took: Swift.Duration) {
        for fault in outcome.faults {
            Terminal.complain(TerminalText.line("\(fault.file), record \(fault.record): \(fault.error)"))
        }
        if outcome.rejected > outcome.faults.count { Terminal.complain("and \(outcome.rejected - outcome.faults.count) more") }
        let queue = outcome.incidents.filter(\.isOnQueue).count
        Terminal.complain(
            "\(outcome.records) records, \(outcome.rejected) not readable, \(outcome.repeats) repeats, \(outcome.alerts) alerts in "
                + "\(outcome.incidents.count) incidents, \(queue) on the queue, in \(took.formatted(.units(allowed: [.seconds], fractionalPart: .show(length: 2))))"
        )
    }

    private func write(_ incidents: [ReplayedIncident]) throws {
        var writer = JSONWriter()
        writer.write(incidents)
        let data = Data(writer.bytes + [UInt8(ascii: "\n")])
        guard let output else {
            try FileHandle.standardOutput.write(contentsOf: data)
            return
        }
        do {
            try data.write(to: URL(filePath: output))
        } catch {
            throw CommandFailure("'\(output)' cannot be written: \(error.localizedDescription)")
        }
    }
}
