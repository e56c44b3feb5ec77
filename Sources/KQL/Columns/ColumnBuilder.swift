internal import struct Foundation.Decimal
internal import struct Foundation.UUID

/// Makes a column value by value. What does not fit the type is converted, as KQL's conversions have it.
public struct ColumnBuilder {
    public let type: ScalarType
    private var storage: Column.Storage
    private var validity: Bitmap?
    public private(set) var count = 0
    /// Bytes of the dynamics.
    private var held = 0

    public init(_ type: ScalarType, capacity: Int = 0) {
        self.type = type
        switch type {
        case .bool: storage = .bools(ColumnBuilder.array(capacity))
        case .int, .long, .datetime, .timespan: storage = .integers(ColumnBuilder.array(capacity))
        case .real: storage = .reals(ColumnBuilder.array(capacity))
        case .decimal: storage = .decimals(ColumnBuilder.array(capacity))
        case .guid: storage = .guids(ColumnBuilder.array(capacity))
        case .string: storage = .strings(StringBuffer(capacity: capacity))
        case .dynamic: storage = .dynamics(ColumnBuilder.array(capacity))
        }
    }

    private static func array<T>(_ capacity: Int) -> [T] {
        var array: [T] = []
        array.reserveCapacity(capacity)
        return array
    }

    public mutating func append(_ value: Value) {
        let value = value.type == type || type == .dynamic ? value : fitted(value)
        if value.isNull, type != .dynamic, type != .string { markNull() } else { validity?.append(true) }
        count += 1
        store(value)
    }

    /// A long is an int already; a builder of ints takes it as it is.
    private func fitted(_ value: Value) -> Value {
        if type == .int, case .long = value { return value }
        return value.converted(to: type)
    }

    private mutating func markNull() {
        if validity == nil { validity = Bitmap(count: count) }
        validity?.append(false)
    }

    private mutating func store(_ value: Value) {
        // The storage is moved out and back, so that its array is changed in place.
        var current = storage
        storage = .bools([])
        switch current {
        case .bools(var values):
            current = .bools([])
            values.append(value == .bool(true))
            current = .bools(values)
        case .integers(var values):
            current = .bools([])
            values.append(value.integer ?? 0)
            current = .integers(values)
        case .reals(var values):
            current = .bools([])
            if case .real(let number) = value { values.append(number) } else { values.append(0) }
            current = .reals(values)
        case .decimals(var values):
            current = .bools([])
            if case .decimal(let number) = value { values.append(number) } else { values.append(0) }
            current = .decimals(values)
        case .guids(var values):
            current = .bools([])
            if case .guid(let id) = value { values.append(id) } else { values.append(ColumnBuilder.noID) }
            current = .guids(values)
        case .strings(var values):
            current = .bools([])
            values.append(value.string ?? "")
            current = .strings(values)
        case .dynamics(var values):
            current = .bools([])
            held += value.footprint
            values.append(held <= Column.largest ? value : .null)
            current = .dynamics(values)
        }
        storage = current
    }

    private static let noID = UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))

    public consuming func finish() -> Column { Column(type, storage, validity: validity, lacksValues: held > Column.largest) }
}
