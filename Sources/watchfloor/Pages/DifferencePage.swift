internal import Flow
internal import Primitives

/// What other settings would change, one line for each incident that is concerned.
struct DifferencePage {
    private let difference: ReplayDifference

    init(_ difference: ReplayDifference) { self.difference = difference }

    func lines(for terminal: Terminal) -> [String] {
        var table = Table([.fixed(""), .text("", minimum: 20), .text("", minimum: 24)])
        for change in difference.changes { table.add(DifferencePage.cells(change)) }
        return (table.rows.isEmpty ? [] : table.lines(for: terminal)) + footer.map { terminal.paint($0, .faint) }
    }

    private static func cells(_ change: ReplayDifference.Change) -> [Table.Cell] {
        switch change {
        case .merged(let sources, let target):
            [
                Table.Cell("merge", .bold), Table.Cell(name(sources[0])),
                Table.Cell(
                    "with \(list(sources.dropFirst())) into one of \(Count.text(Int64(target.alertCount), "alert")), \(place(target))"
                ),
            ]
        case .split(let source, let targets):
            [
                Table.Cell("split", .bold), Table.Cell(name(source)),
                Table.Cell("into \(Count.text(Int64(targets.count))): \(sizes(targets))"),
            ]
        case .appears(let side, let before):
            [Table.Cell("appears", .red), Table.Cell(name(before)), Table.Cell("it would be \(place(side))")]
        case .leaves(let side, _):
            [Table.Cell("leaves", .bold), Table.Cell(name(side)), Table.Cell("it is \(place(side)) and would not be on it")]
        case .ranked(let side, let after):
            [Table.Cell("rank", .faint), Table.Cell(name(side)), Table.Cell("\(place(side)), would be \(place(after))")]
        }
    }

    private static func name(_ side: ReplayDifference.Side) -> String { "\(side.number) \(side.title)" }

    private static func place(_ side: ReplayDifference.Side) -> String {
        side.rank.map { "number \($0) on the queue" } ?? "off the queue"
    }

    private static func list(_ sides: ArraySlice<ReplayDifference.Side>) -> String {
        let shown = sides.prefix(5).map { "\($0.number)" }.joined(separator: ", ")
        return sides.count > 5 ? "\(shown) and \(sides.count - 5) more" : shown
    }

    private static func sizes(_ sides: [ReplayDifference.Side]) -> String {
        let shown = sides.prefix(5).map { "\(Count.text(Int64($0.alertCount), "alert")) \(place($0))" }
        return shown.joined(separator: ", ") + (sides.count > 5 ? " and \(sides.count - 5) more" : "")
    }

    private var footer: [String] {
        let (before, after) = (difference.before, difference.after)
        var lines = [
            "\(Count.text(Int64(difference.alertCount), "alert")): \(Count.text(Int64(before.onQueue))) of "
                + "\(Count.text(Int64(before.incidents), "incident")) on the queue, would be "
                + "\(Count.text(Int64(after.onQueue))) of \(Count.text(Int64(after.incidents)))"
        ]
        if difference.isEmpty { lines.append("nothing would differ") }
        if difference.changesOffQueue > 0 {
            lines.append("and \(Count.text(Int64(difference.changesOffQueue), "change")) among routine alerts off the queue")
        }
        if difference.decisionsLeftOut > 0 {
            lines.append(
                "\(Count.text(Int64(difference.decisionsLeftOut), "decision")) of people would have no counterpart")
        }
        return lines
    }
}
