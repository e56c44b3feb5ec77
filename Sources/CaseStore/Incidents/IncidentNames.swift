internal import SQL
internal import SecurityModel

/// Incidents by a part of their name, or by the whole name of an asset in them. Every name of an incident is looked at, so what
/// was found is kept as long as the snapshot: a page and its counts ask the same.
final class IncidentNames {
    /// Up to so many finds are few, and said one by one in the question.
    static let fewFinds = 5000

    private var found: [String: [Int64]?] = [:]

    /// The incidents with a text in their name, or with an asset of that name, where they are few. An asset of
    /// more incidents is left out: its own page lists them.
    func few(with text: String, _ session: any SQLReader) throws -> [Int64]? {
        if let known = found[text] { return known }
        let ids = try session.all(IncidentNames.matching, [IncidentNames.pattern(text)]) { $0.integer(0) }
        var few = ids.count <= Self.fewFinds ? ids : nil
        if few != nil {
            let statement = SQLStatement(building: IncidentNames.naming("1 = 1"))
            let naming = try session.all(statement, [.text(text.lowercased())]) { $0.integer(0) }
            if naming.count <= Self.fewFinds { few = Array(Set(ids + naming)) }
        }
        found[text] = few
        return few
    }

    /// - Parameter table: the name that the incidents have in the statement.
    static func condition(_ table: String) -> String { "\(table).search_name LIKE ? ESCAPE '!'" }

    static func pattern(_ text: String) -> SQLValue { .text("%\(SQLValue.escaped(text.lowercased()))%") }

    /// A question for the incidents with an asset of a name.
    /// - Parameter seen: a condition over `l`.
    static func naming(_ seen: String) -> String {
        let assets = EntityKind.allCases.filter(\.isAssetByNature).map { String($0.rawValue) }.joined(separator: ", ")
        return """
            SELECT l.incident FROM incident_entities l
            WHERE l.entity IN (SELECT e.id FROM entities e WHERE e.kind IN (\(assets)) AND e.value = ?) AND \(seen)
            LIMIT \(fewFinds + 1)
            """
    }
    private static let matching = SQLStatement(
        "incident.named", "SELECT n.id FROM incidents n WHERE \(condition("n")) LIMIT \(fewFinds + 1)")
}
