public import Events
public import Ingestion
internal import Primitives

/// Logs of Zeek: JSON, one object a record, and its own form of columns with tabs between, with the header that names them.
public struct ZeekFormat: EventFormat {
    public static let name = "zeek"
    private let book: PlanBook
    private let path: [Int]
    private let time: [Int]
    private let marks: [(slot: Int, path: String)]

    public init(specs: TableSpecs) throws(EventFormatError) {
        book = try PlanBook(ZeekShapes.all, asked: ["_path", "ts", "_write_ts"] + ZeekShapes.marks.map(\.field), specs)
        path = book.slots("_path")
        time = book.slots("ts", "_write_ts")
        marks = ZeekShapes.marks.compactMap { [names = book.names] mark in names.slot(of: mark.field).map { ($0, mark.path) } }
    }

    public func read(_ record: RawRecord, into batch: inout EventBatch) throws(EventFormatError) -> Int {
        try record.bytes.withUnsafeBufferPointer { (bytes: Bytes) throws(EventFormatError) -> Int in
            var set = FieldSet(book.names, bytes: bytes.count)
            if bytes.trimmed.first == UInt8(ascii: "{") {
                try JSONFieldScanner.scan(bytes, into: &set)
                return try row(&set, bytes, into: &batch)
            }
            return try rows(ofTable: bytes, &set, into: &batch)
        }
    }

    private func row(
        _ set: inout FieldSet, _ record: Bytes, into batch: inout EventBatch
    ) throws(EventFormatError) -> Int {
        guard let kind = set.value(first: path)?.text ?? marks.first(where: { set.value($0.slot) != nil })?.path else {
            throw .notOfFormat(format: ZeekFormat.name, reason: "there is no '_path', and no field that only one of its logs has")
        }
        guard let stamp = set.value(first: time) else { throw .missingField("ts") }
        guard let moment = ValueReading.time(stamp) else {
            throw .badField("ts", value: stamp.text, expected: "seconds since 1970, or a date and time")
        }
        let head = RowHead(time: moment, of: record)
        return book.write(book.has(kind) ? kind : ZeekShapes.other, &set, head, into: &batch)
    }

    /// Lines of a log, each by the header above it; a header alone is no event.
    private func rows(
        ofTable bytes: Bytes, _ set: inout FieldSet, into batch: inout EventBatch
    ) throws(EventFormatError) -> Int {
        var table = ZeekTable()
        var (rows, start) = (0, 0)
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let line = bytes.part(start, end)
            start = end + 1
            if line.trimmed.isEmpty || table.takesHeader(line) { continue }
            set.removeAll()
            guard try table.read(line, into: &set) else {
                throw .notOfFormat(format: ZeekFormat.name, reason: "a line without the header '#fields' that names its columns")
            }
            rows += try row(&set, line, into: &batch)
        }
        return rows
    }
}
