internal import ArgumentParser
internal import Foundation
internal import KQL

/// `watchfloor kql`: ask in the Kusto Query Language.
struct KQLCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kql",
        abstract: "Runs a query in the Kusto Query Language.",
        discussion: """
            The query is the argument, or comes on standard input. Rows come from the query itself (print, range, \
            datatable). docs/kql.md says what the language can do here.

            With --batch each line of standard input is a query as a JSON string, and each line of the output its answer \
            as JSON, {"error": ...} where there is none.
            """)

    enum Format: String, CaseIterable, ExpressibleByArgument { case table, json, csv }

    @Argument(help: "The query; without it, standard input.")
    var query: String?

    @Option(help: "How rows are written: table, json or csv.")
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

    func run() throws {
        let session = try KQLSession(schemas: schemas)
        if batch { return try answerLines(session) }
        let text = query ?? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
        if check {
            print(session.check(text))
            return
        }
        do {
            print(try answer(text, session), terminator: "")
        } catch let error as QueryError {
            throw KQLFailure(description: error.text(in: text))
        }
    }

    private func answer(_ text: String, _ session: KQLSession) throws -> String {
        if explain { return try session.engine.plan(text).description + "\n" }
        let table = try session.engine.run(text)
        return switch json ? .json : format {
        case .json: TableWriter.json(table) + "\n"
        case .csv: TableWriter.csv(table)
        case .table: TableWriter.text(table)
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
