public import Primitives
internal import SQL

extension CaseReader {
    /// Alerts of one thing whose times are looked at, at most: the newest.
    public static let mostTimes = 5_000

    /// How many alerts tell of something that happened last in each of the intervals between moments, which stand in order. When
    /// an alert came in is another matter: history that is read tells of what was long ago.
    public func alertActivity(between moments: [Timestamp]) throws -> [Int64] {
        let clause = ViewClause.alerts(view)
        let text =
            "SELECT COUNT(*) FROM alerts a WHERE a.last_activity >= ? AND a.last_activity < ?"
            + (view.isEverything ? "" : " AND \(clause.text)")
        let seen = view.isEverything ? [] : clause.arguments
        return try zip(moments, moments.dropFirst()).map { from, before in
            try counts.count(text, [.integer(from.ticks), .integer(before.ticks)] + seen, session)
        }
    }

    /// The same, of the newest `mostTimes` alerts that name any of some entities.
    public func alertActivity(naming entities: [Int64], between moments: [Timestamp]) throws -> [Int64] {
        guard let start = moments.first, let end = moments.last else { return [] }
        let newest = ProfileSQL.newest(entities, view, limit: CaseReader.mostTimes, offset: 0)
        let text = "SELECT a.last_activity FROM alerts a WHERE a.id IN (\(newest.text))"
        var counted = Array(repeating: Int64(0), count: max(0, moments.count - 1))
        try session.query(SQLStatement(building: text), newest.arguments) { row in
            let activity = Timestamp(ticks: row.integer(0))
            guard activity >= start, activity < end, let after = moments.firstIndex(where: { activity < $0 }) else { return }
            counted[after - 1] += 1
        }
        return counted
    }
}
