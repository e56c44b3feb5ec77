/// `rolling_percentile(value, percentile, index, binSize, binsPerWindow, dimensions ...)`: for each bin that has rows the percentile
/// of the values in it and in the bins before it that the window has.
enum RollingPercentile {
    static let plugin = TablePlugin(name: "rolling_percentile") { binder, call in
        let value = try binder.place(of: try call.need(0, "ValueColumn"), in: call)
        let index = try binder.place(of: try call.need(2, "IndexColumn"), in: call)
        let percentile = try binder.constant(try call.need(1, "Percentile"), call.scope, "Percentile")
        let size = try binder.constant(try call.need(3, "BinSize"), call.scope, "BinSize")
        let width = try binder.count(try call.need(4, "BinsPerWindow"), call.scope, "BinsPerWindow")
        let dimensions = try ActivityCall.dimensions(binder, call, from: 5)
        let fields = call.input.schema.fields
        guard let bins = RollingBins(size, of: fields[index].type), width > 0, let share = percentile.real else {
            throw QueryError(
                .binding, "rolling_percentile() needs a percentile, a size of bins of the index's kind, and a number of bins",
                at: call.name.span)
        }
        let name = "rolling_\(width)_percentile_\(fields[value].name)_\(percentile.text.replacing(".", with: "_"))"
        let schema = Schema([fields[index]] + dimensions.map { fields[$0] } + [Field(name, fields[value].type)])
        return binder.transform("rolling_percentile", call.input, schema) { table, executor in
            var rows: [[Value]] = []
            for (key, members) in ActivityCall.split(table, by: dimensions) {
                var values: [Int64: [(Value, Double)]] = [:]
                for row in members.sorted() {
                    guard let bin = bins.number(of: table.columns[index][row]) else { continue }
                    values[bin, default: []].append((table.columns[value][row], 1))
                }
                let order = values.keys.sorted()
                var first = 0
                for (last, bin) in order.enumerated() {
                    try executor.control.check()
                    while bin - order[first] >= width { first += 1 }
                    let window = order[first...last].flatMap { values[$0] ?? [] }.filter { !$0.0.isNull }
                    rows.append([bins.start(of: bin)] + key + [StatisticalAggregates.ranked(window, at: share)])
                }
            }
            return Table(schema, rows: rows)
        }
    }
}

/// Numbers bins of one size, of numbers or times.
private struct RollingBins: Sendable {
    private enum Size: Sendable {
        case whole(Int64)
        case real(Double)
    }

    private let size: Size
    private let type: ScalarType

    /// - Returns: `nil` for a size that is none.
    init?(_ size: Value, of type: ScalarType) {
        self.type = type
        if type == .real {
            guard let real = size.real, real > 0 else { return nil }
            self.size = .real(real)
        } else {
            guard let whole = size.integer, whole > 0 else { return nil }
            self.size = .whole(whole)
        }
    }

    func number(of value: Value) -> Int64? {
        switch size {
        case .whole(let size): value.integer.flatMap { BinFunctions.floor($0, size, from: 0) }.map { $0 / size }
        case .real(let size): value.real.flatMap { Int64(exactly: ($0 / size).rounded(.down)) }
        }
    }

    func start(of bin: Int64) -> Value {
        switch (size, type) {
        case (.real(let size), _): .real(Double(bin) * size)
        case (.whole(let size), .datetime): .datetime(bin * size)
        case (.whole(let size), .timespan): .timespan(bin * size)
        case (.whole(let size), _): .long(bin * size)
        }
    }
}
