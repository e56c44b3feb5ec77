internal import SQL

/// Rows of a list that have something in another table.
///
/// A small set is read first and says which rows to look at. A larger one is read as a whole, and the index of the order is
/// walked beside it, as every set is for a count. A vast one, of which a page is soon full, is probed for each row on the way.
struct MemberSet {
    /// From which size on a set is asked in another way.
    struct Sizes: Sendable {
        /// Up to so many members are looked up one by one in the wide rows, which takes some 2 microseconds each.
        var lookedUp: Int64 = 2000
        /// Up to so many are read into memory for a page, which takes some 0.1 microseconds each; a probe takes 2.
        var read: Int64 = 20_000
    }

    /// A question for the members; more conditions can be added to its end.
    let members: String
    /// The column that names the row.
    let column: String
    let arguments: [SQLValue]

    /// How many members it has; counts to one more than a limit.
    func size(_ session: any SQLReader, upTo limit: Int64) throws -> Int64 {
        let text = "SELECT COUNT(*) FROM (\(members) LIMIT \(limit + 1)) members"
        return try session.first(SQLStatement(building: text), arguments) { $0.integer(0) } ?? 0
    }

    /// That a row is a member, in the way that suits the size; its arguments are those of the set.
    /// - Parameters:
    ///   - id: the column of the row.
    ///   - isCounting: all that holds is wanted, not a page in an order.
    func condition(on id: String, isCounting: Bool, _ sizes: Sizes, _ session: any SQLReader) throws -> String {
        let size = try size(session, upTo: sizes.read)
        if size <= sizes.lookedUp { return "\(id) IN (\(members))" }
        // The sign keeps the members from being looked up one by one in the wide rows.
        if isCounting || size <= sizes.read { return "+\(id) IN (\(members))" }
        return "EXISTS (\(members) AND \(column) = \(id))"
    }
}
