public import Primitives
internal import SQL

extension CaseReader {
    /// How many alerts came in each of the intervals between moments, which stand in order. Alerts are numbered as they
    /// come, so that two numbers tell how many came between them; what retention removed counts still.
    public func alertArrivals(between moments: [Timestamp]) throws -> [Int64] {
        guard view.isEverything else { return try arrivalsSeen(between: moments) }
        let last = try lastAlert()
        let numbers = try moments.map { try lastAlert(createdBefore: $0, through: last) }
        return zip(numbers, numbers.dropFirst()).map { $1 - $0 }
    }

    /// The same, of the alerts that there are for whoever sees a part alone.
    private func arrivalsSeen(between moments: [Timestamp]) throws -> [Int64] {
        let clause = ViewClause.alerts(view)
        let text = "SELECT COUNT(*) FROM alerts a WHERE a.created >= ? AND a.created < ? AND \(clause.text)"
        return try zip(moments, moments.dropFirst()).map { from, before in
            let span: [SQLValue] = [.integer(from.ticks), .integer(before.ticks)]
            return try session.first(SQLStatement(building: text), span + clause.arguments) { $0.integer(0) } ?? 0
        }
    }

    /// The number of the last alert that came before a moment, found by halving.
    private func lastAlert(createdBefore moment: Timestamp, through last: Int64) throws -> Int64 {
        var (low, high) = (Int64(0), last)
        while low < high {
            let middle = low + (high - low + 1) / 2
            let next = try session.first(ArrivalSQL.from, [.integer(middle)]) { (id: $0.integer(0), created: $0.integer(1)) }
            if let next, next.created < moment.ticks { low = max(middle, next.id) } else { high = middle - 1 }
        }
        return low
    }
}

private enum ArrivalSQL {
    static let from = SQLStatement("alert.arrival", "SELECT id, created FROM alerts WHERE id >= ? ORDER BY id LIMIT 1")
}
