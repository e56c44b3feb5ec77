internal import ArgumentParser
internal import Foundation
internal import Primitives

/// `watchfloor ingest`.
struct IngestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ingest",
        abstract: "Send files of alerts or events to the server, or see what could not be read.",
        discussion: """
            Files are plain or gzip; '-' is the standard input. What was sent before is recognised, so a file can be sent \
            again. A server that is full is waited for. The exit code is 1 where records could not be read. \
            `watchfloor source formats` lists the formats; 'auto' tells those of alerts apart, events need theirs named.

            Without --source the records belong to the source 'files', which tells their format by itself.

            Examples:
              watchfloor ingest alerts.json.gz
              watchfloor ingest --source siem alerts.json archive.json.gz
              watchfloor ingest --source siem --create wazuh alerts.json
              watchfloor ingest --source endpoints --create windows events.jsonl.gz
              tail -n 1000 eve.json | watchfloor ingest --source ids -
              watchfloor ingest --errors --source siem
            """)

    @Option(help: ArgumentHelp("The source that the records belong to.", valueName: "name"), completion: .names(.sources))
    var source: String?
    @Option(
        help: ArgumentHelp("Make the source first, with this format, if it is not there.", valueName: "format"),
        completion: .list(SourceFormatsCommand.names))
    var create: String?
    @Option(help: ArgumentHelp("The mapping, for --create mapping.", valueName: "file"), completion: .file())
    var mapping: String?
    @Option(help: ArgumentHelp("Seconds to wait, at most, for a server that is full.", valueName: "seconds")) var wait = 600
    @Flag(help: "Show the records that could not be read, the newest first.") var errors = false
    @Option(help: "With --errors: records, at most (1 to 1000).") var limit = 50
    @Argument(help: "The files.", completion: .file()) var files: [String] = []
    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    /// The source that takes what is sent.
    private var target: String { source ?? "files" }

    func validate() throws {
        guard (1...1000).contains(limit) else { throw ValidationError("--limit must be from 1 to 1000, not \(limit)") }
        guard wait >= 0 else { throw ValidationError("--wait must not be negative") }
        if errors {
            guard files.isEmpty, create == nil else { throw ValidationError("--errors shows records and takes no files") }
            return
        }
        guard source != nil || create == nil else { throw ValidationError("--create needs --source: the name of the source") }
        guard !files.isEmpty else { throw ValidationError("no files; '-' stands for the standard input") }
        if let create { try watchfloor.validate(format: create, mapping: mapping) }
        if create == nil, mapping != nil { throw ValidationError("--mapping belongs to --create mapping") }
    }

    func run() async throws {
        let client = try connection.client()
        guard !errors else {
            return try await RejectedPage.show(from: client, source: source, limit: limit, output)
        }
        if let format = create ?? (source == nil ? "auto" : nil) { try await make(target, format: format, by: client) }
        let progress = UploadProgress()
        try await Interruption.saying({ progress.farewell }) {
            try await send(to: Upload(client: client, source: target, patienceSeconds: wait, progress: progress))
        }
    }

    private func send(to upload: Upload) async throws {
        var upload = upload
        do {
            for file in files {
                guard file == "-" || FileManager.default.isReadableFile(atPath: file) else {
                    upload.passOver(file)
                    continue
                }
                try await upload.send(file)
            }
        } catch {
            upload.finish()
            Terminal.complain(upload.tally.summary)
            throw error
        }
        upload.finish()
        report(upload.tally)
        if upload.tally.rejected > 0 || !upload.tally.unreadableFiles.isEmpty { throw ExitCode.failed }
    }

    /// Makes the source where there is none. One of another format stays as it is: what it still sends would be refused.
    private func make(_ source: String, format: String, by client: ServerClient) async throws {
        let sources = try await client.get(["api", "sources"])["sources"]?.array ?? []
        let known = sources.first { $0["name"]?.string == source }?["format"]?.string
        if let known, known != format {
            throw CommandFailure(
                "the source '\(source)' is there already, with the format \(known); leave out --create, or change it with "
                    + "`watchfloor source add \(source) --format \(format)`", .failed)
        }
        guard known == nil || mapping != nil else { return }
        _ = try await client.send(
            .put, ["api", "sources", source], try sourceRequest(format: format, mapping: mapping, scope: nil))
    }

    private func report(_ tally: UploadTally) {
        for file in tally.unreadableFiles {
            Terminal.complain("error: " + TerminalText.line("the file '\(file)' cannot be opened; the others were sent"))
        }
        for fault in tally.faults { Terminal.complain(TerminalText.line(fault)) }
        if tally.unlisted > 0 {
            Terminal.complain("and \(tally.unlisted) more; `watchfloor ingest --errors` shows what was kept of them")
        }
        output.json ? Terminal.show(tally.json) : Terminal.show(tally.summary)
    }
}
