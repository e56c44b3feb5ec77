internal import CaseStore
internal import Foundation
internal import SecurityModel

/// A view of the assets as its address says it.
struct AssetListAddress: Equatable {
    var text = ""
    var kind: EntityKind?
    var levels: [String] = []
    var tags: [String] = []
    var order = AssetQuery.Order.criticality
    var offset = 0
    /// What of the address could not be read.
    var unread: [UnreadOption] = []

    init() {}

    /// Reads an address. What it does not know counts as not said, and so do values that mean nothing: those are `unread`.
    init(_ options: [(name: String, value: String)]) {
        for (name, value) in options where !value.isEmpty {
            switch name {
            case "q": text = value.trimmingCharacters(in: .whitespaces)
            case "kind":
                let known = EntityKind(name: value).flatMap { $0.isAssetByNature ? $0 : nil }
                kind = unread.checked(known, name, value, of: EntityKind.allCases.filter(\.isAssetByNature).map(\.name))
            case "criticality":
                let words = CriticalAsset.Level.allCases.map(\.name)
                if unread.checked(CriticalAsset.Level(name: value), name, value, of: words) != nil { levels.append(value) }
            case "tag": tags.append(value)
            case "order":
                let words = AssetQuery.Order.allCases.map(\.rawValue)
                order = unread.checked(AssetQuery.Order(rawValue: value), name, value, of: words) ?? .criticality
            case "offset": offset = unread.offset(value)
            default: break
            }
        }
    }

    var isFiltered: Bool { !(text.isEmpty && levels.isEmpty && tags.isEmpty) }

    var query: AssetQuery {
        var query = AssetQuery()
        query.text = text
        query.kinds = kind.map { [$0] } ?? []
        query.levels = levels.compactMap { CriticalAsset.Level(name: $0) }
        query.tags = tags
        query.foldsNames = true
        query.order = order
        query.limit = QueueAddress.pageSize
        query.offset = offset
        return query
    }

    var address: String {
        var options: [(String, String)] = []
        if !text.isEmpty { options.append(("q", text)) }
        if let kind { options.append(("kind", kind.name)) }
        options += levels.map { ("criticality", $0) } + tags.map { ("tag", $0) }
        if order != .criticality { options.append(("order", order.rawValue)) }
        if offset > 0 { options.append(("offset", String(offset))) }
        return "/assets".asking(options)
    }

    func changed(_ change: (inout AssetListAddress) -> Void) -> AssetListAddress {
        var changed = self
        (changed.offset, changed.unread) = (0, [])
        change(&changed)
        return changed
    }
}
