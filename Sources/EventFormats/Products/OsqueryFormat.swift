public import Events
public import Ingestion
internal import Primitives

/// Results of osquery: one row of a query that was added or removed, or a snapshot with all rows of it. What the query asked is
/// known by its columns.
public struct OsqueryFormat: EventFormat {
    public static let name = "osquery"
    private let envelope: FieldNames
    private let book: PlanBook
    private let queries: [Int]

    public init(specs: TableSpecs) throws(EventFormatError) {
        envelope = FieldNames(
            [
                "name", "hostIdentifier", "hostname", "unixTime", "calendarTime", "action", "columns", "snapshot", "diffResults",
                "decorations.hostname", "diffResults.added", "diffResults.removed",
            ],
            nesting: ["decorations": .path, "diffResults": .path])
        book = try PlanBook(
            OsqueryShapes.all, asked: OsqueryShapes.marks.flatMap(\.fields) + ["osquery_name", "osquery_action", "time"], specs)
        queries = book.slots("time")
    }

    public func read(_ record: RawRecord, into batch: inout EventBatch) throws(EventFormatError) -> Int {
        try FieldSet.reading(record.bytes, envelope) { (set: inout FieldSet, bytes) throws(EventFormatError) -> Int in
            guard let query = value("name", set) else { throw .missingField("name") }
            let time = (value("unixTime", set) ?? value("calendarTime", set)).flatMap(ValueReading.time) ?? record.arrival
            let host = value("decorations.hostname", set) ?? value("hostIdentifier", set) ?? value("hostname", set)
            let frame = set.fields.filter { !OsqueryFormat.isRead($0) }
            var rows = 0
            for (action, objects) in try lists(in: set) {
                for object in objects {
                    rows += try row(object, beside: frame, query, action, host ?? Bytes(""), time, into: &batch)
                }
            }
            return rows
        }
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

/// The rows of osquery's tables of events.
enum OsqueryShapes {
    /// A query of something else.
    static let other = ""

    /// The columns by which each kind is known, the most telling first.
    static let marks: [(fields: [String], kind: String)] = [
        (["cmdline", "path", "parent", "pid"], "process"), (["remote_address", "remote_port", "pid"], "socket"),
        (["target_path", "action"], "file"),
    ]

    static let all: [String: [RowShape]] = [
        "process": [
            RowShape(
                "DeviceProcessEvents", "ProcessCreated",
                [
                    .path("path"), .value("cmdline", "ProcessCommandLine"), .value("pid", "ProcessId"),
                    .value("parent", "InitiatingProcessId"), .value(["username", "uid"], "AccountName"),
                    .lowercase("sha1", "SHA1"), .lowercase("sha256", "SHA256"), .lowercase("md5", "MD5"),
                ])
        ],
        "socket": [
            RowShape("DeviceNetworkEvents", "ListeningConnectionCreated", when: ("action", "bind"), socket),
            RowShape("DeviceNetworkEvents", "InboundConnectionAccepted", when: ("action", "accept"), socket),
            RowShape("DeviceNetworkEvents", "ConnectionSuccess", socket),
        ],
        "file": [
            RowShape("DeviceFileEvents", "FileDeleted", when: ("action", "DELETED"), file),
            RowShape("DeviceFileEvents", "FileCreated", when: ("action", "CREATED"), file),
            RowShape("DeviceFileEvents", "FileRenamed", when: ("action", "MOVED_TO"), file),
            RowShape("DeviceFileEvents", "FileModified", file),
        ],
        other: [RowShape("DeviceEvents", "OsqueryResult", [])],
    ]

    private static let socket: [Rule] = [
        .path("path", "InitiatingProcessFolderPath", name: "InitiatingProcessFileName"), .value("pid", "InitiatingProcessId"),
        .address("local_address", "LocalIP", kind: "LocalIPType"), .value("local_port", "LocalPort"),
        .address("remote_address", "RemoteIP", kind: "RemoteIPType"), .value("remote_port", "RemotePort"),
        .word("protocol", "Protocol", ["6": "Tcp", "17": "Udp"]),
    ]

    private static let file: [Rule] = [
        .path("target_path"), .lowercase("sha1", "SHA1"), .lowercase("sha256", "SHA256"), .lowercase("md5", "MD5"),
        .value("size", "FileSize"),
    ]
}
