internal import EventFormats
internal import Events
internal import Ingestion

/// Reads the first records of a delivery of events, to tell the sender what is wrong with them.
struct EventTrial {
    private let events: EventIntake
    private var tried = 0

    init(_ events: EventIntake) { self.events = events }

    /// - Throws: `DoorError.noEventStore`.
    mutating func fault(of record: RawRecord, _ format: any EventReader) throws(DoorError) -> IngestionError? {
        let store: any EventStore
        do throws(EventStoreError) { store = try events.store.get() } catch { throw .noEventStore(error) }
        guard tried < IngestDoor.eventsTried else { return nil }
        tried += 1
        var batch = EventBatch(store.specs)
        do throws(EventFormatError) {
            _ = try format.read(record, into: &batch)
            return nil
        } catch {
            if case .partly(1..., _) = error { return .readInPart(error.description) }
            return .notReadable(error.description)
        }
    }

    /// The format of events that makes rows of the record, for who sent it among alerts; `nil` where none does or enough
    /// were tried.
    mutating func format(reading record: RawRecord) -> String? {
        guard record.bytes.first == UInt8(ascii: "{"), tried < IngestDoor.eventsTried, let store = try? events.store.get()
        else { return nil }
        tried += 1
        return EventFormats.all.first { type in
            var batch = EventBatch(store.specs)
            guard !type.readsWholeFiles, let format = try? type.init(specs: store.specs) else { return false }
            return (try? format.read(record, into: &batch)) ?? 0 > 0
        }?.name
    }
}
