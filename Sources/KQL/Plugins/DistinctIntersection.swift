/// `dcount_intersect(hll, ...)`: how many values the first sets have in common, one set more for each column.
enum DistinctIntersection {
    static let plugin = TablePlugin(name: "dcount_intersect") { binder, call in
        let places = try call.positional.map { try binder.place(of: $0, in: call) }
        let added = places.indices.map { Field("s\($0)", .long) }
        let schema = Schema(call.input.schema.fields + added)
        return binder.transform("dcount_intersect", call.input, schema) { table, _ in
            let rows = (0..<table.count).map { row -> [Value] in
                var common: Set<Value>?
                let counts = places.map { place -> Value in
                    let set = Set(DistinctSketch.values(table.columns[place][row]))
                    common = common.map { $0.intersection(set) } ?? set
                    return .long(Int64(common?.count ?? 0))
                }
                return table.row(row) + counts
            }
            return Table(schema, rows: rows)
        }
    }
}
