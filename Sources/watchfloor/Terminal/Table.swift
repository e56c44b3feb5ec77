/// Rows under headings, aligned, and fitted to the terminal's width.
struct Table {
    struct Column {
        var heading: String
        var isNumber = false
        /// The width below which the column is not cut.
        var minimum = Int.max

        /// A column of numbers or of short words, which is never cut.
        static func fixed(_ heading: String, isNumber: Bool = false) -> Column { Column(heading: heading, isNumber: isNumber) }
        /// A column of text that may be cut where the terminal is narrow.
        static func text(_ heading: String, minimum: Int = 8) -> Column { Column(heading: heading, minimum: minimum) }
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
        return all.map { margin + line($0, widths, terminal) }
    }

    /// What each column needs; where that is too much, the widest that may be cut gives way first, and any column at last.
    func widths(within width: Int?) -> [Int] {
        let needed = columns.indices.map { index in
            rows.reduce(TextWidth.columns(columns[index].heading)) { max($0, TextWidth.columns($1[index].text)) }
        }
        guard let width else { return needed }
        let cut = Table.shrunk(needed, to: width, minimums: columns.map(\.minimum))
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

    private func line(_ row: [Cell], _ widths: [Int], _ terminal: Terminal) -> String {
        var line = ""
        for (index, cell) in row.enumerated() {
            let text = TextWidth.fit(cell.text, widths[index])
            let blanks = String(repeating: " ", count: max(0, widths[index] - TextWidth.columns(text)))
            let painted = terminal.paint(text, cell.style)
            let isLast = index == row.count - 1
            line += columns[index].isNumber ? blanks + painted : painted + (isLast ? "" : blanks)
            if !isLast { line += String(repeating: " ", count: Table.gap) }
        }
        return String(line.reversed().drop { $0 == " " }.reversed())
    }
}
