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
            return .notReadable(error.description)
        }
    }
}
