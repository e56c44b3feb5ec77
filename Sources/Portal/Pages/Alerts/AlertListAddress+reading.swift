internal import CaseStore
internal import Foundation
internal import Primitives
internal import SecurityModel

extension AlertListAddress {
    /// Reads an address. What it does not know counts as not said, and so do values that mean nothing: those are `unread`.
    init(_ options: [(name: String, value: String)]) {
        self.init()
        for (name, value) in options where !value.isEmpty {
            switch name {
            case "q": text = value.trimmingCharacters(in: .whitespaces)
            case "title": titles.append(value)
            case "product": products.append(value)
            case "owner": owners.append(value)
            case "service": services.append(value)
            case "detection": detections.append(value)
            case "tactic": tactics.append(value)
            case "status": add(value, name, to: \.statuses, AlertStatus.self)
            case "severity": add(value, name, to: \.severities, AlertSeverity.self)
            case "classification": add(value, name, to: \.classifications, Classification.self)
            case "investigation": add(value, name, to: \.investigations, InvestigationState.self)
            case "ascending": isAscending = value == "true"
            case "entity", "days", "from", "to", "time", "order", "offset": take(name, value)
            default:
                let filter = AlertListAddress.sharedFilters.first { $0.rawValue == name }
                if let filter, shared[filter]?.contains(value) != true { shared[filter, default: []].append(value) }
            }
        }
    }

    private mutating func add<Word: WireEnum>(
        _ value: String, _ name: String, to list: WritableKeyPath<Self, [String]>, _ words: Word.Type
    ) {
        guard Word(name: value) != nil else {
            return unread.note(name, value, unless: false, Word.allCases.map(\.name))
        }
        self[keyPath: list].append(value)
    }

    private mutating func take(_ name: String, _ value: String) {
        switch name {
        case "entity":
            entity = EntityKey(address: value) == nil ? "" : value
            unread.note(name, value, unless: !entity.isEmpty, takes: EntityKey.addressTakes)
        case "days":
            let known = Int(value).flatMap { AlertListAddress.spans.contains($0) ? $0 : nil }
            unread.note(name, value, unless: known != nil, AlertListAddress.spans.map(String.init))
            days = known ?? AlertListAddress.usualDays
        case "time":
            unread.note(name, value, unless: Basis(rawValue: value) != nil, Basis.allCases.map(\.rawValue))
            basis = Basis(rawValue: value) ?? .arrival
        case "order":
            unread.note(name, value, unless: Order(rawValue: value) != nil, Order.allCases.map(\.rawValue))
            order = Order(rawValue: value) ?? .created
        case "offset":
            unread.note(name, value, unless: Int(value) != nil, takes: "a number")
            offset = min(max(0, Int(value) ?? 0), QueueAddress.lastOffset)
        default:
            let known = SpanEnd(value) == nil ? "" : value
            unread.note(name, value, unless: !known.isEmpty, takes: SpanEnd.takes)
            if name == "from" { from = known } else { to = known }
        }
    }
}
