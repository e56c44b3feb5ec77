/// `ipv4_lookup` and `ipv6_lookup`: joins addresses with the networks that hold them.
enum AddressLookup {
    static let plugins = [
        TablePlugin(name: "ipv4_lookup") { binder, call in
            try plan(binder, call) { IPv4Prefix($0).map { AddressBits(UInt128($0.address), 32 - $0.length) } }
        },
        TablePlugin(name: "ipv6_lookup") { binder, call in
            try plan(binder, call) { text in
                IPv6Prefix(text).map { prefix in
                    AddressBits(prefix.bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }, 128 - prefix.length)
                }
            }
        },
    ]

    /// An address, and how many of its last bits a network leaves open.
    private struct AddressBits {
        var bits: UInt128
        var open: Int

        init(_ bits: UInt128, _ open: Int) {
            self.bits = bits
            self.open = open
        }

        var network: UInt128 { open >= 128 ? 0 : (bits >> UInt128(open)) << UInt128(open) }
    }

    private static func plan(
        _ binder: Binder, _ call: PluginCall, _ read: @escaping @Sendable (String) -> AddressBits?
    ) throws -> Plan {
        var scope = call.scope
        let lookup = try binder.table(try call.need(0, "LookupTable"), &scope)
        let address = try binder.convert(try binder.scalar(try call.need(1, "SourceIPKey"), call.context), to: .string, at: call.name.span)
        let inner = RowContext(schema: lookup.schema, scope: call.scope)
        guard case .column(let network) = try binder.scalar(try call.need(2, "IPLookupKey"), inner).kind else {
            throw QueryError(.binding, "\(call.name.text)() needs the column of the networks", at: call.name.span)
        }
        let keepsUnmatched = try call.arguments.first { $0.names.first?.text == "return_unmatched" }
            .map { try binder.constant($0.expression, call.scope, "return_unmatched") == .bool(true) }
            ?? (call.positional.last.flatMap { try? binder.constant($0, call.scope, "") } == .bool(true))
        let extra = call.positional.dropFirst(3).compactMap(ColumnNaming.name)
        let left = call.input.schema.fields
        var names = NameAllocator(left.map(\.name))
        let right = lookup.schema.fields.map { Field(names.unique($0.name), $0.type) }
        let pairs = extra.compactMap { name in
            call.input.schema.index(of: name).flatMap { a in lookup.schema.index(of: name).map { (a, $0) } }
        }
        let schema = Schema(left + right)
        let evaluator = try Evaluator(address)
        let transform = TableTransform(name: call.name.text) { tables, executor in
            let table = tables[0]
            let keys = try evaluator.evaluate(Batch(table.columns, count: table.count))
            let matcher = NetworkIndex(tables[1], network, read)
            var leftRows: [Int32] = []
            var rightRows: [Int32] = []
            for row in 0..<table.count {
                let matches = read(keys[row].text).map { matcher.matches($0.bits) } ?? []
                let fitting = matches.filter { match in
                    pairs.allSatisfy { table.columns[$0.0][row] == tables[1].columns[$0.1][Int(match)] }
                }
                for match in fitting { leftRows.append(Int32(row)); rightRows.append(match) }
                if fitting.isEmpty, keepsUnmatched { leftRows.append(Int32(row)); rightRows.append(-1) }
            }
            let columns = table.columns.map { $0.gather(leftRows) } + tables[1].columns.map { $0.gather(orMissing: rightRows) }
            return Table(schema, columns, count: leftRows.count)
        }
        return Plan(.transform([call.input, lookup], transform), schema)
    }

    /// Networks by their length, so that a look-up costs one table each.
    private struct NetworkIndex {
        private var byLength: [(open: Int, rows: [UInt128: [Int32]])] = []

        init(_ table: Table, _ column: Int, _ read: (String) -> AddressBits?) {
            var lengths: [Int: [UInt128: [Int32]]] = [:]
            for row in 0..<table.count {
                guard let network = read(table.columns[column][row].text) else { continue }
                lengths[network.open, default: [:]][network.network, default: []].append(Int32(row))
            }
            byLength = lengths.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }

        func matches(_ bits: UInt128) -> [Int32] {
            byLength.flatMap { open, rows in rows[AddressBits(bits, open).network] ?? [] }
        }
    }
}
