internal import CaseStore
internal import Primitives
internal import SecurityModel

/// A row of the queue: the incident, and a cell for each column that is shown.
struct QueueRow {
    /// A cell. Those of the priority, the name and the assets are written in ways of their own, out of the row.
    struct Cell {
        var style: String
        var isPriority = false
        var isName = false
        var isAssets = false
        var badge: Badge?
        var tags: [String] = []
        var time: Time?
        var words: String?
    }

    struct Badge {
        var kind: String
        var words: String
    }

    struct Time {
        var words: String
        var exact: String
    }

    /// Chips of a row, at most.
    static let mostAssets = 2
    /// Values of a facet in a cell, at most.
    static let mostValues = 2

    var head: IncidentHead
    /// Changes where anything that is shown of the incident does.
    var content: String
    var assets: [EntityChip] = []
    var moreAssets: Int?
    var products: [String]
    var cells: [Cell] = []

    init(_ incident: Incident, _ columns: [QueueColumn], _ values: QueueValues, now: Timestamp) {
        head = IncidentHead(incident, now: now)
        content = "\(incident.lastUpdate.ticks) \(incident.activeAlertCount) \(head.priority)"
        products = Array(values.values(of: .product, in: incident.id).prefix(QueueRow.mostValues))
        let all = values.assets(of: incident.id)
        assets = all.prefix(QueueRow.mostAssets).map { EntityChip($0.key.kind, $0.key.value, part: .asset, entity: $0.id) }
        moreAssets = all.count > assets.count ? all.count - assets.count : nil
        cells = columns.map { cell($0, incident, values, now: now) }
    }

    private func cell(_ column: QueueColumn, _ incident: Incident, _ values: QueueValues, now: Timestamp) -> Cell {
        var cell = Cell(style: column.style)
        switch column {
        case .priority: cell.isPriority = true
        case .name: cell.isName = true
        case .assets: cell.isAssets = true
        case .severity: cell.badge = Badge(kind: head.severity, words: head.severityTitle)
        case .status: cell.badge = Badge(kind: head.status, words: head.statusTitle)
        case .alerts: cell.words = "\(head.activeAlerts)/\(head.alerts)"
        case .owner: cell.words = head.owner
        case .id: cell.words = "#\(head.id)"
        case .tags: cell.tags = head.tags
        case .tactics: cell.words = incident.tactics.isEmpty ? nil : head.chainWords
        case .classification: cell.words = head.classification
        case .lastUpdate: cell.time = QueueRow.time(incident.lastUpdate, now: now)
        case .firstActivity: cell.time = QueueRow.time(incident.firstActivity, now: now)
        case .lastActivity: cell.time = QueueRow.time(incident.lastActivity, now: now)
        case .created: cell.time = QueueRow.time(incident.created, now: now)
        case .services, .detections, .products, .groups, .investigation, .labels, .policies, .streams, .subscriptions:
            let titles = column.filter.map { values.titles(of: $0, in: incident.id) } ?? []
            cell.words = titles.isEmpty ? nil : Amount.list(titles, most: QueueRow.mostValues)
        }
        return cell
    }

    private static func time(_ time: Timestamp, now: Timestamp) -> Time {
        Time(words: RelativeTime.text(time, now: now), exact: time.rfc3339)
    }
}
