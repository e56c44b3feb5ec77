internal import SQL
public import SecurityModel

extension CaseReader {
    /// Entities of a kind that are looked at for one search, at most: those with the first names in order.
    public static let mostSearched = 500

    /// The entities of a kind whose name begins with a text. Entered by an index; the names are in lower case.
    public func entities(_ kind: EntityKind, startingWith text: String) throws -> [EntityProfile] {
        let text = text.lowercased()
        guard !text.isEmpty else { return [] }
        let clause = AssetSQL.seen(view)
        let seen = view.isEverything ? "1 = 1" : clause.text
        let statement = SQLStatement(
            building: """
                SELECT \(ProfileSQL.columns) FROM (
                    SELECT * FROM entities n WHERE n.kind = ? AND n.value >= ? AND n.value < ? ORDER BY n.value LIMIT ?) e
                WHERE e.alert_count > 0 AND \(seen)
                """)
        let arguments: [SQLValue] =
            [.integer(Int64(kind.rawValue)), .text(text), .text(text + "\u{10FFFF}"), .integer(Int64(CaseReader.mostSearched))]
            + (view.isEverything ? [] : clause.arguments)
        return try session.all(statement, arguments) { EntityProfile(row: $0) }
    }
}
