internal import DuckDBEvents
internal import EventFormats
internal import EventHunting
internal import Events
internal import Flow
internal import Foundation
internal import Logging

/// The event store as it is at start: open, or absent for a reason that whoever needs it is told. Without it everything else runs.
struct EventOpening {
    let intake: EventIntake
    let store: DuckDBEventStore?
    /// For hunts, which ask DuckDB itself, and are told why there is none.
    let tables: HuntedEvents

    init(_ configuration: ServerConfiguration, specs: TableSpecs, functions: [String: String], _ logger: Logger) throws {
        for table in configuration.eventRetention.tables.keys where specs[table] == nil {
            throw EventStoreError.noSuchTable(table)
        }
        let opened: Result<DuckDBEventStore, EventStoreError>
        do {
            let store = try EventOpening.open(configuration, specs: specs, logger)
            opened = .success(store)
            self.store = store
        } catch let error as EventStoreError {
            logger.error("events are not stored", metadata: ["error": "\(error)"])
            opened = .failure(error)
            store = nil
        }
        intake = try EventIntake(store: opened.map { $0 }, specs: specs)
        tables = HuntedEvents(
            specs: specs, hunts: EventHunts(specs) { [opened] in try opened.get().connect() }, functions: functions)
    }

    private static func open(
        _ configuration: ServerConfiguration, specs: TableSpecs, _ logger: Logger
    ) throws -> DuckDBEventStore {
        let library: DuckDBLibrary
        do throws(DuckDBError) {
            library = try DuckDBLibrary(searching: DuckDBLibrary.places)
        } catch {
            throw EventStoreError.unavailable("\(error)")
        }
        let settings = configuration.events
        let store = try DuckDBEventStore(
            library: library, file: configuration.data.events.path, exchange: configuration.data.exchange.path,
            settings: settings, specs: specs)
        logger.info(
            "event store open",
            metadata: [
                "duckdb": "\(library.version)", "memory": "\(settings.memory)", "threads": "\(settings.threads)",
                "spill": "\(settings.spill)",
            ])
        return store
    }
}
