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

    init() {}

    /// Reads an address; what it does not know, and values that mean nothing, count as not said.
    init(_ options: [(name: String, value: String)]) {
        for (name, value) in options where !value.isEmpty {
            switch name {
            case "q": text = value.trimmingCharacters(in: .whitespaces)
            case "kind": kind = EntityKind(name: value).flatMap { $0.isAssetByNature ? $0 : nil }
            case "criticality": levels.append(value)
            case "tag": tags.append(value)
            case "order": order = AssetQuery.Order(rawValue: value) ?? .criticality
            case "offset": offset = min(max(0, Int(value) ?? 0), QueueAddress.lastOffset)
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
        changed.offset = 0
        change(&changed)
        return changed
    }
}
