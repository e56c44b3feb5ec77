internal import CaseStore
internal import Primitives
internal import SecurityModel

/// A view of the alerts as its address says it: the same address always shows the same view, so it can be kept and sent.
struct AlertListAddress: Equatable {
    enum Order: String, CaseIterable {
        // Beside the time, those that the index of creation holds: a page is picked out of the time that the view is about.
        case created, lastUpdate, severity, status, owner, service, classification

        var column: StoreColumn {
            switch self {
            case .created: AlertColumns.created
            case .lastUpdate: AlertColumns.lastUpdate
            case .severity: AlertColumns.severity
            case .status: AlertColumns.status
            case .owner: AlertColumns.assignedTo
            case .service: AlertColumns.serviceSource
            case .classification: AlertColumns.classification
            }
        }

        /// Whether an index stands in this order.
        var isWalked: Bool { self == .created || self == .lastUpdate }

        /// Whether the first click on its head goes upwards.
        var beginsAscending: Bool { self == .owner || self == .service }
    }

    /// Which time of an alert the filter is about. The raw value stands in addresses.
    enum Basis: String, CaseIterable {
        case arrival, activity

        var title: String { self == .arrival ? "When they came in" : "When they happened" }
    }

    /// Days that a view may go back; 0 is all there is.
    static let spans = [1, 3, 7, 30, 180, 0]
    static let usualDays = 7

    var text = ""
    /// Titles, letter by letter: rules of one type give their alerts one.
    var titles: [String] = []
    var statuses: [String] = []
    var severities: [String] = []
    var products: [String] = []
    var tactics: [String] = []
    var classifications: [String] = []
    var owners: [String] = []
    var services: [String] = []
    var detections: [String] = []
    /// States of automated investigations.
    var investigations: [String] = []
    /// Filters that the incidents' queue has as well.
    var shared: [QueueFilter: [String]] = [:]
    /// An entity as `kind:value`.
    var entity = ""
    var days = AlertListAddress.usualDays
    /// Ends of a span of time (`SpanEnd`); they stand in place of the days.
    var from = ""
    var to = ""
    var basis = Basis.arrival
    var order = Order.created
    var isAscending = false
    var offset = 0
    /// What the address says and cannot be read; nothing of the view.
    var unread: [UnreadOption] = []

    /// Which of the incidents' filters there are, under the same names.
    static let sharedFilters: [QueueFilter] = [.label, .policy, .stream, .subscription, .tag, .source]

    init() {}

    var isFiltered: Bool {
        var plain = AlertListAddress()
        (plain.order, plain.isAscending, plain.offset, plain.unread) = (order, isAscending, offset, unread)
        return self != plain
    }

    /// The statuses that are shown: those in work, where nobody says otherwise.
    var shownStatuses: [AlertStatus] {
        let named = statuses.compactMap { AlertStatus(name: $0) }
        return named.isEmpty ? [.new, .inProgress] : named
    }

    /// The address of this view.
    var address: String {
        var options: [(String, String)] = []
        if !text.isEmpty { options.append(("q", text)) }
        for (name, values) in [
            ("title", titles),
            ("status", statuses), ("severity", severities), ("product", products), ("tactic", tactics),
            ("classification", classifications), ("owner", owners), ("service", services), ("detection", detections),
            ("investigation", investigations),
        ] {
            options += values.map { (name, $0) }
        }
        for filter in AlertListAddress.sharedFilters { options += (shared[filter] ?? []).map { (filter.rawValue, $0) } }
        if !entity.isEmpty { options.append(("entity", entity)) }
        if days != AlertListAddress.usualDays { options.append(("days", String(days))) }
        if !from.isEmpty { options.append(("from", from)) }
        if !to.isEmpty { options.append(("to", to)) }
        if basis != .arrival { options.append(("time", basis.rawValue)) }
        if order != .created { options.append(("order", order.rawValue)) }
        if isAscending { options.append(("ascending", "true")) }
        if offset > 0 { options.append(("offset", String(offset))) }
        return "/alerts".asking(options)
    }

    /// The same view as a table for other programs.
    var exportAddress: String { address.replacing("/alerts", with: "/alerts.csv", maxReplacements: 1) }

    func changed(_ change: (inout AlertListAddress) -> Void) -> AlertListAddress {
        var changed = self
        change(&changed)
        return changed
    }
}
