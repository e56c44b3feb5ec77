public import Events
public import Ingestion
internal import Primitives

/// Windows events as JSON, as NXLog, Winlogbeat, evtx_dump and the like write them: one object an event, flat or nested; and
/// as the XML of `wevtutil`.
public struct WindowsFormat: EventFormat {
    public static let name = "windows"
    private let reader: WindowsReader

    public init(specs: TableSpecs) throws(EventFormatError) { reader = try WindowsReader(specs) }

    public func read(_ record: RawRecord, into batch: inout EventBatch) throws(EventFormatError) -> Int {
        try record.bytes.withUnsafeBufferPointer { (bytes: Bytes) throws(EventFormatError) -> Int in
            var set = FieldSet(reader.names, bytes: bytes.count)
            if bytes.trimmed.first == UInt8(ascii: "<") {
                try EventXML.read(bytes, into: &set)
            } else {
                try JSONFieldScanner.scan(bytes, into: &set)
            }
            return try reader.rows(&set, of: bytes, arrival: record.arrival, into: &batch)
        }
    }
}

extension RawRecord {
    /// The time of an event that tells none.
    var arrival: Timestamp { envelope.time ?? received }
}
