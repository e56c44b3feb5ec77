internal import CaseStore
internal import KQL
internal import Primitives
internal import SecurityModel

/// Alerts and incidents as pages, the oldest first, no more of them than the bounds leave.
enum CasePages {
    static let size = 1000

    static func alerts(_ reader: CaseReader, _ bounds: RowBounds) throws -> StoreTable<Alert>.Pages {
        var query = AlertQuery()
        let within = bounds.predicate(time: AlertColumns.created, id: AlertColumns.id) { AlertID($0)?.number }
        query.predicate = .all([within] + (bounds.ownRule.map { [.not(.made(by: $0))] } ?? []))
        query.ordering = [StoreOrder(AlertColumns.created, isDescending: false)]
        query.limit = size
        return pages { after in
            query.after = after
            return try reader.alertPage(query)
        }
    }

    /// Incidents by the time of their last change.
    static func incidents(_ reader: CaseReader, _ bounds: RowBounds) throws -> StoreTable<Incident>.Pages {
        var query = IncidentQuery()
        query.predicate = bounds.predicate(time: IncidentColumns.lastUpdate, id: IncidentColumns.id) { IncidentID($0)?.number }
        query.ordering = [StoreOrder(IncidentColumns.lastUpdate, isDescending: false)]
        query.limit = size
        return pages { after in
            query.after = after
            return try reader.incidentPage(query)
        }
    }

    /// Records of one kind, in the order of their kind.
    static func records<Record: StoredRecord>(
        _ reader: CaseReader, in scope: RecordScope = .installation
    ) -> StoreTable<Record>.Pages {
        var offset = 0
        return {
            let page = try reader.records(Record.self, in: scope, limit: size, offset: offset)
            offset += page.count
            return page.isEmpty ? nil : page
        }
    }

    private static func pages<Row>(_ read: @escaping (StoreCursor?) throws -> StorePage<Row>) -> StoreTable<Row>.Pages {
        var after: StoreCursor?
        var isOver = false
        return {
            guard !isOver else { return nil }
            let page = try read(after)
            after = page.next
            isOver = page.next == nil
            return page.rows
        }
    }
}

extension StorePredicate {
    /// Alerts that a rule of detection made.
    fileprivate static func made(by rule: String) -> StorePredicate {
        .all([
            .compare(AlertColumns.detectionSource, .equal, .text(DetectionSource.customDetection.name)),
            .compare(AlertColumns.detectorId, .equal, .text(rule)),
        ])
    }
}

extension RowBounds {
    /// The bounds as a condition over the store's columns.
    /// - Parameter number: what the store keeps of a row's name; `nil` for a text that names none.
    fileprivate func predicate(time column: StoreColumn, id: StoreColumn, number: (String) -> Int64?) -> StorePredicate {
        .all(
            [
                time.least.map { .compare(column, .greaterOrEqual, .time($0)) },
                time.greatest.map { .compare(column, .lessOrEqual, .time($0)) },
                name.texts.map { .among(id, $0.compactMap { number($0).map(StoreValue.integer) }) },
            ].compactMap(\.self))
    }
}
