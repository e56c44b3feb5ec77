/// Some rows on their way through the operators. A filter does not move values: it leaves the columns and narrows `rows`.
public struct Batch: Sendable {
    public var columns: [Column]
    /// The rows of the columns that count, ascending; `nil` for all.
    public var rows: [Int32]?
    /// How many rows there are.
    public var count: Int

    public init(_ columns: [Column], rows: [Int32]? = nil, count: Int) {
        self.columns = columns
        self.rows = rows
        self.count = count
    }

    public func vector(_ column: Int) -> Vector { Vector(columns[column], rows: rows) }

    /// The batch with the chosen ones of its rows.
    func narrowed(to chosen: [Int32]) -> Batch {
        guard let rows else { return Batch(columns, rows: chosen, count: chosen.count) }
        return Batch(columns, rows: chosen.map { rows[Int($0)] }, count: chosen.count)
    }

    /// The batch with columns that hold its rows alone.
    public func compacted() -> Batch {
        guard let rows else { return self }
        return Batch(columns.map { $0.gather(rows) }, count: count)
    }
}

/// What an expression is for the rows of a batch.
public struct Vector: Sendable {
    public var column: Column
    /// Where the value of each row lies in the column; `nil` where row and place are the same.
    public var rows: [Int32]?
    /// The column holds one value, which is that of every row.
    public var isConstant: Bool

    public init(_ column: Column, rows: [Int32]? = nil, isConstant: Bool = false) {
        self.column = column
        self.rows = isConstant ? nil : rows
        self.isConstant = isConstant
    }

    /// The place of a row's value in the column.
    @inline(__always)
    func place(_ row: Int) -> Int {
        if isConstant { return 0 }
        guard let rows else { return row }
        return Int(rows[row])
    }

    /// The places of the rows where they lie behind each other.
    func run(_ count: Int) -> Range<Int>? {
        guard !isConstant, count > 0 else { return nil }
        guard let rows else { return 0..<count }
        // Rows are in ascending order.
        let first = Int(rows[0])
        return Int(rows[count - 1]) - first == count - 1 ? first..<first + count : nil
    }

    subscript(row: Int) -> Value { column[place(row)] }

    /// Roughly the bytes of the rows' values, beyond what each takes by its type.
    func size(_ count: Int) -> Int {
        if isConstant { return 0 }
        switch column.storage {
        case .strings(let texts):
            return (0..<count).reduce(0) { $0 + texts.offsets[place($1) + 1] - texts.offsets[place($1)] }
        case .dynamics(let values): return (0..<count).reduce(0) { $0 + values[place($1)].footprint }
        default: return 0
        }
    }

    /// A column of as many values as there are rows.
    func dense(count: Int) -> Column {
        if isConstant { return column.gather([Int32](repeating: 0, count: count)) }
        guard let rows else { return column }
        return column.gather(rows)
    }

    /// The vector for some of its rows.
    func narrowed(to chosen: [Int32]) -> Vector {
        if isConstant { return self }
        guard let rows else { return Vector(column, rows: chosen) }
        return Vector(column, rows: chosen.map { rows[Int($0)] })
    }
}
