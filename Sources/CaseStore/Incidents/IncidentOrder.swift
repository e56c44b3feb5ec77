extension IncidentQuery {
    /// What comes first in a list of incidents.
    ///
    /// No order reads the wide rows: four have an index that is walked until a page is full, the others are picked out of an index
    /// that holds all that they compare, read once from end to end. That takes some 20 ms at 100,000 incidents, and no order of
    /// its own to keep while alerts come in.
    public enum Order: String, Sendable, CaseIterable {
        case priority, lastUpdate, created
        case id, name, severity, status, owner, classification
        case firstActivity, lastActivity, alerts
    }
}

extension IncidentQuery.Order {
    /// For who sees some alerts alone, it is counted over those: each incident's alerts have to be looked at.
    public var isOverAlerts: Bool { column.overAlerts != nil }

    /// Whether the index of states holds what it compares.
    var isOfState: Bool {
        switch self {
        case .id, .severity, .status, .owner, .classification: true
        case .priority, .lastUpdate, .created, .name, .firstActivity, .lastActivity, .alerts: false
        }
    }

    var column: StoreColumn {
        switch self {
        case .priority: IncidentColumns.priority
        case .lastUpdate: IncidentColumns.lastUpdate
        case .created: IncidentColumns.created
        // The sign keeps the rows themselves from being walked, which have this order and are wide.
        case .id: .number("+i.id")
        case .name: IncidentColumns.foldedName
        case .severity: IncidentColumns.severity
        case .status: IncidentColumns.status
        case .owner: IncidentColumns.assignedTo
        case .classification: IncidentColumns.classification
        case .firstActivity: IncidentColumns.firstActivity
        case .lastActivity: IncidentColumns.lastActivity
        case .alerts: IncidentColumns.alertCount
        }
    }
}
