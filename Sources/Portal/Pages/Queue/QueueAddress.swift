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
    /// Days that a view may go back; 0 is all there is.
    static let spans = [0, 1, 3, 7, 30, 180]
    /// Values of one filter, at most; the rest of a longer address counts as not said.
    static let mostValues = 200
    /// Stands for incidents that nobody owns.
    static let nobody = "-"

    enum Part: String, CaseIterable {
        case on, off, all
    }

    var text = ""
    var part = Part.on
    var chosen: [QueueFilter: [String]] = [:]
    /// An entity as `kind:value`.
    var entity = ""
    /// Created in the last so many days.
    var days = 0
    /// Ends of a span of time (`SpanEnd`); they stand in place of the days.
    var from = ""
    var to = ""
    /// The least priority.
    var least = 0
    /// Empty for those that the person chose.
    var columns: [QueueColumn] = []
    var order = IncidentQuery.Order.priority
    var isAscending = false
    var offset = 0
    /// What the address says and cannot be read; nothing of the view.
    var unread: [UnreadOption] = []

    init() {}

    /// The same view without what says where in it one is, and how it is shown.
    private var conditions: QueueAddress {
        changed {
            ($0.part, $0.columns, $0.order, $0.isAscending, $0.offset) = (.on, [], .priority, false, 0)
            $0.unread = []
        }
    }

    var isFiltered: Bool { conditions != QueueAddress() }

    /// The question to the store.
    func query(now: Timestamp) -> IncidentQuery {
        var query = IncidentQuery()
        query.text = text
        query.isOnQueue = part == .all ? nil : part == .on
        for filter in QueueFilter.allCases { filter.apply(chosen[filter] ?? [], to: &query) }
        if query.statuses.isEmpty, part != .all { query.statuses = IncidentStatus.open }
        if let key = EntityKey(address: entity) { query.entities = [key] }
        query.createdFrom = SpanEnd(from)?.start
        query.createdBefore = SpanEnd(to)?.end
        if query.createdFrom == nil, query.createdBefore == nil, days > 0 {
            query.createdFrom = now - .hours(Int64(days) * 24)
        }
        if least > 0 { query.minimumPriority = Double(least) }
        query.order = order
        query.isAscending = isAscending
        query.limit = QueueAddress.pageSize
        query.offset = offset
        return query
    }

    /// The address of this view.
    var address: String { "/incidents".asking(options) }

    /// What the address says, in its order.
    var options: [(String, String)] {
        var options: [(String, String)] = []
        if !text.isEmpty { options.append(("q", text)) }
        if part != .on { options.append(("queue", part.rawValue)) }
        for filter in QueueFilter.allCases { options += (chosen[filter] ?? []).map { (filter.rawValue, $0) } }
        if !entity.isEmpty { options.append(("entity", entity)) }
        if days > 0 { options.append(("days", String(days))) }
        if !from.isEmpty { options.append(("from", from)) }
        if !to.isEmpty { options.append(("to", to)) }
        if least > 0 { options.append(("priority", String(least))) }
        if !columns.isEmpty { options.append(("columns", columns.map(\.rawValue).joined(separator: ","))) }
        if order != .priority { options.append(("order", order.rawValue)) }
        if isAscending { options.append(("ascending", "true")) }
        if offset > 0 { options.append(("offset", String(offset))) }
        return options
    }

    /// The view for who sees a part of the alerts: what is counted over them is no order, as each incident's would have to be
    /// looked at.
    var inPart: QueueAddress {
        guard order.isOverAlerts else { return self }
        return changed {
            let orders = IncidentQuery.Order.allCases.filter { !$0.isOverAlerts }.map(\.rawValue)
            _ = $0.unread.checked(nil as Bool?, "order", order.rawValue, of: orders)
            ($0.order, $0.isAscending) = (.priority, false)
        }
    }

    func changed(_ change: (inout QueueAddress) -> Void) -> QueueAddress {
        var changed = self
        change(&changed)
        return changed
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
