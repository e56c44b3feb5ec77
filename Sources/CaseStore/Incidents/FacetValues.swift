internal import SQL

// What there is to choose from where incidents are filtered.

extension CaseReader {
    /// The values that a facet has in some incident, in their order.
    /// - Parameter limit: values, at most.
    public func values(of facet: IncidentFacet, limit: Int) throws -> [String] {
        try values(of: FacetValueSQL.facet(facet), limit: limit)
    }

    /// The tags that some incident has, in their order.
    public func incidentTags(limit: Int) throws -> [String] {
        try values(of: FacetValueSQL.tag, limit: limit)
    }

    /// Each value is found by a step over all rows of the one before. For who sees a part alone, those are left out that none
    /// of his alerts says, and tags that no incident of his has.
    private func values(of list: FacetValueSQL, limit: Int) throws -> [String] {
        let values = try session.all(list.distinct, list.arguments + list.arguments + [.integer(Int64(limit))]) { $0.text(0) }
        if view.isEverything { return values }
        let clause = list.seen(in: view)
        let seen = list.seen(clause.text)
        return try values.filter { value in
            try session.first(seen, list.arguments + [.text(value)] + clause.arguments) { _ in true } ?? false
        }
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
                WITH RECURSIVE v (value) AS (
                    SELECT MIN(f.\(column)) FROM \(table) f WHERE \(condition)
                    UNION ALL SELECT (SELECT MIN(f.\(column)) FROM \(table) f WHERE \(condition) AND f.\(column) > v.value)
                    FROM v WHERE v.value IS NOT NULL)
                SELECT value FROM v WHERE value IS NOT NULL LIMIT ?
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
