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
        if !titles.isEmpty { parts.append(.among(AlertColumns.exactTitle, titles.map { .text($0) })) }
        if let sources = shared[.source], !sources.isEmpty {
            parts.append(.among(AlertColumns.sourceName, sources.map { .text($0) }))
        }
        if !services.isEmpty { parts.append(.among(AlertColumns.serviceSource, services.map { .text($0) })) }
        if !detections.isEmpty { parts.append(.among(AlertColumns.detectionSource, detections.map { .text($0) })) }
        let states = investigations.compactMap { InvestigationState(name: $0) }
        if !states.isEmpty {
            parts.append(.among(AlertColumns.investigationState, states.map { .integer(Int64($0.rawValue)) }))
        }
        if let key = EntityKey(address: entity) { parts.append(try AlertListAddress.naming(key, reader)) }
        if !text.isEmpty { parts.append(try textPredicate(reader)) }
        parts += timePredicates(now: now)
        var query = AlertQuery()
        query.predicate = .all(parts)
        query.tags = shared[.tag] ?? []
        query.facets = [QueueFilter.label, .policy, .stream, .subscription].compactMap { filter in
            shared[filter].flatMap { values in filter.facet.map { (kind: $0, values: values) } }
        }
        query.ordering = [StoreOrder(order.column, isDescending: !isAscending)]
        query.limit = QueueAddress.pageSize
        query.offset = offset
        return query
    }

    /// By whichever of its names.
    private static func naming(_ key: EntityKey, _ reader: CaseReader) throws -> StorePredicate {
        let names = try reader.entityID(key).flatMap { try reader.thing($0)?.keys } ?? [key]
        return .exists(
            AlertColumns.entities,
            .all([
                .compare(AlertColumns.entityKind, .equal, .integer(Int64(key.kind.rawValue))),
                .among(AlertColumns.entityValue, names.map { .text($0.value) }),
            ]))
    }

    /// A text is an id, a part of a title, or the whole name of a thing.
    private func textPredicate(_ reader: CaseReader) throws -> StorePredicate {
        let titles = try reader.alertTitles(with: text, limit: AlertListAddress.mostTitles)
        var either: [StorePredicate] = []
        if let id = AlertID(written: text) {
            either.append(.compare(AlertColumns.id, .equal, .integer(id.number)))
        }
        for kind in EntityKind.allCases {
            let key = EntityKey(kind, text.lowercased(), .weak)
            if try reader.entityID(key) != nil { either.append(try AlertListAddress.naming(key, reader)) }
        }
        if !titles.isEmpty || either.isEmpty { either.append(.among(AlertColumns.exactTitle, titles.map { .text($0) })) }
        return .any(either)
    }

    /// Where the time of the view begins; `nil` where it has no beginning.
    func start(now: Timestamp) -> Timestamp? {
        if from.isEmpty, to.isEmpty, days > 0 { return now - .hours(Int64(days) * 24) }
        return SpanEnd(from)?.start
    }

    private func timePredicates(now: Timestamp) -> [StorePredicate] {
        let (first, before) = (start(now: now), SpanEnd(to)?.end)
        let column = basis == .arrival ? AlertColumns.created : AlertColumns.firstActivity
        var parts: [StorePredicate] = []
        if let first {
            parts.append(.compare(column, .greaterOrEqual, .time(first)))
            // It says no more, and the index of last activities is entered by it.
            if basis == .activity { parts.append(.compare(AlertColumns.lastActivity, .greaterOrEqual, .time(first))) }
        }
        if let before { parts.append(.compare(column, .less, .time(before))) }
        return parts
    }
}
