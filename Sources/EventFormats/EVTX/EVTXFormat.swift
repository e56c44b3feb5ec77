public import Events
public import Ingestion
internal import Primitives

/// The files in which Windows keeps its event logs. A record is a whole file, or one of its chunks.
///
/// Damage costs what it hit: a record that cannot be read is passed, and the next one is looked for.
public struct EVTXFormat: EventFormat {
    public static let name = "evtx"
    public static let readsWholeFiles = true
    private let reader: WindowsReader

    public init(specs: TableSpecs) throws(EventFormatError) { reader = try WindowsReader(specs) }

    public func read(_ record: RawRecord, into batch: inout EventBatch) throws(EventFormatError) -> Int {
        try record.bytes.withUnsafeBufferPointer { (bytes: Bytes) throws(EventFormatError) -> Int in
            guard EVTXFile.isOne(bytes) else {
                throw .notOfFormat(format: EVTXFormat.name, reason: "it begins neither with 'ElfFile' nor with 'ElfChnk'")
            }
            var (rows, damaged) = (0, 0)
            var problem = "no event could be read"
            for chunk in EVTXFile.chunks(of: bytes) {
                var records = EVTXRecords(chunk)
                while let event = records.next() {
                    do throws(EventFormatError) {
                        rows += try read(event, of: chunk, record.arrival, into: &batch)
                    } catch {
                        damaged += 1
                        problem = if case .notOfFormat(_, let reason) = error { reason } else { error.description }
                    }
                }
                damaged += records.damaged
            }
            guard damaged > 0 else { return rows }
            let places = damaged == 1 ? "one place of the file" : "\(damaged) places of the file, the last of them"
            throw .partly(rows: rows, reason: "\(places): \(problem)")
        }
    }

    private func read(
        _ event: EVTXRecords.Record, of chunk: Bytes, _ arrival: Timestamp, into batch: inout EventBatch
    ) throws(EventFormatError) -> Int {
        let mark = batch.mark
        do throws(EventFormatError) {
            var set = FieldSet(reader.names, bytes: 2 * event.bytes.count)
            var xml = BinaryXML(chunk: chunk)
            try xml.read(event.bytes, into: &set)
            return try reader.rows(&set, of: chunk.part(event.bytes), arrival: event.written ?? arrival, into: &batch)
        } catch {
            batch.takeBack(to: mark)
            throw error
        }
    }
}
