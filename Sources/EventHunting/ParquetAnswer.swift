public import DuckDBEvents
public import Foundation
public import KQL
internal import Primitives

/// The answer of a query as a Parquet file.
///
/// Numbers, flags, texts and guids keep their types; times are timestamps in UTC, to the microsecond; dynamics are JSON; timespans and
/// decimals are the texts that KQL writes, since Parquet has no such type that would hold all of them.
public enum ParquetAnswer {
    /// - Throws: `DuckDBError`, and the errors of files.
    public static func bytes(of table: Table, library: DuckDBLibrary) throws -> Data {
        let folder = FileManager.default.temporaryDirectory.appending(path: "watchfloor-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(at: folder) }
        let rows = folder.appending(path: "rows.json")
        let file = folder.appending(path: "rows.parquet")
        try Data(TableWriter.objects(numbered(table)).utf8).write(to: rows)
        var settings = DuckDBSettings(threads: 2)
        settings.exchangeDirectory = folder.path
        try DuckDBDatabase(library: library, path: nil, settings: settings).connect().execute(
            statement(table.schema, from: rows.path, to: file.path))
        return try Data(contentsOf: file)
    }

    /// The columns by their numbers, as names of JSON are: two of a query may differ in case alone. Times are ticks.
    private static func numbered(_ table: Table) -> Table {
        let fields = table.schema.fields.enumerated().map { index, field in
            Field("c\(index)", field.type == .datetime ? .long : field.type)
        }
        let columns = table.columns.map { column in
            guard column.type == .datetime else { return column }
            return Column(.long, (0..<table.count).map { column[$0].ticks.map { .long($0) } ?? .null })
        }
        return Table(Schema(fields), columns, count: table.count)
    }

    private static func statement(_ schema: Schema, from rows: String, to file: String) -> String {
        let types = schema.fields.enumerated().map { "c\($0): '\(typeName($1.type))'" }.joined(separator: ", ")
        let values = schema.fields.enumerated().map { index, field in
            let value = field.type == .datetime ? "make_timestamp((c\(index) - \(epoch)) // 10)" : "c\(index)"
            return "\(value) AS \(SQLText.name(field.name))"
        }
        return """
            COPY (SELECT \(values.joined(separator: ", ")) FROM read_json('\(quoted(rows))', format = 'array', \
            maximum_object_size = \(largestRow), columns = {\(types)})) TO '\(quoted(file))' (FORMAT parquet, COMPRESSION zstd)
            """
    }

    /// Ticks from year 1 to 1970.
    private static let epoch = Timestamp(unixSeconds: 0).ticks
    /// Bytes of one row's JSON.
    private static let largestRow = 256 << 20

    private static func quoted(_ text: String) -> String { text.replacing("'", with: "''") }

    private static func typeName(_ type: ScalarType) -> String {
        switch type {
        case .bool: "BOOLEAN"
        case .int: "INTEGER"
        case .long, .datetime: "BIGINT"
        case .real: "DOUBLE"
        case .guid: "UUID"
        case .dynamic: "JSON"
        case .string, .timespan, .decimal: "VARCHAR"
        }
    }
}

extension Value {
    fileprivate var ticks: Int64? { if case .datetime(let ticks) = self { ticks } else { nil } }
}
