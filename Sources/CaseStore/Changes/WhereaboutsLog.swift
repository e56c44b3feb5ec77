internal import SQL
public import SecurityModel

extension CaseReader {
    /// What the log of an incident says of which alerts it held and how far they were, oldest first. It is not cut by what
    /// whoever asks sees: alerts that he does not see are among it, and he is shown none before `sees(_:)` was asked.
    public func whereabouts(of incident: IncidentID, limit: Int) throws -> [Change] {
        let actions: [ChangeAction] = [
            .alertsAdded, .alertsMoved, .incidentMerged, .mergeUndone, .alertUpdated, .incidentUpdated,
        ]
        let text = """
            SELECT sequence, time, actor, is_person, action, incident, alert, payload FROM changes
            WHERE incident = ? AND action IN (\(SQLValue.marks(actions.count))) ORDER BY sequence LIMIT ?
            """
        let arguments = [.integer(incident.number)] + actions.map { SQLValue.text($0.rawValue) } + [.integer(Int64(limit))]
        return try session.all(SQLStatement(building: text), arguments) { Change(row: $0) }
    }
}
