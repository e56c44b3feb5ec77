internal import Primitives

/// The records that could not be read, each with its error and its beginning.
struct RejectedPage {
    private let json: JSONValue

    /// - Parameter json: the answer of `/api/errors`.
    init(_ json: JSONValue) { self.json = json }

    static func show(from client: ServerClient, source: String?, limit: Int, _ output: OutputOptions) async throws {
        let json = try await client.get(["api", "errors"], ["top": String(limit), "source": source])
        output.json ? Terminal.show(json) : Terminal.show(RejectedPage(json).lines(for: .output, now: .now))
    }

    func lines(for terminal: Terminal, now: Timestamp) -> [String] {
        let records = json.list(of: "records")
        let more = json.number(of: "count") - Int64(records.count)
        guard !records.isEmpty else { return ["every record could be read"] }
        return records.flatMap { lines(for: $0, terminal, now) }
            + (more > 0 ? ["and \(Count.text(more)) more (--limit shows more)"] : [])
    }

    private func lines(for record: JSONValue, _ terminal: Terminal, _ now: Timestamp) -> [String] {
        let width = terminal.width ?? .max
        let time = record.time(of: "received").map { LocalTime.full($0, now: now) } ?? ""
        let head = "\(record.text(of: "source")), \(time), \(ByteCount.text(record.number(of: "size")))"
        return [terminal.paint(TextWidth.fit(TerminalText.line(head), width), .faint)]
            + TextWidth.wrap(TerminalText.line(record.text(of: "error")), max(10, width - 2)).map { "  " + $0 }
            + ["  " + TextWidth.fit(TerminalText.line(record.text(of: "sample")), max(10, min(width, 400) - 2))]
    }
}
