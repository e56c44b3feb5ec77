internal import CaseStore
internal import Primitives
internal import SecurityModel

extension AlertListAddress {
    /// Titles that one text in the search may stand for, at most.
    static let mostTitles = 400

    /// The question to the store.
    func query(_ reader: CaseReader, now: Timestamp) throws -> AlertQuery {
        var parts: [StorePredicate] = [
            .among(AlertColumns.status, shownStatuses.map { .integer(Int64($0.rawValue)) })
        ]
        let severities = severities.compactMap { AlertSeverity(name: $0) }
        if !severities.isEmpty { parts.append(.among(AlertColumns.severity, severities.map { .integer(Int64($0.rawValue)) })) }
        let classifications = classifications.compactMap { Classification(name: $0) }
        if !classifications.isEmpty {
            parts.append(.among(AlertColumns.classification, classifications.map { .integer(Int64($0.rawValue)) }))
        }
        if !owners.isEmpty {
            parts.append(.among(AlertColumns.assignedTo, owners.map { .text($0 == QueueAddress.nobody ? "" : $0) }))
        }
        if !products.isEmpty { parts.append(.among(AlertColumns.productName, products.map { .text($0) })) }
        let tactics = tactics.reduce(into: TacticSet()) { $0.formUnion(TacticSet(named: $1)) }
        if !tactics.isEmpty { parts.append(.compare(AlertColumns.tactics(in: tactics.rawValue), .notEqual, .integer(0))) }
        if !title.isEmpty { parts.append(.compare(AlertColumns.exactTitle, .equal, .text(title))) }
        if let key = EntityKey(address: entity) {
            parts.append(
                .exists(
                    AlertColumns.entities,
                    .all([
                        .compare(AlertColumns.entityKind, .equal, .integer(Int64(key.kind.rawValue))),
                        .compare(AlertColumns.entityValue, .equal, .text(key.value)),
                    ])))
        }
        if !text.isEmpty { parts.append(try textPredicate(reader)) }
        parts += timePredicates(now: now)
        var query = AlertQuery()
        query.predicate = .all(parts)
        query.ordering = [StoreOrder(order.column, isDescending: !isAscending)]
        query.limit = QueueAddress.pageSize
        query.offset = offset
        return query
    }

    /// A text is an id, or a part of a title.
    private func textPredicate(_ reader: CaseReader) throws -> StorePredicate {
        let titles = try reader.alertTitles(with: text, limit: AlertListAddress.mostTitles)
        var either: [StorePredicate] = []
        if let id = AlertID(text.lowercased()) ?? AlertID("al" + text) {
            either.append(.compare(AlertColumns.id, .equal, .integer(id.number)))
        }
        if !titles.isEmpty || either.isEmpty { either.append(.among(AlertColumns.exactTitle, titles.map { .text($0) })) }
        return .any(either)
    }

    private func timePredicates(now: Timestamp) -> [StorePredicate] {
        var parts: [StorePredicate] = []
        if let first = AlertListAddress.day(from) { parts.append(.compare(AlertColumns.created, .greaterOrEqual, .time(first))) }
        if let last = AlertListAddress.day(to) {
            parts.append(.compare(AlertColumns.created, .less, .time(last + .hours(24))))
        }
        if parts.isEmpty, days > 0 {
            parts.append(.compare(AlertColumns.created, .greaterOrEqual, .time(now - .hours(Int64(days) * 24))))
        }
        return parts
    }
}
