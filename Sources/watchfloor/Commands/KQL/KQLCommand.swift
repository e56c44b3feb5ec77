internal import ArgumentParser
internal import Foundation
internal import Hunting
internal import KQL
internal import Primitives
internal import Server

/// `watchfloor kql`: ask in the Kusto Query Language.
struct KQLCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kql",
        abstract: "Runs a query in the Kusto Query Language.",
        discussion: """
            The query is the argument, or comes on standard input. Rows come from the query itself (print, range, \
            datatable), or with --hunt from the server's tables: those of alerts and incidents (AlertInfo, AlertEvidence, \
            SecurityAlert, SecurityIncident, Watchlist, ThreatIntelligenceIndicator), and those of events, as \
            DeviceProcessEvents. docs/kql.md says what the language can do here, docs/hunting.md what \
            can be asked.

            With --batch each line of standard input is a query as a JSON string, and each line of the output its answer \
            as JSON, {"error": ...} where there is none.

            Examples:
              watchfloor kql 'print 1 + 1'
              watchfloor kql --hunt 'AlertInfo | summarize count() by Severity'
              watchfloor kql --hunt --timespan P7D --format csv < query.kql
              watchfloor kql --hunt --format parquet 'DeviceEvents' > rows.parquet
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case table, vertical, json, csv, parquet }

    @Argument(help: "The query; without it, standard input.")
    var query: String?

    @Option(
        help: """
            How rows are written: table, which a terminal shows cut to its width; vertical, a column a line, which rows of many \
            columns take by themselves; json, csv, or parquet for a file.
            """)
    var format = Format.table

    @Flag(help: "The same as --format json.")
    var json = false

    @Flag(help: "Read queries line by line as JSON strings.")
    var batch = false

    @Flag(help: "Only check names and types; nothing is run.")
    var check = false

    @Option(
        help: ArgumentHelp("The tables that --check knows, as JSON: {\"tables\": {name: {column: type}}}.", valueName: "file"))
    var schemas: String?

    @Flag(help: "Write what the query would do instead of doing it.")
    var explain = false

    @Flag(help: "Ask the server's tables.")
    var hunt = false

    @Flag(help: "Ask the same tables in the data folder, without a server; none may be running on it.")
    var offline = false

    @Flag(
        name: .customLong("no-pushdown"),
        help: "With --hunt, let the event store give rows alone; the answer is the same, and how long it takes is not.")
    var withoutPushdown = false

    @Option(
        help: ArgumentHelp(
            "With --hunt, the time to look at: a duration as P7D, or two times with a slash between.", valueName: "span"))
    var timespan: String?

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        if offline, hunt || batch || check || schemas != nil {
            throw ValidationError("--offline goes with none of --hunt, --batch, --check and --schemas")
        }
        if hunt, check || schemas != nil { throw ValidationError("--hunt goes with neither --check nor --schemas") }
        if withoutPushdown, !hunt, !offline { throw ValidationError("--no-pushdown is for --hunt") }
        if explain, batch { throw ValidationError("--explain takes one query, and --batch many") }
        if format == .parquet, json || batch || explain || check {
            throw ValidationError("--format parquet goes with none of --json, --batch, --explain and --check")
        }
        if format == .parquet, Terminal.output.width != nil {
            throw ValidationError("Parquet is for a file, not for a terminal: write '> rows.parquet' after the command")
        }
        if timespan != nil, !hunt, !offline { throw ValidationError("--timespan is for --hunt") }
    }

    func run() async throws {
        if hunt { return try await askServer() }
        if offline { return try await askFolder() }
        let session = try KQLSession(schemas: schemas)
        if batch { return try answerLines(session) }
        let text = text
        if check {
            print(session.check(text))
            return
        }
        do {
            if explain { return print(try session.engine.explain(text)) }
            try show(try session.engine.answers(of: text, takesSeveral: takesSeveral).map { try $0.whole() })
        } catch let error as QueryError {
            throw KQLFailure(error, in: text)
        }
    }

    private var text: String {
        query ?? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
    }

    /// Files hold one table.
    private var takesSeveral: Bool { json || ![.csv, .parquet].contains(format) }

    private func show(_ answers: [QueryAnswer]) throws {
        guard takesSeveral || answers.count == 1 else {
            throw ValidationError("the query gives \(answers.count) answers, and --format \(format.rawValue) holds one")
        }
        guard json || format != .parquet else {
            return try FileHandle.standardOutput.write(contentsOf: ParquetRows.bytes(of: answers[0].table))
        }
        if json || format == .json { return print(TableWriter.json(answers)) }
        guard answers.count > 1 else { return print(written(answers[0].table), terminator: "") }
        for (index, answer) in answers.enumerated() {
            let heading = Terminal.output.paint(TerminalText.line(QueryAnswer.title(answer.name, index)), .bold)
            print((index > 0 ? "\n" : "") + heading + "\n" + written(answer.table), terminator: "")
        }
    }

    private func written(_ table: KQL.Table) -> String {
        switch format {
        case .csv: TableWriter.csv(table)
        case .vertical: KQLRows.vertical(table, .output).map { $0 + "\n" }.joined()
        case .table where Terminal.output.width != nil: KQLRows.lines(table, for: .output).map { $0 + "\n" }.joined()
        case .table, .json, .parquet: TableWriter.text(table)
        }
    }

    private func askServer() async throws {
        let hunt = try RemoteHunt(client: connection.client(), timespan: timespan, pushesDown: !withoutPushdown)
        guard batch else {
            let text = text
            do {
                if explain { print(try await hunt.explanation(text)) } else { try show(try await hunt.answers(text)) }
            } catch {
                throw KQLFailure("\(error)", in: text) ?? error
            }
            return
        }
        while let line = readLine(strippingNewline: true) {
            guard !line.isEmpty else { continue }
            try FileHandle.standardOutput.write(contentsOf: Data((await hunt.answerLine(line) + "\n").utf8))
        }
    }

    private func askFolder() async throws {
        let span = try timespan.map { text in
            guard let span = HuntSpan(text, now: .now) else { throw ValidationError("'\(text)' is no time, such as P7D") }
            return span
        }
        let desk = try await OfflineStore.hunts(connection.location.directory)
        let text = text
        do {
            if explain {
                print(try await desk.explain(text, over: span ?? HuntSpan(), pushesDown: !withoutPushdown))
            } else {
                let answer = try await desk.run(
                    text, over: span ?? HuntSpan(), pushesDown: !withoutPushdown, takesSeveral: takesSeveral)
                try show(answer.tables)
            }
        } catch let error as QueryError {
            throw KQLFailure(error, in: text)
        }
    }

    private func answerLines(_ session: KQLSession) throws {
        while let line = readLine(strippingNewline: true) {
            guard !line.isEmpty else { continue }
            let answer = check ? session.checkLine(line) : session.answerLine(line)
            try FileHandle.standardOutput.write(contentsOf: Data((answer + "\n").utf8))
        }
    }
}
