internal import Events
internal import Foundation
internal import Primitives

extension EventWriter {
    func figures() throws -> [TableFigures] {
        if file.isWaiting {
            return file.specs.tables.map { TableFigures(table: $0.name, rows: 0, oldest: nil, newest: nil, bytes: 0) }
        }
        return try run { connection in
            try file.specs.tables.map { spec in
                let time = StoreSQL.quoted(spec.columns[spec.timeColumn].name)
                let row = try connection.all("SELECT count(*), min(\(time)), max(\(time)) FROM \(StoreSQL.quoted(spec.name))") {
                    chunk, row in (0..<3).map { chunk.value(row, $0).integer }
                }.first
                let rows = Int(row?[0] ?? 0)
                return TableFigures(
                    table: spec.name, rows: rows, oldest: (row?[1]).map { Timestamp(ticks: $0) },
                    newest: (row?[2]).map { Timestamp(ticks: $0) },
                    bytes: rows == 0 ? 0 : try TableUse.bytes(of: spec.name, connection))
            }
        }
    }

    /// Deletes by age, then by each table's size, then by the size of all.
    func sweep(_ policy: EventRetention, at time: Timestamp) throws -> EventSweep {
        guard !file.isWaiting else { return EventSweep() }
        var sweep = try run { connection in
            var sweep = EventSweep()
            for spec in file.specs.tables {
                let limit = policy.limit(of: spec)
                if let age = limit.age {
                    try EventWriter.delete(from: spec.name, before: time - age, connection, &sweep)
                }
                if let bytes = limit.bytes {
                    let use = try TableUse(of: spec.name, connection)
                    try EventWriter.delete(from: spec.name, share: TableUse.excess(use.liveBytes, bytes), connection, &sweep)
                }
            }
            guard try size(connection) > policy.totalBytes else { return sweep }
            let uses = try file.specs.tables.map { try TableUse(of: $0.name, connection) }
            let excess = TableUse.excess(try TableUse.liveBytes(of: uses, in: size(connection)), policy.totalBytes)
            for (spec, use) in zip(file.specs.tables, uses) where use.live > 0 {
                try EventWriter.delete(from: spec.name, share: excess, connection, &sweep)
            }
            return sweep
        }
        guard sweep.total > 0 else { return sweep }
        // Gives the room of what was deleted back. Where somebody reads meanwhile, a later one does.
        changed()
        try? keep()
        sweep.isStillTooLarge = try run { try size($0) > policy.totalBytes }
        return sweep
    }

    private static func delete(
        from table: String, share: Double, _ connection: DuckDBConnection, _ sweep: inout EventSweep
    ) throws {
        guard share > 0 else { return }
        let ingested = StoreSQL.quoted(Events.ingestedColumn)
        let cut = try connection.number(
            "SELECT quantile_disc(\(ingested), ?) FROM \(StoreSQL.quoted(table))", [.real(share)])
        // Rows of one arrival go together; the newest arrival stays.
        guard let cut else { return }
        try delete(from: table, before: Timestamp(ticks: cut), connection, &sweep)
    }

    private static func delete(
        from table: String, before time: Timestamp, _ connection: DuckDBConnection, _ sweep: inout EventSweep
    ) throws {
        let ingested = StoreSQL.quoted(Events.ingestedColumn)
        let rows = try connection.execute(
            "DELETE FROM \(StoreSQL.quoted(table)) WHERE \(ingested) < ?", [.integer(time.ticks)])
        if rows > 0 { sweep.rows[table, default: 0] += rows }
    }

    /// Bytes of the blocks that are in use, with those of deleted rows, and of what is not on the disk yet.
    private func size(_ connection: DuckDBConnection) throws -> Int {
        let size = try connection.number(
            """
            SELECT sum(used_blocks * block_size)::BIGINT FROM pragma_database_size()
            WHERE database_name = current_database()
            """)
        return Int(size ?? 0) + unkeptBytes
    }

    /// Puts all changes on the disk, and copies the file while nothing changes it. Of a file that is not there yet the position
    /// is copied.
    func copy(to target: String) throws { try file.inTurn { try copyInTurn(to: target) } }

    private func copyInTurn(to target: String) throws {
        try keepInTurn()
        if file.isWaiting {
            guard let position = kept() else { return }
            return try EventStoreError.translating { try PositionFile(beside: target).write(position) }
        }
        try run { _ in
            guard !FileManager.default.fileExists(atPath: target) else {
                throw EventStoreError.badFile("'\(target)' is there already")
            }
            try FileManager.default.copyItem(atPath: file.path, toPath: target)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: target)
        }
    }
}
