/// Rows under headings, aligned, and fitted to the terminal's width.
struct Table {
    struct Column {
        var heading: String
        var isNumber = false
        /// The width below which the column is not cut.
        var minimum = Int.max
        /// Lines that a cell may take where it is too long for one.
        var lines = 1

        /// A column of numbers or of short words, which is never cut.
        static func fixed(_ heading: String, isNumber: Bool = false) -> Column { Column(heading: heading, isNumber: isNumber) }
        /// A column of text that may be cut where the terminal is narrow.
        static func text(_ heading: String, minimum: Int = 8) -> Column { Column(heading: heading, minimum: minimum) }
        /// A column of text that goes on below where the terminal is narrow.
        static func prose(_ heading: String, minimum: Int = 16, lines: Int = 3) -> Column {
            Column(heading: heading, minimum: minimum, lines: lines)
        }
    }

    struct Cell: ExpressibleByStringLiteral {
        var text: String
        var style = TextStyle.plain

        init(_ text: String, _ style: TextStyle = .plain) {
            self.text = TerminalText.line(text)
            self.style = style
        }

        init(stringLiteral text: String) { self.init(text) }
    }

    static let gap = 2

    let columns: [Column]
    private(set) var rows: [[Cell]] = []

    init(_ columns: [Column]) { self.columns = columns }

    mutating func add(_ row: [Cell]) { rows.append(row) }

    /// - Parameter indent: blanks before each line.
    func lines(for terminal: Terminal, indent: Int = 0) -> [String] {
        let widths = widths(within: terminal.width.map { $0 - indent })
        let heading = columns.map { Cell($0.heading, .faint) }
        let margin = String(repeating: " ", count: indent)
        let all = columns.contains { !$0.heading.isEmpty } ? [heading] + rows : rows
        return all.flatMap { lines($0, widths, terminal) }.map { margin + $0 }
    }

    /// What each column needs; where that is too much, the widest that may be cut gives way first, and any column at last.
    func widths(within width: Int?) -> [Int] {
        let needed = columns.indices.map { index in
            rows.reduce(TextWidth.columns(columns[index].heading)) { max($0, TextWidth.columns($1[index].text)) }
        }
        guard let width else { return needed }
        // What would be cut gives way before what goes on below, down to where either would be hard to read.
        let texts = Table.shrunk(needed, to: width, minimums: columns.map { $0.lines > 1 ? .max : $0.minimum })
        let isHopeless = texts.reduce(Table.gap * (texts.count - 1), +) > width
        let cut = isHopeless ? Table.shrunk(texts, to: width, minimums: columns.map(\.minimum)) : texts
        return Table.shrunk(cut, to: width, minimums: columns.map { _ in Table.leastWidth })
    }

    /// The width that any column keeps.
    static let leastWidth = 3

    private static func shrunk(_ widths: [Int], to width: Int, minimums: [Int]) -> [Int] {
        var widths = widths
        var excess = widths.reduce(gap * (widths.count - 1), +) - width
        while excess > 0 {
            let widest = widths.indices.filter { widths[$0] > minimums[$0] }.max { widths[$0] < widths[$1] }
            guard let widest else { break }
            widths[widest] -= 1
            excess -= 1
        }
        return widths
    }

    /// The row in as many lines as its tallest cell takes.
    private func lines(_ row: [Cell], _ widths: [Int], _ terminal: Terminal) -> [String] {
        let cells = row.indices.map { wrapped(row[$0].text, widths[$0], columns[$0].lines) }
        return (0..<(cells.map(\.count).max() ?? 0)).map { number in
            let part = row.indices.map { index in
                cells[index].indices.contains(number) ? (cells[index][number], row[index].style) : ("", .plain)
            }
            return line(part, widths, terminal)
        }
    }

    private func wrapped(_ text: String, _ width: Int, _ limit: Int) -> [String] {
        guard limit > 1, TextWidth.columns(text) > width, width > Table.leastWidth else { return [TextWidth.fit(text, width)] }
        let lines = TextWidth.wrap(text, width)
        guard lines.count > limit else { return lines }
        let rest = lines[(limit - 1)...].joined(separator: " ")
        return lines.prefix(limit - 1) + [TextWidth.fit(rest, width)]
    }

    private func line(_ row: [(text: String, style: TextStyle)], _ widths: [Int], _ terminal: Terminal) -> String {
        var line = ""
        for (index, cell) in row.enumerated() {
            let blanks = String(repeating: " ", count: max(0, widths[index] - TextWidth.columns(cell.text)))
            let painted = terminal.paint(cell.text, cell.style)
            let isLast = index == row.count - 1
            line += columns[index].isNumber ? blanks + painted : painted + (isLast ? "" : blanks)
            if !isLast { line += String(repeating: " ", count: Table.gap) }
        }
        return String(line.reversed().drop { $0 == " " }.reversed())
    }

    /// The table without the columns of these headings whose cells all say the same nothing.
    func dropping(_ nothings: [String: String]) -> Table {
        let kept = columns.indices.filter { index in
            guard let nothing = nothings[columns[index].heading] else { return true }
            return rows.contains { $0[index].text != nothing }
        }
        var table = Table(kept.map { columns[$0] })
        for row in rows { table.add(kept.map { row[$0] }) }
        return table
    }
}
