internal import Events

/// How much of its blocks a table's rows take.
///
/// DuckDB gives the room of deleted rows back when it puts the rows around them together anew, which may be much later, or never.
/// What was deleted once must not count again: rows count by what one of them takes in the blocks, deleted ones among them.
struct TableUse {
    /// Of the blocks that the table lies in; blocks that tables share count for each.
    var bytes = 0
    /// Rows in these blocks, with those that were deleted.
    var stored = 0
    /// Rows that there are, with those that are not on the disk yet.
    var live = 0

    init(bytes: Int, stored: Int, live: Int) { (self.bytes, self.stored, self.live) = (bytes, stored, live) }

    init(of table: String, _ connection: DuckDBConnection) throws {
        live = Int(try connection.number("SELECT count(*) FROM \(StoreSQL.quoted(table))") ?? 0)
        guard live > 0 else { return }
        bytes = try TableUse.bytes(of: table, connection)
        let stored = try connection.number(
            """
            SELECT sum(count)::BIGINT FROM pragma_storage_info(\(StoreSQL.literal(table))) WHERE persistent AND column_path = '[0]'
            """)
        self.stored = Int(stored ?? 0)
    }

    static func bytes(of table: String, _ connection: DuckDBConnection) throws -> Int {
        let size = try connection.number(
            """
            SELECT (count(DISTINCT block_id) * (SELECT max(block_size) FROM pragma_database_size()))::BIGINT
            FROM pragma_storage_info(\(StoreSQL.literal(table))) WHERE block_id >= 0
            """)
        return Int(size ?? 0)
    }

    /// What the rows that there are take; nothing while none of them is on the disk.
    var liveBytes: Double { stored > 0 ? Double(bytes) * Double(live) / Double(stored) : 0 }

    /// What the rows of all tables take of the blocks that the file uses: no more than their share of these, as tables share blocks,
    /// and no more than their own, as blocks that were given up are in use for a while.
    static func liveBytes(of tables: [TableUse], in used: Int) -> Double {
        let bytes = tables.reduce(0) { $0 + Double($1.bytes) }
        let live = tables.reduce(0) { $0 + $1.liveBytes }
        return bytes > 0 ? min(live, Double(used) * live / bytes) : 0
    }

    /// The share of the rows that is too much. What exceeds the limit by no more than a sixteenth stays: blocks are whole, and a
    /// few rows may seem to take more of them than they did among many.
    static func excess(_ bytes: Double, _ limit: Int) -> Double {
        bytes > Double(limit) * 17 / 16 ? 1 - Double(limit) / bytes : 0
    }
}
