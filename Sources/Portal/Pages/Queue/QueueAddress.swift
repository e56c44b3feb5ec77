internal import CaseStore
internal import Foundation
internal import Primitives
internal import SecurityModel

/// A view of the queue as its address says it: the same address always shows the same view, so it can be kept and sent.
struct QueueAddress: Equatable {
    /// Rows of a page.
    static let pageSize = 50
    /// Where the pages of a view end; further on a filter leads faster.
    static let lastOffset = 10_000

    enum Part: String, CaseIterable {
        case on, off, all
    }

    var text = ""
    var part = Part.on
    var statuses: [String] = []
    var severities: [String] = []
    var owners: [String] = []
    var products: [String] = []
    var tags: [String] = []
    /// An entity as `kind:value`.
    var entity = ""
    var order = IncidentQuery.Order.priority
    var isAscending = false
    var offset = 0

    init() {}

    /// Reads an address; what it does not know, and values that mean nothing, count as not said.
    init(_ options: [(name: String, value: String)]) {
        for (name, value) in options where !value.isEmpty {
            switch name {
            case "q": text = value.trimmingCharacters(in: .whitespaces)
            case "queue": part = Part(rawValue: value) ?? .on
            case "status": statuses.append(value)
            case "severity": severities.append(value)
            case "owner": owners.append(value)
            case "product": products.append(value)
            case "tag": tags.append(value)
            case "entity": entity = value
            case "order": order = IncidentQuery.Order(rawValue: value) ?? .priority
            case "ascending": isAscending = value == "true"
            case "offset": offset = min(max(0, Int(value) ?? 0), QueueAddress.lastOffset)
            default: break
            }
        }
    }

    var isFiltered: Bool {
        !(text.isEmpty && entity.isEmpty && statuses.isEmpty && severities.isEmpty && owners.isEmpty && products.isEmpty
            && tags.isEmpty)
    }

    /// The question to the store.
    var query: IncidentQuery {
        var query = IncidentQuery()
        query.text = text
        query.isOnQueue = part == .all ? nil : part == .on
        query.statuses = statuses.compactMap { IncidentStatus(name: $0) }
        if query.statuses.isEmpty, part != .all { query.statuses = IncidentStatus.open }
        query.severities = severities.compactMap { AlertSeverity(name: $0) }
        query.owners = owners.map { $0 == QueueAddress.nobody ? "" : $0 }
        query.tags = tags
        if !products.isEmpty { query.facets = [(.product, products)] }
        if let key = EntityKey(address: entity) { query.entities = [key] }
        query.order = order
        query.isAscending = isAscending
        query.limit = QueueAddress.pageSize
        query.offset = offset
        return query
    }

    /// Stands for incidents that nobody owns.
    static let nobody = "-"

    /// The address of this view.
    var address: String {
        var options: [(String, String)] = []
        if !text.isEmpty { options.append(("q", text)) }
        if part != .on { options.append(("queue", part.rawValue)) }
        for (name, values) in [
            ("status", statuses), ("severity", severities), ("owner", owners), ("product", products), ("tag", tags),
        ] {
            options += values.map { (name, $0) }
        }
        if !entity.isEmpty { options.append(("entity", entity)) }
        if order != .priority { options.append(("order", order.rawValue)) }
        if isAscending { options.append(("ascending", "true")) }
        if offset > 0 { options.append(("offset", String(offset))) }
        return "/incidents".asking(options)
    }

    func changed(_ change: (inout QueueAddress) -> Void) -> QueueAddress {
        var changed = self
        change(&changed)
        return changed
    }
}

extension EntityKey {
    /// Reads `kind:value`.
    init?(address text: String) {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2, let kind = EntityKind(name: String(parts[0])) else { return nil }
        self.init(kind, String(parts[1]), .strong)
    }
}

extension String {
    /// The path with a query behind it, where there is anything to ask.
    func asking(_ options: [(String, String)]) -> String {
        guard !options.isEmpty else { return self }
        return self + "?" + options.map { "\($0.0)=\($0.1.queryEncoded)" }.joined(separator: "&")
    }

    /// The text as a value in an address.
    var queryEncoded: String {
        addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~:/@"))) ?? ""
    }
}
