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
        guard unread.checked(Word(name: value), name, value, of: Word.allCases.map(\.name)) != nil else { return }
        self[keyPath: list].append(value)
    }

    private mutating func take(_ name: String, _ value: String) {
        switch name {
        case "entity": entity = unread.entity(value)
        case "days": days = unread.days(value, of: AlertListAddress.spans) ?? AlertListAddress.usualDays
        case "from": from = unread.end(name, value)
        case "to": to = unread.end(name, value)
        case "offset": offset = unread.offset(value)
        case "time": basis = unread.checked(Basis(rawValue: value), name, value, of: Basis.allCases.map(\.rawValue)) ?? .arrival
        default: order = unread.checked(Order(rawValue: value), name, value, of: Order.allCases.map(\.rawValue)) ?? .created
        }
    }
}
