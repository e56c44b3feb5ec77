internal import CaseStore
internal import OData
internal import Primitives
internal import SecurityModel

extension PropertyTable {
    /// The properties of the dialect's incidents that filters and orders may name.
    static let incidentResources = PropertyTable([
        .id("name", IncidentColumns.id) { StableUUID.number(of: $0, "incident") },
        .object(
            "properties",
            [
                .text("title", IncidentColumns.displayName), .text("description", IncidentColumns.summary),
                .words("status", IncidentColumns.status, of: SentinelStatus.self) { word in
                    IncidentStatus.allCases.filter { SentinelStatus($0) == word }.map { Int64($0.rawValue) }
                },
                .words("severity", IncidentColumns.severity, of: SentinelSeverity.self, isOrdered: true) { word in
                    AlertSeverity.allCases.filter { SentinelSeverity($0) == word }.map { Int64($0.rawValue) }
                },
                .words("classification", IncidentColumns.classification, of: SentinelClassification.Name.self) { word in
                    [Int64(word.classification.rawValue)]
                },
                .text("classificationComment", IncidentColumns.resolvingComment),
                .object(
                    "owner",
                    ["assignedTo", "userPrincipalName", "email", "objectId"].map { .text($0, IncidentColumns.assignedTo) }),
                .time("createdTimeUtc", IncidentColumns.created), .time("lastModifiedTimeUtc", IncidentColumns.lastUpdate),
                .time("firstActivityTimeUtc", IncidentColumns.firstActivity),
                .time("lastActivityTimeUtc", IncidentColumns.lastActivity),
                .number("incidentNumber", IncidentColumns.id),
                .id("providerIncidentId", IncidentColumns.id) { IncidentID($0)?.number },
                .object("additionalData", [.number("alertsCount", IncidentColumns.alertCount)]),
                .collection(
                    "labels", IncidentColumns.customTags, of: PropertyTable([.text("labelName", IncidentColumns.tag)])),
            ]),
    ])
}

extension ODataProperty {
    /// A word of the dialect that stands for several of the store's values.
    static func words<Word: WireEnum & Equatable>(
        _ name: String, _ column: StoreColumn, of type: Word.Type, isOrdered: Bool = false,
        values: @escaping @Sendable (Word) -> [Int64]
    ) -> ODataProperty {
        @Sendable func stored(_ literal: FilterLiteral, _ path: FilterPath) throws(ODataError) -> [StoreValue] {
            guard case .string(let text) = literal.value, let word = Word(name: text) else {
                let names = Word.allCases.map(\.name).joined(separator: ", ")
                throw refusal(path, "is one of \(names) in quotes, not \(literal.text)", at: literal)
            }
            return values(word).map(StoreValue.integer)
        }
        return ODataProperty(name, order: isOrdered ? column : nil) { (condition, path) throws(ODataError) in
            switch condition {
            case .compare(.eq, let literal): return .among(column, try stored(literal, path))
            case .compare(.ne, let literal): return .not(.among(column, try stored(literal, path)))
            case .among(let literals):
                var all: [StoreValue] = []
                for literal in literals { all += try stored(literal, path) }
                return .among(column, all)
            default: throw refusal(path, "takes eq, ne and in")
            }
        }
    }
}

extension ResourceQuery {
    /// The page of incidents that is asked for: newest first where nothing else is said.
    func incidents() throws(APIError) -> IncidentQuery {
        var query = IncidentQuery()
        query.order = .created
        query.includesRedirected = true
        query.limit = limit
        do throws(ODataError) {
            query.predicate = try options.filter.map(FilterBinder(.incidentResources).bind)
            query.ordering = try PropertyTable.incidentResources.order(options.orderBy)
        } catch {
            throw .badRequest("\(error)")
        }
        if let token = options.skipToken, !token.isEmpty {
            guard let cursor = StoreCursor(token: token), cursor.values.count == max(1, query.ordering.count) + 1 else {
                throw ResourceQuery.badToken
            }
            query.after = cursor
        }
        return query
    }
}
