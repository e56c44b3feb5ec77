public import CaseStore
public import Primitives
public import SecurityModel

/// What people keep beside incidents: tasks, bookmarks, watchlists, rules. Whoever changes a record may say which version he
/// read, and is refused when there is a newer one.
public struct RecordDesk: Sendable {
    private let store: CaseStore

    public init(store: CaseStore) {
        self.store = store
    }

    /// Keeps a record under its name; answers it as it is stored, and whether it is new.
    /// - Throws: `RecordError`, `UpdateError`.
    public func save<Record: StoredRecord>(
        _ record: Record, expecting version: RecordVersion = .any, by actor: ChangeActor
    ) async throws -> (record: Record, isNew: Bool) {
        try await store.write(by: actor, at: .now) { transaction in
            let old = try transaction.reader.record(Record.self, named: record.name, in: record.scope)
            try version.check(old, of: record.name)
            return (try transaction.save(record, over: old), old == nil)
        }
    }

    /// Deletes a record; answers whether there was one.
    public func delete<Record: StoredRecord>(
        _ type: Record.Type, named name: String, in scope: RecordScope = .installation, expecting version: RecordVersion = .any,
        by actor: ChangeActor
    ) async throws -> Bool {
        try await store.write(by: actor, at: .now) { transaction in
            guard let old = try transaction.reader.record(Record.self, named: name, in: scope) else { return false }
            try version.check(old, of: name)
            try transaction.delete(old)
            return true
        }
    }

    /// Keeps a watchlist, with the rows of a table in place of its items where there are some.
    public func save(
        _ watchlist: Watchlist, items: [(name: String, values: JSONObject)]?, expecting version: RecordVersion = .any,
        by actor: ChangeActor
    ) async throws -> (record: Watchlist, isNew: Bool) {
        try await store.write(by: actor, at: .now) { transaction in
            let old = try transaction.reader.record(Watchlist.self, named: watchlist.name)
            try version.check(old, of: watchlist.name)
            let saved = try transaction.save(watchlist, over: old)
            if let items { try transaction.replaceItems(of: saved, with: items) }
            return (saved, old == nil)
        }
    }

    /// Deletes a watchlist with its items; answers whether there was one.
    public func deleteWatchlist(
        named name: String, expecting version: RecordVersion = .any, by actor: ChangeActor
    ) async throws -> Bool {
        try await store.write(by: actor, at: .now) { transaction in
            guard let old = try transaction.reader.record(Watchlist.self, named: name) else { return false }
            try version.check(old, of: name)
            try transaction.deleteWithItems(old)
            return true
        }
    }
}

/// Which version of a record a change was made from.
public enum RecordVersion: Hashable, Sendable {
    case any
    /// There is none yet.
    case none
    /// There is one, whichever.
    case some
    case updated(Timestamp)

    func check<Record: StoredRecord>(_ old: Record?, of name: String) throws(RecordError) {
        switch self {
        case .any: return
        case .none:
            if old != nil { throw .exists(noun: Record.table.noun, name: name) }
        case .some:
            if old == nil { throw .stale(noun: Record.table.noun, name: name) }
        case .updated(let time):
            if old?.authorship.updated != time { throw .stale(noun: Record.table.noun, name: name) }
        }
    }
}
