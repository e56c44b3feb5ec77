public import Events
public import Ingestion
internal import Primitives

/// The Common Event Format, with or without a syslog header in front: rows of `CommonSecurityLog`.
public struct CEFEventFormat: EventFormat {
    public static let name = "cef-events"
    private let names: FieldNames
    private let plan: RowPlan
    private let header: [Int]
    private let extensions: Int
    private let times, computers: [Int]

    public init(specs: TableSpecs) throws(EventFormatError) {
        let table = "CommonSecurityLog"
        let shape = RowShape(table, nil, CEFKeys.rules)
        names = FieldNames(shape.fieldNames)
        plan = try RowPlan(shape, names, specs)
        var header: [Int] = []
        for column in CEFKeys.header { header.append(try specs.place(column, in: table)) }
        self.header = header
        extensions = try specs.place("AdditionalExtensions", in: table)
        times = ["rt", "start", "end"].compactMap(names.slot)
        computers = ["dvchost", "dvc"].compactMap(names.slot)
    }

    public func read(_ record: RawRecord, into batch: inout EventBatch) throws(EventFormatError) -> Int {
        let message = SyslogMessage(record.bytes, clock: record.clock)
        return try record.bytes.withUnsafeBufferPointer { (bytes: Bytes) throws(EventFormatError) -> Int in
            var set = FieldSet(names, bytes: bytes.count)
            guard let event = CEFLine(bytes, &set.arena) else {
                throw .notOfFormat(
                    format: CEFEventFormat.name, reason: "there is no header of 'CEF:' and seven fields between bars")
            }
            try event.addFields(to: &set)
            // The machine that sent the line, as the agent writes it; the device has columns of its own.
            let host = message.host.isEmpty ? record.envelope.host : message.host
            let computer = host.isEmpty ? set.value(first: computers) ?? Bytes("") : set.arena.store(host.utf8)
            let head = RowHead(time: time(set, message, record), computer: computer, number: nil, record: bytes, &set.arena)
            plan.write(&set, head, into: &batch)
            for (column, value) in zip(header, event.header) { batch.set(column, value) }
            writeExtensions(&set, into: &batch)
            return 1
        }
    }

    private func time(_ set: borrowing FieldSet, _ message: SyslogMessage, _ record: RawRecord) -> Timestamp {
        for slot in times {
            guard let value = set.value(slot) else { continue }
            if record.zone == .utc, let time = ValueReading.time(value) { return time }
            if let time = SyslogMessage.time(value.text, by: record.clock) { return time }
        }
        return message.time ?? record.arrival
    }

    /// Keys without a column, as the agent writes them: `key=value` with semicolons between.
    private func writeExtensions(_ set: inout FieldSet, into batch: inout EventBatch) {
        set.scratch.removeAll(keepingCapacity: true)
        for field in set.fields where !field.isUsed && !field.value.isEmpty {
            if !set.scratch.isEmpty { set.scratch.append(UInt8(ascii: ";")) }
            set.scratch.append(contentsOf: field.name)
            set.scratch.append(UInt8(ascii: "="))
            set.scratch.append(contentsOf: field.value)
        }
        batch.set(extensions, set.scratch)
    }
}
