public import Events
public import Ingestion
internal import Primitives

/// Events that a mapping file describes. What it names for no column goes into `AdditionalFields`.
public struct MappedEventFormat: EventReader {
    private let mapping: EventMapping
    private let table: Int
    private let head: HeadColumns
    private let columns: [Int]
    /// The place among the columns of what names the machine, the first that counts first, and of Defender's name for it.
    private let machines: [Int]
    private let device: Int?
    private let type: Int?
    private let rest: Int?

    /// - Throws: `noTable` and `noColumn` where the file names what there is not.
    public init(_ mapping: EventMapping, specs: TableSpecs) throws(EventFormatError) {
        table = try specs.table(mapping.table)
        var columns: [Int] = []
        for column in mapping.columns { columns.append(try specs.place(column, in: mapping.table)) }
        let spec = specs[table]
        self.mapping = mapping
        self.columns = columns
        head = HeadColumns(spec)
        machines = ["DeviceName", "Computer"].compactMap(mapping.columns.firstIndex)
        device = spec.place(of: "DeviceName")
        type = spec.place(of: "Type")
        rest = spec.place(of: "AdditionalFields")
    }

    public func read(_ record: RawRecord, into batch: inout EventBatch) throws(EventFormatError) -> Int {
        let document: JSONDocument
        do throws(JSONError) { document = try JSONDocument(parsing: record.bytes) } catch { throw .notJSON(error) }
        guard document.root.isObject else { throw .notAnObject }
        let row: EventMapping.Row?
        do throws(IngestionError) { row = try mapping.row(of: document.root, by: record.clock) } catch {
            throw .badField(error.field, value: error.value, expected: "a date and time, or a number since 1970")
        }
        guard let row else { return 0 }
        batch.addRow(to: table)
        let name = writeHead(of: record, row, into: &batch)
        if let type { batch.set(type, mapping.table) }
        var left = JSONObject()
        for (index, cell) in row.cells.enumerated() {
            // A value that the column cannot hold is not lost.
            switch cell {
            case .text(let text):
                if !batch.set(columns[index], reading: text) { left[mapping.columns[index]] = .string(text) }
            case .value(let value):
                if !batch.set(columns[index], reading: value) { left[mapping.columns[index]] = value.value }
            case nil: break
            }
        }
        // The machine's name in lower case, also where the mapping fills the column.
        if let device, !name.isEmpty { batch.set(device, name) }
        guard let rest, !columns.contains(rest) else { return 1 }
        for member in document.root.members where !mapping.taken.contains(member.name) { left[member.name] = member.value.value }
        if !left.isEmpty { batch.set(rest, JSONValue.object(left).text) }
        return 1
    }

    /// Writes what every row has: its time, its number, and the machine, which a record without one has of its source.
    /// - Returns: the machine's name as Defender writes it.
    private func writeHead(of record: RawRecord, _ row: EventMapping.Row, into batch: inout EventBatch) -> String {
        var name = machines.lazy.compactMap { row.cells[$0]?.plain }.first { !$0.isEmpty } ?? record.device
        var arena = ByteArena(capacity: 256)
        return record.bytes.withUnsafeBufferPointer { bytes in
            let computer = name.withUTF8 { arena.store($0) }
            let head = RowHead(
                time: row.time ?? record.arrival, computer: computer, number: nil, record: bytes, &arena)
            self.head.write(head, into: &batch)
            return head.device.text
        }
    }
}

extension EventMapping.Cell {
    /// What it says as text.
    fileprivate var plain: String? {
        switch self {
        case .text(let text): text
        case .value(let value): value.string
        }
    }
}

extension IngestionError {
    fileprivate var field: String {
        if case .badField(let field, _, _) = self { field } else { "time" }
    }

    fileprivate var value: String {
        if case .badField(_, let value, _) = self { value } else { description }
    }
}
