internal import SQL

/// Incidents by a part of their name. Every name is looked at, so what was found is kept as long as the snapshot: a page and
/// its counts ask the same.
final class IncidentNames {
    private var found: [String: [Int64]?] = [:]

    /// The incidents with a text in their name, where they are few (`IncidentClause.largeSet`).
    func few(with text: String, _ session: any SQLReader) throws -> [Int64]? {
        if let known = found[text] { return known }
        let ids = try session.all(IncidentNames.matching, [IncidentNames.pattern(text)]) { $0.integer(0) }
        let few = ids.count <= IncidentClause.largeSet ? ids : nil
        found[text] = few
        return few
    }

    /// - Parameter table: the name that the incidents have in the statement.
    static func condition(_ table: String) -> String { "\(table).search_name LIKE ? ESCAPE '!'" }

    static func pattern(_ text: String) -> SQLValue { .text("%\(SQLValue.escaped(text.lowercased()))%") }

    private static let matching = SQLStatement(
        "incident.named", "SELECT n.id FROM incidents n WHERE \(condition("n")) LIMIT \(IncidentClause.largeSet + 1)")
}
