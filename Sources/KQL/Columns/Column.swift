public import struct Foundation.Decimal
public import struct Foundation.UUID

/// The values of one column for a run of rows: a contiguous array of the type's own representation, and bits that say
/// where there is a value. Strings have no nulls.
public struct Column: Sendable {
    /// How the values lie in memory.
    public enum Storage: Sendable {
        case bools([Bool])
        /// int, long, datetime, timespan.
        case integers([Int64])
        case reals([Double])
        case decimals([Decimal])
        case guids([UUID])
        case strings(StringBuffer)
        case dynamics([Value])
    }

    public var type: ScalarType
    public var storage: Storage
    /// `nil` where every row has a value. Under a cleared bit the storage holds any value. Dynamics say null themselves.
    public var validity: Bitmap?
    /// Whether dynamics are missing that would have made it larger than a column may be.
    private var lacksValues = false

    public init(_ type: ScalarType, _ storage: Storage, validity: Bitmap? = nil) {
        self.type = type
        self.storage = storage
        self.validity = validity
    }

    init(_ type: ScalarType, _ storage: Storage, validity: Bitmap?, lacksValues: Bool) {
        self.init(type, storage, validity: validity)
        self.lacksValues = lacksValues
    }

    /// Bytes that the values of one batch may take in a column. What would make more is left out and the column says so
    /// (`isOverfull`), so that a function that makes much of every row takes no more memory than there is.
    static let largest = 256 << 20

    /// Whether values are missing for want of room: nothing may be answered with it.
    var isOverfull: Bool { if case .strings(let texts) = storage { texts.isOverfull } else { lacksValues } }

    func checked() throws(QueryError) -> Column {
        guard isOverfull else { return self }
        throw QueryError(
            .limit,
            "the values of one column take more than \(Column.largest >> 20) MB for \(count) rows; make them shorter, or filter earlier"
        )
    }

    public var count: Int {
        switch storage {
        case .bools(let values): values.count
        case .integers(let values): values.count
        case .reals(let values): values.count
        case .decimals(let values): values.count
        case .guids(let values): values.count
        case .strings(let values): values.count
        case .dynamics(let values): values.count
        }
    }

    /// The value of a row, for the edges of the engine and for what is rare; operators read the storage.
    public subscript(row: Int) -> Value {
        if let validity, !validity[row] { return .null }
        switch storage {
        case .bools(let values): return .bool(values[row])
        case .integers(let values):
            switch type {
            case .datetime: return .datetime(values[row])
            case .timespan: return .timespan(values[row])
            default: return .long(values[row])
            }
        case .reals(let values): return .real(values[row])
        case .decimals(let values): return .decimal(values[row])
        case .guids(let values): return .guid(values[row])
        case .strings(let values): return .string(values[row])
        case .dynamics(let values): return values[row]
        }
    }

    /// A column of one value again and again.
    public init(_ type: ScalarType, repeating value: Value, count: Int) {
        var builder = ColumnBuilder(type, capacity: count)
        for _ in 0..<count { builder.append(value) }
        self = builder.finish()
    }

    public init(_ type: ScalarType, _ values: some Sequence<Value>) {
        var builder = ColumnBuilder(type)
        for value in values { builder.append(value) }
        self = builder.finish()
    }

    /// The chosen rows, in the order given. A column that nobody reads is empty, and stays so.
    public func gather(_ rows: [Int32]) -> Column {
        if count == 0 { return self }
        let gathered: Storage =
            switch storage {
            case .bools(let values): .bools(rows.map { values[Int($0)] })
            case .integers(let values): .integers(rows.map { values[Int($0)] })
            case .reals(let values): .reals(rows.map { values[Int($0)] })
            case .decimals(let values): .decimals(rows.map { values[Int($0)] })
            case .guids(let values): .guids(rows.map { values[Int($0)] })
            case .strings(let values): .strings(values.gather(rows))
            case .dynamics(let values): .dynamics(rows.map { values[Int($0)] })
            }
        guard let validity else { return Column(type, gathered) }
        var bits = Bitmap(count: rows.count)
        for (index, row) in rows.enumerated() where !validity[Int(row)] { bits[index] = false }
        return Column(type, gathered, validity: bits)
    }

    /// Roughly how many bytes the column takes.
    var size: Int {
        switch storage {
        case .bools(let values): values.count
        case .integers(let values): values.count * 8
        case .reals(let values): values.count * 8
        case .decimals(let values): values.count * 20
        case .guids(let values): values.count * 16
        case .strings(let values): values.bytes.count + values.offsets.count * 8
        case .dynamics(let values): values.reduce(0) { $0 + $1.footprint }
        }
    }
}
