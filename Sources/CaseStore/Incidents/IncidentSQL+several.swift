internal import SQL
internal import SecurityModel

/// What is read of all incidents of a page at once. For a single one, which is read most often, the statement stays prepared.
extension IncidentSQL {
    /// Incidents in one statement, at most: databases limit the arguments that it may have.
    static let mostAtOnce = 1000

    static func tags(of count: Int) -> SQLStatement { count == 1 ? tagsOfOne : SQLStatement(building: tags(count)) }

    static func comments(of count: Int) -> SQLStatement { count == 1 ? commentsOfOne : SQLStatement(building: comments(count)) }

    static func facets(of count: Int) -> SQLStatement { count == 1 ? facetsOfOne : SQLStatement(building: facets(count)) }

    /// The same as `facets`, counted over the alerts (as `a`) that a condition lets through.
    static func facets(_ kind: IncidentFacet, of count: Int, seen condition: String) -> SQLStatement {
        let (join, value) = kind.ofAlert
        return SQLStatement(
            building: """
                SELECT root, value, COUNT(*) FROM (
                    SELECT DISTINCT h.root AS root, a.id AS alert, \(value) AS value
                    FROM incidents h JOIN alerts a ON a.home = h.id\(join)
                    WHERE h.root IN (\(SQLValue.marks(count))) AND \(condition)) said
                WHERE value <> '' GROUP BY root, value ORDER BY COUNT(*) DESC, value
                """)
    }

    private static let tagsOfOne = SQLStatement("incident.tags", tags(1))
    private static let commentsOfOne = SQLStatement("incident.comments", comments(1))
    private static let facetsOfOne = SQLStatement("incident.facetValues", facets(1))

    private static func tags(_ count: Int) -> String {
        """
        SELECT incident, tag, is_system FROM incident_tags WHERE incident IN (\(SQLValue.marks(count)))
        ORDER BY is_system DESC, tag
        """
    }

    private static func comments(_ count: Int) -> String {
        """
        SELECT incident, id, name, text, author, created, updated FROM comments
        WHERE incident IN (\(SQLValue.marks(count))) AND alert = 0 AND is_deleted = 0 ORDER BY id
        """
    }

    /// The values of an incident are found in their index, and the rows read of those of the kind alone. The sign keeps SQLite
    /// from walking all values of the kind in place of the few of the incidents.
    private static func facets(_ count: Int) -> String {
        """
        SELECT f.incident, f.value, f.alert_count FROM incident_facets k
        JOIN incident_facets f ON f.kind = k.kind AND f.value = k.value AND f.incident = k.incident
        WHERE k.incident IN (\(SQLValue.marks(count))) AND +k.kind = ? ORDER BY f.alert_count DESC, f.value
        """
    }

    /// The strong assets and the struck addresses among the so many things that each incident names most; an id under the name that it stands for.
    static func assets(of count: Int) -> SQLStatement {
        let kinds = EntityKind.allCases.filter(\.isAssetByNature).map { String($0.rawValue) }.joined(separator: ", ")
        return SQLStatement(
            building: """
                SELECT l.incident, COALESCE(n.id, e.id), e.kind, COALESCE(n.value, e.value), e.strength, l.roles FROM (
                    SELECT incident, entity, roles,
                        ROW_NUMBER() OVER (PARTITION BY incident ORDER BY alert_count DESC, entity) AS place
                    FROM incident_entities WHERE incident IN (\(SQLValue.marks(count)))) l
                JOIN entities e ON e.id = l.entity LEFT JOIN entities n ON n.id = e.identifies
                WHERE l.place <= ? AND (+e.kind IN (\(kinds)) AND e.strength = \(EntityKey.Strength.strong.rawValue)
                    OR +e.kind = \(EntityKind.ip.rawValue) AND (l.roles & \(RoleSet.struck.rawValue)) <> 0)
                ORDER BY l.incident, l.place
                """)
    }
}
