internal import SQL

/// Values that there are to choose from.
public struct OfferedValues: Sendable {
    /// In their order.
    public var values: [String]
    /// There are no others.
    public var isAll: Bool
}

// What there is to choose from where incidents are filtered.

extension CaseReader {
    /// Values that are looked at for a text, one by one along the index, at most.
    public static let mostValues = 10_000
    /// Values that are looked for among the alerts of who sees a part alone, at most.
    static let mostCheckedValues = 300

    /// The values that a facet has in some incident, in their order.
    /// - Parameter limit: values, at most.
    public func values(of facet: IncidentFacet, limit: Int) throws -> [String] {
        try offered(of: facet, limit: limit).values
    }

    /// The tags that some incident has, in their order.
    public func incidentTags(limit: Int) throws -> [String] {
        try offeredTags(limit: limit).values
    }

    /// The values that a facet has in some incident and that hold a text, without regard to the case of ASCII letters.
    public func offered(of facet: IncidentFacet, with text: String = "", limit: Int) throws -> OfferedValues {
        try offered(FacetValueSQL.facet(facet), text, limit: limit)
    }

    /// The tags that some incident has and that hold a text.
    public func offeredTags(with text: String = "", limit: Int) throws -> OfferedValues {
        try offered(FacetValueSQL.tag, text, limit: limit)
    }

    /// Each value is found by a step over all rows of the one before. For who sees a part alone, those are left out that none
    /// of his alerts says, and tags that no incident of his has.
    private func offered(_ list: FacetValueSQL, _ text: String, limit: Int) throws -> OfferedValues {
        let most = view.isEverything ? limit : min(limit, CaseReader.mostCheckedValues)
        let arguments: [SQLValue] =
            list.arguments + list.arguments
            + [
                .integer(Int64(CaseReader.mostValues)), .text("%\(SQLValue.escaped(text.lowercased()))%"),
                .integer(Int64(most) + 1),
            ]
        let found = try session.all(list.distinct, arguments) { $0.text(0) }
        var offered = OfferedValues(values: Array(found.prefix(most)), isAll: found.count <= most)
        if view.isEverything { return offered }
        let clause = list.seen(in: view)
        let seen = list.seen(clause.text)
        offered.values = try offered.values.filter { value in
            try session.first(seen, list.arguments + [.text(value)] + clause.arguments) { _ in true } ?? false
        }
        return offered
    }
}

/// Values that stand in an index together with the incidents that have them.
private struct FacetValueSQL {
    var table: String
    var column: String
    /// What the rows have to hold beside the value.
    var condition: String
    var arguments: [SQLValue]
    var kind: IncidentFacet?

    static func facet(_ kind: IncidentFacet) -> FacetValueSQL {
        FacetValueSQL(
            table: "incident_facets", column: "value", condition: "f.kind = ?", arguments: [.integer(Int64(kind.rawValue))],
            kind: kind)
    }

    static let tag = FacetValueSQL(table: "incident_tags", column: "tag", condition: "1 = 1", arguments: [])

    var distinct: SQLStatement {
        SQLStatement(
            building: """
                WITH RECURSIVE v (value, n) AS (
                    SELECT MIN(f.\(column)), 1 FROM \(table) f WHERE \(condition)
                    UNION ALL
                    SELECT (SELECT MIN(f.\(column)) FROM \(table) f WHERE \(condition) AND f.\(column) > v.value), v.n + 1
                    FROM v WHERE v.value IS NOT NULL AND v.n < ?)
                SELECT value FROM v WHERE value IS NOT NULL AND LOWER(value) LIKE ? ESCAPE '!' LIMIT ?
                """)
    }

    /// Over the rows as `f` and their incidents as `i`.
    func seen(in view: CaseView) -> ViewClause { kind.map { .facets($0, view) } ?? .incidents(view) }

    func seen(_ view: String) -> SQLStatement {
        SQLStatement(
            building: """
                SELECT 1 FROM \(table) f JOIN incidents i ON i.id = f.incident
                WHERE \(condition) AND f.\(column) = ? AND \(view) LIMIT 1
                """)
    }
}
