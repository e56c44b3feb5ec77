internal import CaseStore
internal import Foundation
internal import Primitives
internal import SecurityModel

extension QueueAddress {
    /// Reads an address. What it does not know counts as not said, and so do values that mean nothing: those are `unread`.
    init(_ options: [(name: String, value: String)]) {
        self.init()
        for (name, value) in options where !value.isEmpty {
            switch name {
            case "q": text = value.trimmingCharacters(in: .whitespaces)
            case "entity": entity = unread.entity(value)
            case "from": from = unread.end(name, value)
            case "to": to = unread.end(name, value)
            case "columns": take(columns: value)
            case "ascending": isAscending = value == "true"
            case "queue", "days", "priority", "order", "offset": take(name, value)
            default: if let filter = QueueFilter(rawValue: name) { add(value, to: filter) }
            }
        }
    }

    /// Reads what stands behind the question mark of an address.
    init(query: String) {
        self.init(AddressOptions.read(query))
    }

    private mutating func take(_ name: String, _ value: String) {
        switch name {
        case "queue": part = unread.checked(Part(rawValue: value), name, value, of: Part.allCases.map(\.rawValue)) ?? .on
        case "days": days = unread.days(value, of: QueueAddress.spans) ?? 0
        case "priority": least = min(max(0, unread.checked(Int(value), name, value, takes: "a number from 0 to 100") ?? 0), 100)
        case "order":
            typealias Order = IncidentQuery.Order
            order = unread.checked(Order(rawValue: value), name, value, of: Order.allCases.map(\.rawValue)) ?? .priority
        default: offset = unread.offset(value)
        }
    }

    private mutating func take(columns value: String) {
        let names = value.split(separator: ",")
        columns = QueueColumn.columns(names)
        for name in names.map(String.init) {
            _ = unread.checked(QueueColumn(rawValue: name), "columns", name, of: QueueColumn.allCases.map(\.rawValue))
        }
    }

    private mutating func add(_ value: String, to filter: QueueFilter) {
        if let words = filter.vocabulary {
            guard unread.checked(filter.isWord(value) ? value : nil, filter.rawValue, value, of: words) != nil else { return }
        }
        let values = chosen[filter] ?? []
        guard !values.contains(value), values.count < QueueAddress.mostValues else { return }
        chosen[filter] = filter.isSingle ? [value] : values + [value]
    }
}

extension QueueFilter {
    /// The values that there are, where they are words of the field; `nil` where any text may be one.
    var vocabulary: [String]? {
        switch self {
        case .status: IncidentStatus.allCases.map(\.name)
        case .severity, .alertSeverity: AlertSeverity.allCases.map(\.name)
        case .classification: Classification.allCases.map(\.name)
        case .determination: Determination.allCases.map(\.name)
        case .investigation: InvestigationState.allCases.map(\.name)
        case .tactic: Tactic.allCases.map(\.shortName)
        case .services, .tactics: [QueueFilter.several, QueueFilter.one]
        default: nil
        }
    }

    /// Whether a value is one of those words, as far as it has to be one.
    func isWord(_ value: String) -> Bool {
        switch self {
        case .status: IncidentStatus(name: value) != nil
        case .severity, .alertSeverity: AlertSeverity(name: value) != nil
        case .classification: Classification(name: value) != nil
        case .determination: Determination(name: value) != nil
        case .investigation: InvestigationState(name: value) != nil
        default: vocabulary?.contains(value) ?? true
        }
    }
}

extension EntityKey {
    /// What an address may name.
    static let addressTakes = "a kind and a name, such as device:ws-042 or ip:203.0.113.9"

    /// Reads `kind:value`.
    init?(address text: String) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let kind = EntityKind(name: String(parts[0])) else { return nil }
        self.init(kind, String(parts[1]), .strong)
    }
}
