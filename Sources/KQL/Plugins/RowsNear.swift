/// `rows_near(condition, rows, rowsAfter)`: rows for which a condition holds, and those around them.
enum RowsNear {
    static let plugin = TablePlugin(name: "rows_near") { binder, call in
        let condition = try Evaluator(try binder.condition(try call.need(0, "Condition"), call.context))
        let before = try binder.count(try call.need(1, "NumRows"), call.scope, "the number of rows")
        let after =
            try call.argument(2, named: "RowsAfter").map { try binder.count($0, call.scope, "the number of rows") } ?? before
        return binder.transform("rows_near", call.input, call.input.schema) { table, _ in
            let holds = try condition.evaluate(Batch(table.columns, count: table.count))
            var kept: [Int32] = []
            var next = 0
            for row in 0..<table.count where holds[row] == .bool(true) {
                let first = max(next, row > before ? row - before : 0)
                let end = after < table.count - row ? row + after + 1 : table.count
                guard first < end else { continue }
                kept += (first..<end).map { Int32($0) }
                next = end
            }
            return table.gather(kept)
        }
    }
}
