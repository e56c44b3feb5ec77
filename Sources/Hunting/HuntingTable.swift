internal import CaseStore
public import KQL

/// A table that can be asked.
protocol HuntingTable: Sendable {
    var name: String { get }
    /// What a row is.
    var summary: String { get }
    var columns: [ColumnHelp] { get }
    /// Whether a query may name columns that it does not have.
    var isOpen: Bool { get }

    func rows(_ reader: CaseReader, columns: [Int], where bounds: RowBounds) throws -> any BatchSource
}

extension HuntingTable {
    var isOpen: Bool { false }

    var schema: Schema { Schema(columns.map { Field($0.name, $0.type) }, isOpen: isOpen) }
}

/// What conditions leave of a table's rows, as far as the store reads less by it.
struct RowBounds {
    /// Bounds of the columns that say when a row was made.
    var time: ValueBounds
    /// Bounds of the column that names a row.
    var name: ValueBounds
    /// The rule of detection whose alerts are left out.
    var ownRule: String?
}

/// A column's name and type, and what it holds.
public struct ColumnHelp: Hashable, Sendable {
    public var name: String
    public var type: ScalarType
    public var meaning: String

    public init(name: String, type: ScalarType, meaning: String) {
        (self.name, self.type, self.meaning) = (name, type, meaning)
    }
}

/// A column of a table whose rows are values of the store.
struct RowColumn<Row>: Sendable {
    var help: ColumnHelp
    var value: @Sendable (Row) throws -> Value

    init(_ name: String, _ type: ScalarType, _ meaning: String, _ value: @escaping @Sendable (Row) throws -> Value) {
        help = ColumnHelp(name: name, type: type, meaning: meaning)
        self.value = value
    }
}

/// A table whose rows come from the store page by page.
struct StoreTable<Row>: HuntingTable {
    typealias Pages = () throws -> [Row]?

    var name: String
    var summary: String
    var rowColumns: [RowColumn<Row>]
    /// The next page each time it is called, empty pages too; `nil` once there are no more.
    var pages: @Sendable (CaseReader, RowBounds) throws -> Pages

    var columns: [ColumnHelp] { rowColumns.map(\.help) }

    func rows(_ reader: CaseReader, columns: [Int], where bounds: RowBounds) throws -> any BatchSource {
        PageSource(columns: rowColumns, read: Set(columns), pages: try pages(reader, bounds))
    }
}

/// Rows of the store as columns; what the query does not read is left empty.
private final class PageSource<Row>: BatchSource {
    private let columns: [RowColumn<Row>]
    private let read: Set<Int>
    private let pages: StoreTable<Row>.Pages

    init(columns: [RowColumn<Row>], read: Set<Int>, pages: @escaping StoreTable<Row>.Pages) {
        self.columns = columns
        self.read = read
        self.pages = pages
    }

    func next() throws -> Batch? {
        guard let rows = try pages() else { return nil }
        let filled = try columns.enumerated().map { place, column in
            guard read.contains(place) else { return ColumnBuilder(column.help.type).finish() }
            var builder = ColumnBuilder(column.help.type, capacity: rows.count)
            for row in rows { builder.append(try column.value(row)) }
            return builder.finish()
        }
        return Batch(filled, count: rows.count)
    }
}
