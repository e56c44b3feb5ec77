/// Rows at random.
enum Sampling {
    /// So many rows, each equally likely, in the order they came.
    static func rows(_ count: Int) -> @Sendable (Table, Executor) throws -> Table {
        { table, _ in
            guard count < table.count else { return table }
            var rows = Array(0..<Int32(table.count))
            for index in 0..<count { rows.swapAt(index, Int.random(in: index..<rows.count)) }
            return table.gather(rows.prefix(count).sorted())
        }
    }
}
