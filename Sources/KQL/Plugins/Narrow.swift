/// `narrow()`: a row for each cell.
enum Narrow {
    static let plugin = TablePlugin(name: "narrow") { binder, call in
        let schema = Schema([Field("Row", .long), Field("Column", .string), Field("Value", .string)])
        return binder.transform("narrow", call.input, schema) { table, executor in
            try executor.control.checkRows(table.count * table.columns.count)
            let rows = (0..<table.count).flatMap { row in
                table.columns.indices.map { column -> [Value] in
                    [.long(Int64(row)), .string(table.schema.fields[column].name), .string(table.columns[column][row].text)]
                }
            }
            return Table(schema, rows: rows)
        }
    }
}
