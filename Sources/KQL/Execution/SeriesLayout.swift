internal import Primitives

/// Lays the bins of each key out as arrays of equal length.
struct SeriesLayout: Sendable {
    var keyCount: Int
    var from: Value?
    var to: Value?
    var step: Value
    var includesEnd: Bool
    /// What stands in a bin without rows, for each aggregate.
    var defaults: [Value]
    /// Whether there is a row where there is no data.
    var alwaysGivesRow: Bool

    static let longest = 1_048_576

    /// The table has the keys, the bin, and the aggregates of that bin.
    func run(_ table: Table, _ schema: Schema, _ control: ExecutionControl) throws -> Table {
        let bins = table.columns[keyCount]
        let axis = try axis(bins, table.count)
        var places: [Value: Int] = [:]
        for (place, value) in axis.enumerated() { places[value] = place }
        var groups = GroupKeys(table.schema.fields.prefix(keyCount).map(\.type))
        let numbers = groups.numbers(of: table.columns.prefix(keyCount).map { Vector($0) }, count: table.count)
        let count = alwaysGivesRow && table.count == 0 ? 1 : groups.count
        try control.checkRows(count * axis.count)
        var series = defaults.map { standard in
            [[Value]](repeating: [Value](repeating: standard, count: axis.count), count: count)
        }
        for row in 0..<table.count {
            guard let place = places[bins[row]] else { continue }
            for index in defaults.indices { series[index][Int(numbers[row])][place] = table.columns[keyCount + 1 + index][row] }
        }
        let arrays = series.map { groups in Column(.dynamic, .dynamics(groups.map(Value.array))) }
        let axes = Column(.dynamic, .dynamics(Array(repeating: .array(axis), count: count)))
        return Table(schema, groups.columns() + arrays + [axes], count: count)
    }

    private func axis(_ bins: Column, _ count: Int) throws -> [Value] {
        let values = (0..<count).map { bins[$0] }.filter { !$0.isNull }
        let least = values.min { ($0.order($1) ?? 0) < 0 }
        let greatest = values.max { ($0.order($1) ?? 0) < 0 }
        guard let start = from ?? least, let end = to ?? greatest else { return [] }
        let includesEnd = to == nil || includesEnd
        var axis: [Value] = []
        var value = start
        while let order = value.order(end), order < 0 || order == 0 && includesEnd {
            guard axis.count < SeriesLayout.longest else {
                throw QueryError(.limit, "a series would have more than \(SeriesLayout.longest) points; take a larger step")
            }
            axis.append(value)
            guard let next = advanced(start, axis.count) else { break }
            value = next
        }
        return axis
    }

    private func advanced(_ start: Value, _ count: Int) -> Value? {
        switch (start, step) {
        case (.datetime(let ticks), .timespan(let step)):
            step > 0 ? ArithmeticFunctions.moment(ticks, adding: step &* Int64(count)).map { .datetime($0.ticks) } : nil
        case (.timespan(let ticks), .timespan(let step)): step > 0 ? .timespan(ticks + step * Int64(count)) : nil
        case (.long(let number), .long(let step)): step > 0 ? .long(number + step * Int64(count)) : nil
        default:
            if let number = start.real, let step = step.real, step > 0 { .real(number + step * Double(count)) } else { nil }
        }
    }
}
