/// What the look-up plugins have in common: rows of a second table beside those of the first that they fit.
struct TableLookup {
    let lookup: Plan
    private let keepsUnmatched: Bool
    /// Columns of the same name in both tables, which have to be equal as well.
    private let pairs: [(Int, Int)]

    /// - Parameter first: the first argument that may name such a column.
    init(_ binder: Binder, _ call: PluginCall, columnsFrom first: Int) throws {
        var scope = call.scope
        let lookup = try binder.table(try call.need(0, "LookupTable"), &scope)
        self.lookup = lookup
        let named = call.arguments.first { $0.names.first?.text == "return_unmatched" }?.expression
        let last = call.positional.count > first ? call.positional.last : nil
        keepsUnmatched = (named ?? last).flatMap { try? binder.constant($0, call.scope, "return_unmatched") } == .bool(true)
        pairs = call.positional.dropFirst(first).compactMap(ColumnNaming.name).compactMap { name in
            call.input.schema.index(of: name).flatMap { a in lookup.schema.index(of: name).map { (a, $0) } }
        }
    }

    /// The place of a column of the second table.
    func place(_ binder: Binder, _ call: PluginCall, _ index: Int, _ what: String) throws -> Int {
        let context = RowContext(schema: lookup.schema, scope: call.scope)
        guard case .column(let place) = try binder.scalar(try call.need(index, what), context).kind else {
            throw QueryError(.binding, "\(call.name.text)() needs a column of the look-up table", at: call.name.span)
        }
        return place
    }

    /// - Parameter matcher: made once from both tables; answers the rows of the second that fit a row of the first.
    func plan(_ call: PluginCall, _ matcher: @escaping @Sendable (Table, Table) throws -> (Int) -> [Int32]) -> Plan {
        var names = NameAllocator(call.input.schema.fields.map(\.name))
        let right = lookup.schema.fields.map { Field(names.unique($0.name), $0.type) }
        let schema = Schema(call.input.schema.fields + right)
        let (pairs, keepsUnmatched) = (pairs, keepsUnmatched)
        let transform = TableTransform(name: call.name.text) { tables, executor in
            let matches = try matcher(tables[0], tables[1])
            var leftRows: [Int32] = []
            var rightRows: [Int32] = []
            for row in 0..<tables[0].count {
                if row % 4096 == 0 { try executor.control.check() }
                let fitting = matches(row).filter { match in
                    pairs.allSatisfy { tables[0].columns[$0.0][row] == tables[1].columns[$0.1][Int(match)] }
                }
                for match in fitting {
                    leftRows.append(Int32(row))
                    rightRows.append(match)
                }
                if fitting.isEmpty, keepsUnmatched {
                    leftRows.append(Int32(row))
                    rightRows.append(-1)
                }
                try executor.control.checkRows(leftRows.count)
            }
            let columns =
                tables[0].columns.map { $0.gather(leftRows) } + tables[1].columns.map { $0.gather(orMissing: rightRows) }
            return Table(schema, columns, count: leftRows.count)
        }
        return Plan(.transform([call.input, lookup], transform), schema)
    }
}
