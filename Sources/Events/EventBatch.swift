public import Primitives

/// Rows for tables of events, column by column, as a store takes them.
///
/// A format begins a row with `addRow(to:)` and then sets the columns it has values for; the others have none.
public struct EventBatch: Sendable {
    /// One for each table of the specs, in their order.
    public private(set) var tables: [TableRows]
    /// When the record came in that rows are added of; whoever reads records sets it before each.
    public var received = Timestamp.distantPast
    private var current = 0
    /// The table of each row, in the order in which they came.
    private var order: [Int32] = []

    public init(_ specs: TableSpecs) { tables = specs.tables.map(TableRows.init) }

    /// Rows of all tables.
    public var count: Int { order.count }

    /// Bytes that the rows take in columns of memory, roughly.
    public var byteCount: Int { tables.reduce(0) { $0 + $1.byteCount } }

    /// Takes all rows out, and keeps their memory for the next.
    public mutating func removeAll() {
        for table in tables.indices { tables[table].cut(to: 0) }
        order.removeAll(keepingCapacity: true)
    }

    /// Begins a row; what is set from here on is its.
    /// - Parameter table: the table's number in the specs.
    public mutating func addRow(to table: Int) {
        current = table
        order.append(Int32(truncatingIfNeeded: table))
        tables[table].addRow(received.ticks)
    }

    /// Sets a text of the current row. Bytes that are not UTF-8 become U+FFFD.
    /// - Returns: whether the column is one of texts; where not, nothing was set. Text for `dynamic` has to be JSON.
    @discardableResult
    public mutating func set(_ column: Int, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        tables[current].set(column, text: text)
    }

    @discardableResult
    public mutating func set(_ column: Int, _ text: String) -> Bool {
        var text = text
        return text.withUTF8 { tables[current].set(column, text: $0) }
    }

    @discardableResult
    public mutating func set(_ column: Int, _ text: [UInt8]) -> Bool {
        text.withUnsafeBufferPointer { tables[current].set(column, text: $0) }
    }

    @discardableResult
    public mutating func set(_ column: Int, _ text: some Collection<UInt8>) -> Bool { set(column, Array(text)) }

    /// Sets a number of the current row, in a column of int, long, real or bool (0 and 1).
    /// - Returns: whether the column can hold it; where not, nothing was set.
    @discardableResult
    public mutating func set(_ column: Int, _ number: Int64) -> Bool { tables[current].set(column, number: number) }

    /// - Returns: whether the column is one of reals, and the number finite; where not, nothing was set.
    @discardableResult
    public mutating func set(_ column: Int, _ number: Double) -> Bool { tables[current].set(column, real: number) }

    /// - Returns: whether the column is one of truth values; where not, nothing was set.
    @discardableResult
    public mutating func set(_ column: Int, _ flag: Bool) -> Bool { tables[current].set(column, flag: flag) }

    /// - Returns: whether the column is one of moments; where not, nothing was set.
    @discardableResult
    public mutating func set(_ column: Int, _ time: Timestamp) -> Bool { tables[current].set(column, time: time) }

    /// The type of a column of the current row.
    public func type(of column: Int) -> ColumnType { tables[current].columns[column].type }

    /// How many rows there are, to come back to.
    public struct Mark: Sendable {
        fileprivate var rows: Int
    }

    public var mark: Mark { Mark(rows: order.count) }

    /// Takes back every row that was added since: of a record that turned out to be unreadable.
    public mutating func takeBack(to mark: Mark) {
        while order.count > mark.rows {
            let table = Int(order.removeLast())
            tables[table].cut(to: tables[table].count - 1)
        }
    }
}
