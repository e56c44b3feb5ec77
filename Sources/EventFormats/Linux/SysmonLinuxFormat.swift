public import Events
public import Ingestion
internal import Primitives

/// Sysmon for Linux: syslog messages that hold an event as XML. Each is a row of `Syslog`, as the agent sends it, and one of
/// Defender's tables.
public struct SysmonLinuxFormat: EventFormat {
    public static let name = "sysmon-linux"
    private let reader: WindowsReader
    private let syslog: SyslogColumns

    public init(specs: TableSpecs) throws(EventFormatError) {
        reader = try WindowsReader(specs)
        syslog = try SyslogColumns(specs)
    }

    public func read(_ record: RawRecord, into batch: inout EventBatch) throws(EventFormatError) -> Int {
        let message = SyslogMessage(record.bytes, clock: record.clock)
        return try record.bytes.withUnsafeBufferPointer { (bytes: Bytes) throws(EventFormatError) -> Int in
            guard let start = bytes.find("<Event>") ?? bytes.find("<Event ") else {
                throw .notOfFormat(format: SysmonLinuxFormat.name, reason: "there is no '<Event>'")
            }
            var set = FieldSet(reader.names, bytes: bytes.count)
            try EventXML.read(bytes.from(start), into: &set)
            let (event, head) = try reader.event(in: &set, of: bytes, arrival: message.time ?? record.arrival)
            syslog.write(head, program: Bytes("sysmon"), message: bytes.from(start), header: message, into: &batch)
            return 1 + reader.deviceRows(.sysmon, event.id, &set, head, into: &batch)
        }
    }
}
