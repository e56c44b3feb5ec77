/// `basket(threshold, weight, dimensions, wildcards ...)`: every pattern that enough of the rows have, the most frequent first.
/// Kusto looks at a sample to begin with; here all rows count.
enum Basket {
    static let plugin = TablePlugin(name: "basket") { binder, call in
        let columns = try PatternColumns(binder, call, weightPlace: 1, wildcardsFrom: 3)
        let threshold = try call.number(0, "Threshold", in: 0.015...1, default: 0.05, binder)
        let depth = Int(try call.number(2, "MaxDimensions", in: 1...1_000, default: 5, binder))
        let schema = columns.schema(
            [Field("SegmentId", .long), Field("Count", .long), Field("Percent", .real)], call.input.schema)
        return binder.transform("basket", call.input, schema) { table, executor in
            let rows = PatternRows(columns.columns(table), count: table.count) { row in
                .init(first: columns.weight(table, row))
            }
            let total = rows.weight(of: Array(rows.rows.indices)).first
            var search = FrequentPatterns(rows, depth: depth, control: executor.control) { $0.first >= threshold * total }
            let found = try search.all().enumerated().sorted {
                ($1.element.weight.first, $0.offset) < ($0.element.weight.first, $1.offset)
            }
            return Table(
                schema,
                rows: found.enumerated().map { number, found in
                    let weight = found.element.weight.first
                    return [.long(Int64(number)), .long(Int64(weight)), .real((weight / total).percent(decimals: 1))]
                        + columns.cells(found.element, rows)
                })
        }
    }
}
