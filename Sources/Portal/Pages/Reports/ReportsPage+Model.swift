internal import CaseStore
internal import Primitives
internal import SecurityModel

/// Figures about the work with incidents, for a span of time; made to be printed.
enum ReportsPage {
    /// Incidents that figures are made of, at most; the page says where there are more.
    static let mostIncidents = 50_000
    static let mostBars = 12
    /// Lines of a table, at most.
    static let mostLines = 100
    static let pieces = 30

    struct Row {
        var name: String
        var created: String
        var closed: String
        var triage: String
        var triage90: String
        var closure: String
        var closure90: String
    }

    struct Table {
        var title: String
        var first: String
        var rows: [Row]
        var more: String?
    }

    struct Bar {
        var name: String
        var count: String
        var value: String
        var max: String
    }

    struct Span {
        var title: String
        var address: String
        var isChosen: Bool
    }

    struct Figure {
        var title: String
        var value: String
        var detail: String
    }

    struct Model {
        var title: String
        /// What the address says and cannot be read.
        var unread: String?
        var from: String
        var to: String
        var made: String
        var spans: [Span]
        var month: String
        var figures: [Figure]
        /// What the highest bars stand for.
        var mostCreated: String
        var mostClosed: String
        var createdBars: String
        var closedBars: String
        var tables: [Table]
        var judged: [Bar]
        var noisy: [Bar]
        var isCut: String?
    }

    static func model(_ span: ReportSpan, _ reader: CaseReader, now: Timestamp) throws -> Model {
        let figures = ReportFigures(
            incidents: try reader.incidentTimes(from: span.from, before: span.before, limit: mostIncidents))
        let moments = span.moments(pieces: pieces)
        let created = moments.dropLast().indices.map { piece in
            Int64(figures.incidents.count { $0.created >= moments[piece] && $0.created < moments[piece + 1] })
        }
        let closed = try reader.incidentsClosed(between: moments)
        return Model(
            title: span.title, unread: span.unread?.words, from: String(span.from.minute.prefix(10)),
            to: String((span.before - .seconds(1)).minute.prefix(10)), made: now.minute, spans: spans(span),
            month: String(now.minute.prefix(7)), figures: top(figures.all, routine: figures.routine),
            mostCreated: Amount.grouped(created.max() ?? 0), mostClosed: Amount.grouped(closed.max() ?? 0),
            createdBars: TimeBars(created, moments, what: "incident").svg.text,
            closedBars: TimeBars(closed, moments, what: "closed incident").svg.text,
            tables: [
                table("By owner", "Owner", figures.byOwner), table("By product", "Product", figures.byProduct),
                table("By severity", "Severity", figures.bySeverity), table("By tactic", "Tactic", figures.byTactic),
            ].filter { !$0.rows.isEmpty },
            judged: bars(figures.byClassification.map { ($0.name, Int64($0.count)) }),
            noisy: bars(
                try reader.noisiestDetectors(from: span.from, before: span.before, limit: mostBars).map { found in
                    let detector = try reader.detector(found.detector)
                    return (detector.map { "\($0.title) · \($0.product)" } ?? "detector \(found.detector)", found.alerts)
                }),
            isCut: figures.incidents.count + figures.routine == mostIncidents
                ? "More incidents came in this time than are counted here: these are the first \(Amount.grouped(Int64(mostIncidents)))."
                : nil)
    }

    private static func spans(_ chosen: ReportSpan) -> [Span] {
        [("7d", "7 days"), ("30d", "30 days"), ("90d", "90 days"), ("365d", "A year")].map { name, title in
            Span(title: title, address: "/reports?span=\(name)", isChosen: chosen.name == name)
        }
    }

    private static func top(_ all: ReportFigures.Line, routine: Int) -> [Figure] {
        [
            Figure(
                title: "incidents created", value: Amount.grouped(Int64(all.created)),
                detail: routine > 0 ? "and \(Amount.grouped(Int64(routine))) kept off the queue" : ""),
            Figure(title: "of them closed", value: Amount.grouped(Int64(all.closed)), detail: share(all.closed, of: all.created)),
            Figure(title: "time to triage, median", value: text(all.triage?.p50), detail: spread(all.triage)),
            Figure(title: "time to closure, median", value: text(all.closure?.p50), detail: spread(all.closure)),
        ]
    }

    private static func share(_ part: Int, of all: Int) -> String { all == 0 ? "" : "\((part * 100 + all / 2) / all) %" }

    private static func spread(_ spread: ReportFigures.Spread?) -> String {
        guard let spread else { return "nothing to measure yet" }
        return "5 %: \(text(spread.p5)) · 90 %: \(text(spread.p90)) · 99 %: \(text(spread.p99)) · mean \(text(spread.mean))"
    }

    static func text(_ span: Duration?) -> String { span.map(Amount.span) ?? "–" }

    private static func table(_ title: String, _ first: String, _ lines: [ReportFigures.Line]) -> Table {
        let rows = lines.prefix(mostLines).map { line in
            Row(
                name: line.name, created: Amount.grouped(Int64(line.created)), closed: Amount.grouped(Int64(line.closed)),
                triage: text(line.triage?.p50), triage90: text(line.triage?.p90), closure: text(line.closure?.p50),
                closure90: text(line.closure?.p90))
        }
        return Table(
            title: title, first: first, rows: rows, more: lines.count > mostLines ? "and \(lines.count - mostLines) more" : nil)
    }

    private static func bars(_ counts: [(name: String, count: Int64)]) -> [Bar] {
        let most = counts.map(\.count).max() ?? 1
        return counts.map { Bar(name: $0.name, count: Amount.grouped($0.count), value: "\($0.count)", max: "\(most)") }
    }
}
