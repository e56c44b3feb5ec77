public import Events
public import Ingestion
internal import Primitives

/// Results of osquery: one row of a query that was added or removed, or a snapshot with all rows of it, as a line of its log or in
/// the list that its TLS logger sends. What the query asked is known by its columns.
public struct OsqueryFormat: EventFormat {
    public static let name = "osquery"
    private let envelope: FieldNames
    private let book: PlanBook
    private let status: RowPlan
    private let queries: [Int]

    public init(specs: TableSpecs) throws(EventFormatError) {
        envelope = FieldNames(
            [
                "name", "hostIdentifier", "hostname", "unixTime", "calendarTime", "action", "columns", "snapshot", "diffResults",
                "decorations.hostname", "diffResults.added", "diffResults.removed", "log_type", "data", "severity",
            ],
            nesting: ["decorations": .path, "diffResults": .path])
        book = try PlanBook(
            OsqueryShapes.all, asked: OsqueryShapes.marks.flatMap(\.fields) + ["osquery_name", "osquery_action", "time"], specs)
        status = try RowPlan(RowShape("DeviceEvents", "OsqueryStatus", []), envelope, specs)
        queries = book.slots("time")
    }

    public func read(_ record: RawRecord, into batch: inout EventBatch) throws(EventFormatError) -> Int {
        try FieldSet.reading(record.bytes, envelope) { (set: inout FieldSet, bytes) throws(EventFormatError) -> Int in
            guard let type = value("log_type", set), let list = value("data", set), list.first == UInt8(ascii: "[") else {
                return try rows(of: &set, bytes, record.arrival, into: &batch)
            }
            // What else the logger sends is the key by which the node shows who it is, which is no matter of hunts.
            var rows = 0
            for element in try JSONFieldScanner.elements(of: list) {
                var inner = FieldSet(envelope, bytes: element.count)
                try JSONFieldScanner.scan(element, into: &inner)
                try inner.add(Bytes("log_type"), type)
                rows += try self.rows(of: &inner, element, record.arrival, into: &batch)
            }
            return rows
        }
    }

    /// The rows of one result, or of a line that osquery writes about itself.
    private func rows(
        of set: inout FieldSet, _ record: Bytes, _ arrival: Timestamp, into batch: inout EventBatch
    ) throws(EventFormatError) -> Int {
        let time = (value("unixTime", set) ?? value("calendarTime", set)).flatMap(ValueReading.time) ?? arrival
        let host = value("decorations.hostname", set) ?? value("hostIdentifier", set) ?? value("hostname", set)
        guard let query = value("name", set) else {
            guard value("severity", set) != nil else { throw .missingField("name") }
            let head = RowHead(time: time, computer: host ?? Bytes(""), number: nil, record: record, &set.arena)
            status.write(&set, head, into: &batch)
            status.writeRest(&set, into: &batch)
            return 1
        }
        let frame = set.fields.filter { !OsqueryFormat.isRead($0) }
        var rows = 0
        for (action, objects) in try lists(in: set) {
            for object in objects {
                rows += try row(object, beside: frame, query, action, host ?? Bytes(""), time, into: &batch)
            }
        }
        return rows
    }

    /// Whether a field of the envelope becomes part of the rows themselves; the others are kept beside each.
    private static func isRead(_ field: Field) -> Bool {
        let read: [StaticString] = ["name", "action", "columns", "snapshot", "diffResults.added", "diffResults.removed"]
        return read.contains { field.name.equals($0) }
    }

    private func value(_ name: String, _ set: borrowing FieldSet) -> Bytes? {
        envelope.slot(of: name).flatMap { slot in set.value(first: [slot]) }
    }

    /// The rows of the result with what became of them.
    private func lists(in set: borrowing FieldSet) throws(EventFormatError) -> [(action: Bytes, objects: [Bytes])] {
        if let columns = value("columns", set) { return [(value("action", set) ?? Bytes("added"), [columns])] }
        var lists: [(action: Bytes, objects: [Bytes])] = []
        for (name, action) in [
            ("snapshot", Bytes("snapshot")), ("diffResults.added", Bytes("added")), ("diffResults.removed", Bytes("removed")),
        ] {
            if let array = value(name, set), array.first == UInt8(ascii: "[") {
                lists.append((action, try JSONFieldScanner.elements(of: array)))
            }
        }
        guard !lists.isEmpty else { throw .missingField("columns") }
        return lists
    }

    private func row(
        _ object: Bytes, beside frame: [Field], _ query: Bytes, _ action: Bytes, _ host: Bytes, _ time: Timestamp,
        into batch: inout EventBatch
    ) throws(EventFormatError) -> Int {
        var set = FieldSet(book.names, bytes: object.count)
        try JSONFieldScanner.scan(object, into: &set)
        try set.add(Bytes("osquery_name"), query)
        try set.add(Bytes("osquery_action"), action)
        for field in frame { try set.add(field.name, field.value, field.kind) }
        let kind = OsqueryShapes.marks.first { mark in
            mark.fields.allSatisfy { name in book.names.slot(of: name).flatMap { set.value($0) } != nil }
        }
        let own = set.value(first: queries).flatMap(ValueReading.time)
        let head = RowHead(time: own ?? time, computer: host, number: nil, record: object, &set.arena)
        return book.write(kind?.kind ?? OsqueryShapes.other, &set, head, into: &batch)
    }
}
