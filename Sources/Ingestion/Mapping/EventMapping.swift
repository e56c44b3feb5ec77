public import Primitives

/// A mapping file that describes events instead of alerts: which field of a product's JSON is which column of a table
/// (docs/mapping.md).
public struct EventMapping: Sendable {
    /// What a column gets of a record.
    public enum Cell: Sendable {
        /// The record's own value, with its type.
        case value(JSONView)
        case text(String)
    }

    public struct Row: Sendable {
        /// `nil` where the record tells none.
        public var time: Timestamp?
        /// One for each of `columns`; `nil` where the record has nothing for it.
        public var cells: [Cell?]
    }

    /// The table that the rows are for.
    public let table: String
    /// The columns that the file fills, in its order.
    public let columns: [String]
    /// Members of the record that columns have whole.
    public let taken: Set<String>
    private let values: [MappingValue]
    private let time: MappingTime?
    private let conditions: [MappingCondition]

    /// - Throws: `badMapping` with the line and what is wrong there.
    public init(yaml: String) throws(IngestionError) {
        let root = try MappingNode(yaml: yaml)
        let object = try root.object("the mapping", keys: ["about", "when", "table", "time", "columns"])
        guard let tableNode = object["table"] else { throw root.error("a mapping of events needs a 'table'") }
        guard let columnsNode = object["columns"] else { throw root.error("a mapping of events needs 'columns'") }
        table = try tableNode.text("table")
        time = if let node = object["time"] { try MappingTime(node, "time") } else { nil }
        conditions = try MappingCondition.list(object["when"])
        var (columns, values): ([String], [MappingValue]) = ([], [])
        for (column, node) in try columnsNode.entries("columns") {
            columns.append(column)
            values.append(try MappingValue(node, "the column '\(column)'"))
        }
        guard !columns.isEmpty else { throw columnsNode.error("a mapping of events needs columns") }
        (self.columns, self.values) = (columns, values)
        taken = Set(values.compactMap { $0.plainPath?.onlyName })
    }

    /// Whether a mapping file is one of events: whether it names a table.
    public static func isOne(yaml: String) -> Bool {
        yaml.split(separator: "\n").contains { $0.hasPrefix("table:") }
    }

    /// - Returns: `nil` where the file's conditions do not hold for the record.
    /// - Throws: `badField` for a time that cannot be read.
    public func row(of record: JSONView, by clock: SourceClock) throws(IngestionError) -> Row? {
        guard conditions.allSatisfy({ $0.holds(for: record) }) else { return nil }
        let time = try time?.read(record, by: clock)
        return Row(
            time: time,
            cells: values.map { value in
                if let path = value.plainPath { return path.view(in: record).map { .value($0) } }
                let text = value.text(in: record)
                return text.isEmpty ? nil : .text(text)
            })
    }
}
