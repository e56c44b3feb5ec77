public import Events
public import Ingestion
internal import Primitives

/// Events in the Open Cybersecurity Schema Framework, by their class.
public struct OCSFEventFormat: EventFormat {
    public static let name = "ocsf-events"
    private let book: PlanBook
    private let classes, activities, times, computers: [Int]

    public init(specs: TableSpecs) throws(EventFormatError) {
        book = try PlanBook(
            OCSFShapes.all,
            asked: ["class_uid", "activity_id", "time", "time_dt", "device.hostname", "device.name", "device.ip"],
            nesting: ["unmapped": .keep], otherwise: .path, specs)
        classes = book.slots("class_uid")
        activities = book.slots("activity_id")
        times = book.slots("time_dt", "time")
        computers = book.slots("device.hostname", "device.name")
    }

    public func read(_ record: RawRecord, into batch: inout EventBatch) throws(EventFormatError) -> Int {
        try FieldSet.reading(record.bytes, book.names) { (set: inout FieldSet, bytes) throws(EventFormatError) -> Int in
            guard let kind = set.value(first: classes) else { throw .missingField("class_uid") }
            guard let stamp = set.value(first: times) else { throw .missingField("time") }
            guard let time = ValueReading.time(stamp) else {
                throw .badField("time", value: stamp.text, expected: "milliseconds since 1970, or a date and time")
            }
            let none = Bytes(start: nil, count: 0)
            let head = RowHead(time: time, computer: set.value(first: computers) ?? none, number: nil, record: bytes, &set.arena)
            let activity = set.value(first: activities) ?? none
            for name in ["\(kind.text).\(activity.text)", kind.text] where book.has(name) {
                return book.write(name, &set, head, into: &batch)
            }
            return book.write(OCSFShapes.other, &set, head, into: &batch)
        }
    }
}
