public import Events
public import Ingestion
public import Primitives

/// Reads records into rows. It is a value without state: the same record always gives the same rows.
public protocol EventReader: Sendable {
    /// Reads a record and adds its rows: usually one for each product whose tables have such an event; none where the record is
    /// well formed but no event.
    /// - Returns: how many rows were added.
    /// - Throws: why the record cannot be read. But for `partly`, rows that may have been added are to be taken back.
    func read(_ record: RawRecord, into batch: inout EventBatch) throws(EventFormatError) -> Int
}

/// How one product writes its events.
public protocol EventFormat: EventReader {
    /// The word that names it in configuration and on the command line.
    static var name: String { get }

    /// Whether a record is a whole file, and not one line or JSON object of it.
    static var readsWholeFiles: Bool { get }

    /// - Throws: `noTable` and `noColumn` where the specs lack what the format fills.
    init(specs: TableSpecs) throws(EventFormatError)
}

extension EventFormat {
    public static var readsWholeFiles: Bool { false }
}

/// Why a record could not be read into rows.
public enum EventFormatError: Error, Hashable, Sendable {
    case notJSON(JSONError)
    case notAnObject
    /// The record is of another product or kind than its source is configured for.
    case notOfFormat(format: String, reason: String)
    case missingField(String)
    case badField(String, value: String, expected: String)
    /// More fields than `FieldSet.maximumFields`.
    case tooManyFields(limit: Int)
    /// Damaged, but for these rows, which were added and stay.
    case partly(rows: Int, reason: String)
    /// The specs lack a table or a column that the format fills.
    case noTable(String)
    case noColumn(String, table: String)

    /// Of bytes that ought to be a JSON object and are none.
    init(noObject bytes: [UInt8]) {
        self = if case .notJSON(let error) = IngestionError(noObject: bytes) { .notJSON(error) } else { .notAnObject }
    }
}

extension EventFormatError: CustomStringConvertible {
    public var description: String {
        switch self {
        // The sender is told the same where his body is cut.
        case .notJSON(let error): IngestionError.notJSON(error).description
        case .notAnObject: IngestionError.notAnObject.description
        case .notOfFormat(let format, let reason):
            "not a record of \(format): \(reason); check the source's format with `watchfloor source list`"
        case .missingField(let field): "the field '\(field)' is missing"
        case .badField(let field, let value, let expected):
            "the field '\(field)' holds '\(value.prefix(80))', expected \(expected)"
        case .tooManyFields(let limit): "the record has more than \(limit) fields"
        case .partly(0, let reason): "no event could be read; damaged is \(reason)"
        case .partly(let rows, let reason): "read but for what is damaged, into \(rows) rows; damaged is \(reason)"
        case .noTable(let table): "there is no table '\(table)'; its file is missing in Content/tables"
        case .noColumn(let column, let table): "Content/tables/\(table).table has no column '\(column)'"
        }
    }
}
