public import EventFormats
public import Events
internal import Ingestion

/// The way into the event store: the store, and the formats that make rows for it.
public struct EventIntake: Sendable {
    /// The store, or why there is none.
    public let store: Result<any EventStore, EventStoreError>
    /// What came through since the server started.
    public let meter = EventMeter()
    /// By their names.
    private let formats: [String: any EventFormat]
    private let specs: TableSpecs?

    /// - Throws: `EventFormatError` where the specs lack what a format fills.
    public init(store: Result<any EventStore, EventStoreError>, specs: TableSpecs) throws(EventFormatError) {
        var formats: [String: any EventFormat] = [:]
        for type in EventFormats.all { formats[type.name] = try type.init(specs: specs) }
        self.store = store
        self.formats = formats
        self.specs = specs
    }

    private init(absence reason: String) {
        store = .failure(.unavailable(reason))
        formats = [:]
        specs = nil
    }

    /// For where events play no part.
    public static let none = EventIntake(absence: "it was not asked for")

    /// The names of the formats of events.
    public var formatNames: [String] { formats.keys.sorted() }

    /// Up to where nobody reads the inbox for the events any more, whatever happens.
    func keptPosition() async throws -> UInt64 {
        guard case .success(let store) = store else { return .max }
        return try await store.keptPosition() ?? 0
    }

    func format(named name: String) -> (any EventFormat)? { formats[name] }

    /// What reads events as a mapping file says.
    /// - Throws: `IngestionError.badMapping`.
    func reader(mapping yaml: String) throws(IngestionError) -> any EventReader {
        let mapping = try EventMapping(yaml: yaml)
        guard let specs else { throw .badMapping(line: 0, reason: "there are no tables of events here") }
        do throws(EventFormatError) { return try MappedEventFormat(mapping, specs: specs) } catch {
            throw .badMapping(line: 0, reason: error.description)
        }
    }
}
