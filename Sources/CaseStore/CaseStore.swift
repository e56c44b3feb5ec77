// CaseStore: the case data (alerts, entities, incidents, comments, settings) and the log of every change to it, in portable
// SQL behind the `SQL` port. It decides nothing about incidents; the stages do, and apply their decisions here, one
// transaction a batch. A commit appends the rows that say what changed, seals them with a record of the chain
// (`Changes/`), and is on the disk before it is acknowledged.

public import Primitives
public import SQL

/// The store of cases over one database.
public struct CaseStore: Sendable {
    public let database: any SQLDatabase
    let seal: ChangeSeal
    private let counts = KnownCounts()

    /// Opens the store and brings its schema up to date.
    /// - Parameters:
    ///   - seal: signs the heads of the change log; its key lives outside the database.
    ///   - announce: is told the name of each step that an older schema takes.
    /// - Throws: `SQLError`, `SQLMigrationError`.
    public init(
        database: any SQLDatabase, seal: ChangeSeal, announce: @Sendable (_ step: String) -> Void = { _ in }
    ) async throws {
        self.database = database
        self.seal = seal
        try await database.migrate(CaseSchema.migrations, announce: announce)
    }

    /// Copies the database as it is at one moment into a new file, while others go on reading and writing.
    public func copy(to path: String) async throws {
        try await database.backup(to: path)
    }

    public func read<Result: Sendable>(
        _ body: @escaping @Sendable (CaseReader) throws -> Result
    ) async throws -> Result {
        let (view, counts) = (CaseView.current, counts)
        return try await database.read { try body(CaseReader(session: $0, view: view, counts: counts)) }
    }

    /// Runs a body that changes cases. Its changes are sealed and on the disk when this returns.
    ///
    /// The head of each commit is published before the next one is made: should that fail, the commit stands, and the next
    /// write fails before it changed anything. So at most one commit stands beyond the published head.
    /// - Parameters:
    ///   - time: the moment that the changes carry; `.now` is taken when the transaction begins and not when it was asked for,
    ///     so that what is committed later carries the later time, and a reader that goes by time misses nothing.
    ///   - committed: called once the changes are on the disk, before the next body begins.
    /// - Throws: what the body throws; `SQLError`; `ChangeSealError`.
    public func write<Result: Sendable>(
        by actor: ChangeActor, at time: @escaping @autoclosure @Sendable () -> Timestamp,
        _ body: @escaping @Sendable (CaseTransaction) throws -> Result, committed: @escaping @Sendable () -> Void = {}
    ) async throws -> Result {
        let (seal, view) = (seal, CaseView.current)
        return try await database.write { writer in
            let transaction = try CaseTransaction(session: writer, actor: actor, time: time(), view: view)
            try seal.catchUp(with: transaction.log.previous)
            let result = try body(transaction)
            return (result, try transaction.log.close(with: seal))
        } committed: { (_, head) in
            if let head { try? seal.publish(head) }
            committed()
        }.0
    }
}

/// Questions to the store inside one snapshot.
public struct CaseReader {
    let session: any SQLReader
    /// What there is for whoever asks.
    let view: CaseView
    /// Whether all there is, is there for whoever asks.
    public var seesEverything: Bool { view.isEverything }
    let names = IncidentNames()
    let counts: KnownCounts

    init(session: any SQLReader, view: CaseView, counts: KnownCounts = KnownCounts()) {
        self.session = session
        self.view = view
        self.counts = counts
    }
}

/// One change of the store: questions see what was changed before.
public struct CaseTransaction {
    let session: any SQLWriter
    public let actor: ChangeActor
    public let time: Timestamp
    let log: ChangeLog
    private let view: CaseView

    init(session: any SQLWriter, actor: ChangeActor, time: Timestamp, view: CaseView) throws {
        self.session = session
        self.view = view
        self.actor = actor
        self.time = time
        log = try ChangeLog(session: session, actor: actor, time: time)
    }

    /// The same questions as outside, over what this transaction sees: everything, as one change may touch another's case.
    public var reader: CaseReader { CaseReader(session: session, view: .everything) }
    /// The same, of what there is for whoever asked for the change.
    public var visible: CaseReader { CaseReader(session: session, view: view) }
}
