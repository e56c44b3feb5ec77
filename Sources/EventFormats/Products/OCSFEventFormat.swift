public import Events
public import Ingestion
internal import Primitives

/// Events in the Open Cybersecurity Schema Framework, by their class.
public struct OCSFEventFormat: EventFormat {
    public static let name = "ocsf-events"
    private let book: PlanBook
    private let classes, activities, times, devices, targets, sources, users: [Int]

    private static let devices = ["device.hostname", "device.name"]
    /// Where somebody logged on, and from where.
    private static let targets = ["dst_endpoint.hostname", "dst_endpoint.name"]
    private static let sources = ["src_endpoint.hostname", "src_endpoint.name"]

    public init(specs: TableSpecs) throws(EventFormatError) {
        book = try PlanBook(
            OCSFShapes.all,
            asked: ["class_uid", "activity_id", "time", "time_dt", "user.email_addr"] + OCSFEventFormat.devices
                + OCSFEventFormat.targets + OCSFEventFormat.sources,
            nesting: ["unmapped": .keep], otherwise: .path, specs)
        classes = book.slots("class_uid")
        activities = book.slots("activity_id")
        times = book.slots("time_dt", "time")
        devices = OCSFEventFormat.devices.compactMap(book.names.slot)
        targets = OCSFEventFormat.targets.compactMap(book.names.slot)
        sources = OCSFEventFormat.sources.compactMap(book.names.slot)
        users = book.slots("user.email_addr")
    }

    public func read(_ record: RawRecord, into batch: inout EventBatch) throws(EventFormatError) -> Int {
        try FieldSet.reading(record.bytes, book.names) { (set: inout FieldSet, bytes) throws(EventFormatError) -> Int in
            guard let kind = set.value(first: classes) else { throw .missingField("class_uid") }
            guard let stamp = set.value(first: times) else { throw .missingField("time") }
            guard let time = ValueReading.time(stamp) else {
                throw .badField("time", value: stamp.text, expected: "milliseconds since 1970, or a date and time")
            }
            let activity = set.value(first: activities)?.text ?? ""
            if kind.equals("3002"), activity == "1" { return logon(&set, time, bytes, into: &batch) }
            let device = set.value(first: devices)
            let head = head(time, device, bytes, &set)
            for name in ["\(kind.text).\(activity)", kind.text] where book.has(name) {
                return book.write(name, &set, head, into: &batch)
            }
            return book.write(OCSFShapes.other, &set, head, into: &batch)
        }
    }

    /// A logon belongs to a device where one is named, and to a directory where none is or the account has an address.
    private func logon(_ set: inout FieldSet, _ time: Timestamp, _ bytes: Bytes, into batch: inout EventBatch) -> Int {
        var rows = 0
        let device = set.value(first: devices + targets)
        if device != nil {
            let head = head(time, device, bytes, &set)
            rows += book.write("3002.1", &set, head, into: &batch)
        }
        guard device == nil || set.value(first: users) != nil else { return rows }
        let source = set.value(first: sources)
        let head = head(time, source, bytes, &set)
        return rows + book.write(OCSFShapes.identity, &set, head, into: &batch)
    }

    private func head(_ time: Timestamp, _ computer: Bytes?, _ bytes: Bytes, _ set: inout FieldSet) -> RowHead {
        RowHead(time: time, computer: computer ?? Bytes(start: nil, count: 0), number: nil, record: bytes, &set.arena)
    }
}
