internal import CaseStore
internal import Foundation
internal import Primitives
internal import SecurityModel

/// A view of the alerts as its address says it: the same address always shows the same view, so it can be kept and sent.
struct AlertListAddress: Equatable {
    enum Order: String, CaseIterable {
        case created, lastUpdate, severity

        var column: StoreColumn {
            switch self {
            case .created: AlertColumns.created
            case .lastUpdate: AlertColumns.lastUpdate
            case .severity: AlertColumns.severity
            }
        }
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
    /// Days as `2026-05-04`; they stand in place of the span.
    var from = ""
    var to = ""
    var order = Order.created
    var isAscending = false
    var offset = 0

    /// Which of the incidents' filters there are, under the same names.
    static let sharedFilters: [QueueFilter] = [.label, .policy, .stream, .subscription, .tag, .source]

    init() {}

    /// Reads an address; what it does not know, and values that mean nothing, count as not said.
    init(_ options: [(name: String, value: String)]) {
        for (name, value) in options where !value.isEmpty {
            switch name {
            case "q": text = value.trimmingCharacters(in: .whitespaces)
            case "title": titles.append(value)
            case "status": statuses.append(value)
            case "severity": severities.append(value)
            case "product": products.append(value)
            case "tactic": tactics.append(value)
            case "classification": classifications.append(value)
            case "owner": owners.append(value)
            case "service": services.append(value)
            case "detection": detections.append(value)
            case "investigation": investigations.append(value)
            case "entity": entity = value
            case "days":
                days = Int(value).flatMap { AlertListAddress.spans.contains($0) ? $0 : nil } ?? AlertListAddress.usualDays
            case "from": from = AlertListAddress.day(value) == nil ? "" : value
            case "to": to = AlertListAddress.day(value) == nil ? "" : value
            case "order": order = Order(rawValue: value) ?? .created
            case "ascending": isAscending = value == "true"
            case "offset": offset = min(max(0, Int(value) ?? 0), QueueAddress.lastOffset)
            default:
                let filter = AlertListAddress.sharedFilters.first { $0.rawValue == name }
                if let filter, shared[filter]?.contains(value) != true { shared[filter, default: []].append(value) }
            }
        }
    }

    var isFiltered: Bool {
        var plain = AlertListAddress()
        (plain.order, plain.isAscending, plain.offset) = (order, isAscending, offset)
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
        if order != .created { options.append(("order", order.rawValue)) }
        if isAscending { options.append(("ascending", "true")) }
        if offset > 0 { options.append(("offset", String(offset))) }
        return "/alerts".asking(options)
    }

    func changed(_ change: (inout AlertListAddress) -> Void) -> AlertListAddress {
        var changed = self
        change(&changed)
        return changed
    }

    /// The beginning of a day in UTC.
    static func day(_ text: String) -> Timestamp? {
        text.utf8.count == 10 ? Timestamp(text + "T00:00:00Z") : nil
    }
}
