internal import SQL
internal import Synchronization

/// How many rows questions found, for as long as the store does not change: every page of a list shows the same counts.
/// A count belongs to the snapshot that it was taken in, so a reader gets what it would have counted itself.
final class KnownCounts: Sendable {
    /// Questions of one snapshot that are kept; further ones push all of them out.
    static let most = 200

    private struct Question: Hashable {
        var text: String
        var arguments: [SQLValue]
    }

    private struct Known {
        var version: Int64
        var counts: [Question: Int64] = [:]
    }

    /// By whoever counts versions: the newest version that was asked, as older ones do not come back.
    private let known = Mutex<[Int: Known]>([:])

    /// The first number that a question of `SELECT COUNT(*)` answers, asked now where it is not known in this snapshot.
    func count(_ text: String, _ arguments: [SQLValue], _ session: any SQLReader) throws -> Int64 {
        guard let snapshot = try session.snapshot() else { return try KnownCounts.taken(text, arguments, session) }
        let question = Question(text: text, arguments: arguments)
        let count = known.withLock { known -> Int64? in
            guard let kept = known[snapshot.counter], kept.version == snapshot.version else { return nil }
            return kept.counts[question]
        }
        if let count { return count }
        let taken = try KnownCounts.taken(text, arguments, session)
        known.withLock { known in
            var kept = known[snapshot.counter] ?? Known(version: snapshot.version)
            if kept.version != snapshot.version || kept.counts.count >= KnownCounts.most {
                kept = Known(version: snapshot.version)
            }
            kept.counts[question] = taken
            known[snapshot.counter] = kept
        }
        return taken
    }

    private static func taken(_ text: String, _ arguments: [SQLValue], _ session: any SQLReader) throws -> Int64 {
        try session.first(SQLStatement(building: text), arguments) { $0.integer(0) } ?? 0
    }
}
