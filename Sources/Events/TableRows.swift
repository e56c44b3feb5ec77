internal import Primitives

/// Rows of one table in columns.
public struct TableRows: Sendable {
    /// One for each column of the spec, in its order, once there is a row. They may be shorter than the rows are many.
    public private(set) var columns: [EventColumn] = []
    /// When each row's record came in, in ticks.
    public private(set) var ingested: [Int64] = []

    /// Most tables have no row in most batches, so their columns are made late.
    private let specs: [ColumnSpec]

    public init(_ spec: TableSpec) { specs = spec.columns }

    public var count: Int { ingested.count }

    /// Bytes that the rows take in columns of memory, roughly: rows without a value take as much as the type does.
    var byteCount: Int { columns.reduce(8 * ingested.count) { $0 + $1.type.width * ingested.count + $1.bytes.count } }

    mutating func addRow(_ ticks: Int64) {
        if columns.isEmpty { columns = specs.map { EventColumn($0.type) } }
        ingested.append(ticks)
    }

    mutating func set(_ column: Int, text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard columns[column].type.isText else { return false }
        columns[column].set(ingested.count - 1, text: text)
        return true
    }

    mutating func set(_ column: Int, number: Int64) -> Bool {
        switch columns[column].type {
        case .long: break
        case .int: guard Int32(exactly: number) != nil else { return false }
        case .bool: guard number == 0 || number == 1 else { return false }
        case .real: return set(column, real: Double(number))
        case .string, .dynamic, .guid, .datetime: return false
        }
        columns[column].set(ingested.count - 1, number: number)
        return true
    }

    mutating func set(_ column: Int, real: Double) -> Bool {
        guard columns[column].type == .real, real.isFinite else { return false }
        columns[column].set(ingested.count - 1, number: Int64(bitPattern: real.bitPattern))
        return true
    }

    mutating func set(_ column: Int, flag: Bool) -> Bool {
        guard columns[column].type == .bool else { return false }
        columns[column].set(ingested.count - 1, number: flag ? 1 : 0)
        return true
    }

    mutating func set(_ column: Int, time: Timestamp) -> Bool {
        guard columns[column].type == .datetime else { return false }
        columns[column].set(ingested.count - 1, number: time.ticks)
        return true
    }

    mutating func cut(to rows: Int) {
        guard count > rows else { return }
        ingested.removeLast(ingested.count - rows)
        for column in columns.indices { columns[column].cut(to: rows) }
    }
}
