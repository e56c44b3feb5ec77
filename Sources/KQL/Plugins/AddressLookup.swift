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
        let lookup = try TableLookup(binder, call, columnsFrom: 3)
        let address = try binder.convert(
            try binder.scalar(try call.need(1, "SourceIPKey"), call.context), to: .string, at: call.name.span)
        let network = try lookup.place(binder, call, 2, "IPLookupKey")
        let evaluator = try Evaluator(address)
        return lookup.plan(call) { table, networks in
            let keys = try evaluator.evaluate(Batch(table.columns, count: table.count))
            let index = NetworkIndex(networks, network, read)
            return { row in read(keys[row].text).map { index.matches($0.bits) } ?? [] }
        }
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
