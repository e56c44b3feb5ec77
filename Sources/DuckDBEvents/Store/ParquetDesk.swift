internal import Events
internal import Foundation
internal import Primitives

/// Writes Parquet files, on a thread and a connection of its own, beside whoever stores.
actor ParquetDesk {
    nonisolated private let thread = OwnThread("events.parquet")
    nonisolated var unownedExecutor: UnownedSerialExecutor { thread.asUnownedSerialExecutor() }

    private let file: OpenedFile

    init(_ file: OpenedFile) { self.file = file }

    func export(_ request: EventExport, of table: TableSpec, to target: String) throws -> Int {
        guard !FileManager.default.fileExists(atPath: target) else {
            throw EventStoreError.badFile("'\(target)' is there already")
        }
        return try EventStoreError.translating {
            do {
                return try file.connect().execute(ParquetSQL.export(request, of: table, to: target))
            } catch {
                try? FileManager.default.removeItem(atPath: target)
                throw error
            }
        }
    }
}

/// The statements of Parquet.
enum ParquetSQL {
    /// Ticks from year 1 to 1970.
    private static let epoch = Timestamp(unixSeconds: 0).ticks

    static func export(_ request: EventExport, of table: TableSpec, to file: String) -> String {
        var columns = table.columns.map { column in
            let name = StoreSQL.quoted(column.name)
            return request.asTimestamps && column.type == .datetime ? "\(moment(name)) AS \(name)" : name
        }
        let ingested = StoreSQL.quoted(Events.ingestedColumn)
        columns.append(request.asTimestamps ? "\(moment(ingested)) AS \(ingested)" : ingested)
        let time = StoreSQL.quoted(table.columns[table.timeColumn].name)
        let conditions =
            [request.start.map { "\(time) >= \($0.ticks)" }, request.end.map { "\(time) < \($0.ticks)" }].compactMap(\.self)
        let filter = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
        return """
            COPY (SELECT \(columns.joined(separator: ", ")) FROM \(StoreSQL.quoted(table.name))\(filter)) \
            TO \(StoreSQL.literal(file)) (FORMAT parquet, COMPRESSION zstd)
            """
    }

    private static func moment(_ name: String) -> String { "make_timestamp((\(name) - \(epoch)) // 10)" }

    /// - Parameter columns: the names and types of the file.
    /// - Throws: `EventStoreError.badFile`.
    static func load(
        _ file: String, columns: [(name: String, type: String)], into table: TableSpec, at time: Timestamp
    ) throws -> String {
        let known = Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name.lowercased(), $0) })
        var (targets, values, seen): ([String], [String], Set<String>) = ([], [], [])
        for column in columns {
            let name = column.name.lowercased()
            let spec = name == Events.ingestedColumn ? ColumnSpec(Events.ingestedColumn, .datetime) : known[name]
            guard let spec, seen.insert(name).inserted else {
                throw EventStoreError.badFile(
                    "\(table.name) has no column '\(column.name)', or the file has it twice; its columns have to be the table's")
            }
            targets.append(StoreSQL.quoted(spec.name))
            let value = value(of: StoreSQL.quoted(column.name), column.type, as: spec.type)
            // Every row has the moment when it came in.
            values.append(name == Events.ingestedColumn ? "coalesce(\(value), \(time.ticks))" : value)
        }
        if !seen.contains(Events.ingestedColumn) {
            targets.append(StoreSQL.quoted(Events.ingestedColumn))
            values.append("\(time.ticks)")
        }
        return """
            INSERT INTO \(StoreSQL.quoted(table.name)) (\(targets.joined(separator: ", "))) \
            SELECT \(values.joined(separator: ", ")) FROM read_parquet(\(StoreSQL.literal(file)))
            """
    }

    private static func value(of name: String, _ stored: String, as type: ColumnType) -> String {
        if type == .datetime, stored.hasPrefix("TIMESTAMP") { return "epoch_us(\(name)) * 10 + \(epoch)" }
        let cast = "CAST(\(name) AS \(StoreSQL.typeName(type)))"
        return type.isText ? "coalesce(\(cast), '')" : cast
    }
}

extension EventWriter {
    /// Adds the rows of a Parquet file, all or none; they are on the disk when this returns, unless somebody reads who is in the way of
    /// that: then they are soon.
    func load(_ path: String, into table: TableSpec, at time: Timestamp) throws -> Int {
        let rows = try run { connection in
            do {
                let columns = try connection.all("DESCRIBE SELECT * FROM read_parquet(\(StoreSQL.literal(path)))") {
                    ($0.value($1, 0).text ?? "", $0.value($1, 1).text ?? "")
                }
                let statement = try ParquetSQL.load(path, columns: columns, into: table, at: time)
                return try connection.transaction { try connection.execute(statement) }
            } catch DuckDBError.failed(_, let message) {
                throw EventStoreError.badFile("the file cannot be taken in: \(message)")
            }
        }
        changed()
        do { try keep() } catch EventStoreError.busy {}
        return rows
    }
}
