internal import CaseStore
internal import SecurityModel

/// A column of the queue. The raw value stands in addresses and in what a person chose.
enum QueueColumn: String, CaseIterable {
    case priority, name, severity, assets, alerts, status, owner, lastUpdate
    case id, tags, tactics, services, detections, products, groups, investigation, classification
    case labels, policies, streams, subscriptions
    case firstActivity, lastActivity, created

    /// What somebody sees who chose nothing.
    static let usual: [QueueColumn] = [.priority, .name, .severity, .assets, .alerts, .status, .owner, .lastUpdate]

    /// Columns that were named, each once; the name is always among them. Nothing where none is known.
    static func columns(_ names: some Sequence<some StringProtocol>) -> [QueueColumn] {
        var columns: [QueueColumn] = []
        for name in names {
            if let column = QueueColumn(rawValue: String(name)), !columns.contains(column) { columns.append(column) }
        }
        if columns.isEmpty || columns.contains(.name) { return columns }
        return [.name] + columns
    }

    var title: String {
        switch self {
        case .priority: "Priority"
        case .name: "Incident"
        case .severity: "Severity"
        case .assets: "Impacted assets"
        case .alerts: "Alerts"
        case .status: "Status"
        case .owner: "Owner"
        case .lastUpdate: "Last update"
        case .id: "Id"
        case .tags: "Tags"
        case .tactics: "Tactics"
        case .services: "Service sources"
        case .detections: "Detection sources"
        case .products: "Products"
        case .groups: "Device groups"
        case .investigation: "Automated investigation"
        case .classification: "Classification"
        case .labels: "Sensitivity labels"
        case .policies: "Policies"
        case .streams: "Data streams"
        case .subscriptions: "Cloud subscriptions"
        case .firstActivity: "First activity"
        case .lastActivity: "Last activity"
        case .created: "Created"
        }
    }

    /// What its cells mean, where their words do not tell.
    var hint: String {
        switch self {
        case .priority: "From 0 to 100: what to look at first"
        case .name: "The squares are the stages of an attack, from reconnaissance to impact; those that it reached are filled"
        case .alerts: "Alerts that are not resolved, of all"
        default: ""
        }
    }

    /// The order that a click on its head gives.
    var order: IncidentQuery.Order? {
        switch self {
        case .priority: .priority
        case .name: .name
        case .severity: .severity
        case .alerts: .alerts
        case .status: .status
        case .owner: .owner
        case .lastUpdate: .lastUpdate
        case .id: .id
        case .classification: .classification
        case .firstActivity: .firstActivity
        case .lastActivity: .lastActivity
        case .created: .created
        default: nil
        }
    }

    /// Whether the first click on its head goes upwards: names are read from A, figures from the highest.
    var beginsAscending: Bool { self == .name || self == .owner }

    /// The classes of its cells.
    var style: String {
        switch self {
        case .priority: "priority-cell"
        case .name: "what"
        case .alerts: "number alerts"
        case .lastUpdate, .firstActivity, .lastActivity, .created: "time"
        default: rawValue
        }
    }

    /// The filter whose values it lists.
    var filter: QueueFilter? {
        switch self {
        case .services: .service
        case .detections: .detection
        case .products: .product
        case .groups: .group
        case .investigation: .investigation
        case .labels: .label
        case .policies: .policy
        case .streams: .stream
        case .subscriptions: .subscription
        default: nil
        }
    }
}
