public import Primitives

/// Where raw events are kept: the port that engines stand behind.
///
/// One process owns a store. Rows are in it together with how far the inbox was read for them, so that each counts once,
/// however the process ends: rows that it had not kept on the disk are gone with their position, and are read from the inbox again,
/// which has to keep the records for so long. Calls may be made from any task; none blocks the threads that tasks share.
public protocol EventStore: Sendable {
    /// The tables it has.
    var specs: TableSpecs { get }

    /// The last record of the inbox whose rows are in; `nil` where nothing was ever appended.
    /// - Throws: `EventStoreError`, as all calls do.
    func position() async throws -> UInt64?

    /// The same of the rows that are on the disk, whatever happens; the inbox may let go of their records.
    func keptPosition() async throws -> UInt64?

    /// Adds the rows of the batch, and moves the position: queries find them when this returns. The store keeps them by itself once
    /// they are many. After an error, of this call or another, ask for the position: all of the batch is in, or nothing, and rows that
    /// were not kept may be gone.
    /// - Parameter position: the last record that the batch covers.
    func append(_ batch: EventBatch, through position: UInt64) async throws

    /// Puts what was appended on the disk, while more may be appended.
    func keep() async throws

    /// Tells that so much was appended that it should be kept. Where nobody does, the store waits for it before it takes much more.
    var keepingIsDue: AsyncStream<Void> { get }

    /// How much is in each table, in the order of the specs.
    func figures() async throws -> [TableFigures]

    /// Deletes what is older or more than the policy keeps.
    func sweep(_ policy: EventRetention, at time: Timestamp) async throws -> EventSweep

    /// Writes rows of a table into a Parquet file that is not there yet.
    /// - Returns: how many.
    func export(_ request: EventExport, to file: String) async throws -> Int

    /// Adds the rows of a Parquet file to a table, all or none. Its columns go by their names.
    /// - Returns: how many.
    func load(_ file: String, into table: String, at time: Timestamp) async throws -> Int

    /// Writes a copy into a file that is not there yet, of one moment.
    func copy(to file: String) async throws

    /// Keeps what was appended, takes nothing more, and lets others open the files.
    func close() async
}

/// How much is in a table.
public struct TableFigures: Hashable, Sendable {
    public var table: String
    public var rows: Int
    /// Of the events, by their own time; `nil` where there are none.
    public var oldest: Timestamp?
    public var newest: Timestamp?
    /// On the disk, roughly: what is not kept there yet does not count.
    public var bytes: Int

    public init(table: String, rows: Int, oldest: Timestamp?, newest: Timestamp?, bytes: Int) {
        (self.table, self.rows, self.oldest, self.newest, self.bytes) = (table, rows, oldest, newest, bytes)
    }
}

/// Which rows are to be written, and how.
public struct EventExport: Hashable, Sendable {
    public var table: String
    /// Of the events, by their own time: from here on.
    public var start: Timestamp?
    /// Before here.
    public var end: Timestamp?
    /// Whether moments are written as Parquet's timestamps of microseconds, for other programs. Otherwise they are ticks of
    /// 100 ns since year 1, which lose nothing.
    public var asTimestamps = false

    public init(table: String, start: Timestamp? = nil, end: Timestamp? = nil, asTimestamps: Bool = false) {
        (self.table, self.start, self.end, self.asTimestamps) = (table, start, end, asTimestamps)
    }
}

/// Why an event store did not do what was asked.
public enum EventStoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is none, and why.
    case unavailable(String)
    /// Nothing was written; it can be tried again when there is room.
    case diskFull(String)
    /// It can be tried again later.
    case busy(String)
    /// Nothing in it can be trusted; it was left as it is.
    case damaged(String)
    case noSuchTable(String)
    /// A file that cannot be taken in, and why.
    case badFile(String)
    case failed(String)

    public var description: String {
        switch self {
        case .unavailable(let reason): "there is no event store: \(reason)"
        case .diskFull(let detail): "the event store has no room to write: \(detail)"
        case .busy(let detail): "the event store is busy: \(detail)"
        case .damaged(let detail):
            "the event store is damaged: \(detail); move its file away, or put one from a backup in its place, and start again"
        case .noSuchTable(let name): "there is no table of events called '\(name)'"
        case .badFile(let reason): reason
        case .failed(let reason): "the event store failed: \(reason)"
        }
    }
}
