internal import KQL

/// An answer as people read it.
enum KQLRows {
    /// Columns that a terminal is too narrow for are cut; where each would have less than this, a row is shown a column a line.
    private static let leastColumn = 12

    static func lines(_ table: KQL.Table, for terminal: Terminal) -> [String] {
        let columns = table.schema.fields.count
        if let width = terminal.width, columns * (leastColumn + Table.gap) > width + Table.gap {
            return vertical(table, terminal)
        }
        var rows = Table(table.schema.fields.map { .init(heading: $0.name, isNumber: $0.type.isNumber, minimum: leastColumn) })
        for row in 0..<table.count { rows.add(table.columns.map { Table.Cell($0[row].text) }) }
        return rows.lines(for: terminal)
    }

    /// Every row as a block, a column a line; columns without a value are left out.
    static func vertical(_ table: KQL.Table, _ terminal: Terminal) -> [String] {
        let names = table.schema.fields.map(\.name)
        let margin = (names.map(TextWidth.columns).max() ?? 0) + Table.gap
        return (0..<table.count).flatMap { row in
            let lines = zip(names, table.columns).compactMap { name, column -> String? in
                let text = TerminalText.line(column[row].text)
                guard !text.isEmpty else { return nil }
                let blanks = String(repeating: " ", count: margin - TextWidth.columns(name))
                return terminal.paint(name, .faint) + blanks + text
            }
            return (row > 0 ? [""] : []) + [terminal.paint("row \(row + 1)", .bold)] + lines
        }
    }
}

extension ScalarType {
    fileprivate var isNumber: Bool { [.int, .long, .real, .decimal].contains(self) }
}
