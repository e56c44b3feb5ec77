import ArgumentParser
import Correlation
import Flow
import Foundation
import Ingestion
import Primitives
import Server

/// `watchfloor replay`: what would correlation make of these alerts?
struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Groups the alerts of files into incidents, without a server and without storing anything.",
        discussion: """
            The files (plain or gzip) are read in the order given, with the alerts' own time as the clock. An alert is \
            named by its product's id; one without gets the number of its record, counted on from file to file. The exit \
            code is 1 where records could not be read.

            With --stored it takes the alerts that are stored and people's decisions instead, and shows what would differ \
            with other settings. It only reads the data folder; the server may be running.

            Examples:
              watchfloor replay --source wazuh alerts.json.gz
              watchfloor replay --source wazuh --grouping incidents.json alerts.json
              watchfloor replay --stored --setting strongBits=16 --setting sessionGap=1h
            """)

    @Option(
        help: ArgumentHelp("How the alerts are written: auto, mapping, or the name of a format.", valueName: "format"),
        completion: .list(SourceFormatsCommand.alertNames))
    var source: String?

    @Flag(help: "Compare the stored incidents with those of other settings.") var stored = false

    @Option(help: ArgumentHelp("A setting of correlation (docs/correlation.md); may be repeated.", valueName: "name=value"))
    var setting: [String] = []

    @Option(
        help: ArgumentHelp("The mapping file that reads the alerts, for --source mapping.", valueName: "file"),
        completion: .file())
    var mapping: String?

    @Option(
        help: ArgumentHelp("Correlation's settings as a JSON object (docs/correlation.md).", valueName: "file"),
        completion: .file())
    var settings: String?

    @Option(
        name: [.long, .customLong("output")],
        help: ArgumentHelp("Where the incidents are written, as JSON; without it, to standard output.", valueName: "file"),
        completion: .file())
    var grouping: String?

    @OptionGroup var location: DataOptions

    @Flag(help: "Print what differs as JSON, with --stored.") var json = false

    @Argument(help: "The files of alerts.", completion: .file())
    var files: [String] = []

    func validate() throws {
        guard !stored else { return try validateStored() }
        let names = ["auto", "mapping"] + AlertFormats.all.map(\.name)
        guard let source else { throw ValidationError("name a format with --source, or --stored for the stored alerts") }
        guard names.contains(source.lowercased()) else {
            throw ValidationError("there is no format '\(source)'; there are: \(names.joined(separator: ", "))")
        }
        guard !files.isEmpty else { throw ValidationError("name the files of alerts") }
        guard !json, location.data == nil else { throw ValidationError("--json and --data belong to --stored") }
        guard (source.lowercased() == "mapping") == (mapping != nil) else {
            throw ValidationError("--source mapping needs --mapping FILE, and only it takes one")
        }
        for file in files + [mapping, settings].compactMap({ $0 }) where !FileManager.default.isReadableFile(atPath: file) {
            throw ValidationError("the file '\(file)' cannot be read")
        }
    }

    private func validateStored() throws {
        guard source == nil, mapping == nil, grouping == nil, files.isEmpty else {
            throw ValidationError("--stored takes no files, and neither --source, --mapping nor --grouping")
        }
        guard !setting.isEmpty || settings != nil else {
            throw ValidationError("name the settings to compare with, by --setting NAME=VALUE or --settings FILE")
        }
    }

    func run() async throws {
        let policy = try SettingList(setting).applied(to: settings.map { try self.policy(of: $0) } ?? CorrelationPolicy())
        guard !stored else { return try await showStored(policy) }
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
        if outcome.rejected > 0 { throw ExitCode.failed }
    }

    private func showStored(_ policy: CorrelationPolicy) async throws {
        let difference = try await OfflineStore.replay(location.directory, policy: policy)
        if json { Terminal.show(difference.json) } else { Terminal.show(DifferencePage(difference).lines(for: .output)) }
    }

    private func policy(of file: String) throws -> CorrelationPolicy {
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
            return try ReplaySource(name: "replay", format: (source ?? "").lowercased(), mapping: text)
        } catch {
            throw CommandFailure("'\(mapping ?? source ?? "")' cannot be used: \(error)")
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
        guard let grouping else {
            try FileHandle.standardOutput.write(contentsOf: data)
            return
        }
        do {
            try data.write(to: URL(filePath: grouping))
        } catch {
            throw CommandFailure("'\(grouping)' cannot be written: \(error.localizedDescription)")
        }
    }
}
