internal import SQL
public import SecurityModel

extension CaseReader {
    /// What the newest alert says of each of the devices that alerts named last.
    public func lastReports(ofDevices limit: Int) throws -> [AlertReport] {
        let clause = ViewClause.alerts(view)
        let text = """
            SELECT \(AlertSQL.columns) FROM alerts a
            JOIN incidents i ON i.id = a.home LEFT JOIN sources s ON s.id = a.source
            WHERE a.id IN (
                SELECT (SELECT MAX(l.alert) FROM alert_entities l WHERE l.entity = d.id) FROM (
                    SELECT id FROM entities WHERE kind = ? ORDER BY last_seen DESC, id LIMIT ?) d)
            AND \(clause.text) ORDER BY a.id DESC
            """
        let device: [SQLValue] = [.integer(Int64(EntityKind.device.rawValue)), .integer(Int64(limit))]
        return try session.all(SQLStatement(building: text), device + clause.arguments) { Alert(row: $0).report }
    }
}
