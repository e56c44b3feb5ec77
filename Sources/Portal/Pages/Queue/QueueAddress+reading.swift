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
            case "entity":
                entity = EntityKey(address: value) == nil ? "" : value
                unread.note(name, value, unless: !entity.isEmpty, takes: EntityKey.addressTakes)
            case "from", "to": take(end: value, name)
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
        case "queue":
            unread.note(name, value, unless: Part(rawValue: value) != nil, Part.allCases.map(\.rawValue))
            part = Part(rawValue: value) ?? .on
        case "days":
            let known = Int(value).flatMap { QueueAddress.spans.contains($0) ? $0 : nil }
            unread.note(name, value, unless: known != nil, QueueAddress.spans.map(String.init))
            days = known ?? 0
        case "priority":
            unread.note(name, value, unless: Int(value) != nil, takes: "a number from 0 to 100")
            least = min(max(0, Int(value) ?? 0), 100)
        case "order":
            let known = IncidentQuery.Order(rawValue: value)
            unread.note(name, value, unless: known != nil, IncidentQuery.Order.allCases.map(\.rawValue))
            order = known ?? .priority
        default:
            unread.note(name, value, unless: Int(value) != nil, takes: "a number")
            offset = min(max(0, Int(value) ?? 0), QueueAddress.lastOffset)
        }
    }

    private mutating func take(end value: String, _ name: String) {
        let known = SpanEnd(value) == nil ? "" : value
        unread.note(name, value, unless: !known.isEmpty, takes: SpanEnd.takes)
        if name == "from" { from = known } else { to = known }
    }

    private mutating func take(columns value: String) {
        let names = value.split(separator: ",")
        columns = QueueColumn.columns(names)
        for name in names where QueueColumn(rawValue: String(name)) == nil {
            unread.note("columns", String(name), unless: false, QueueColumn.allCases.map(\.rawValue))
        }
    }

    private mutating func add(_ value: String, to filter: QueueFilter) {
        if let words = filter.vocabulary, !filter.isWord(value) {
            return unread.note(filter.rawValue, value, unless: false, words)
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
