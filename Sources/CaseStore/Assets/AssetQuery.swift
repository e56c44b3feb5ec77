internal import SQL
public import SecurityModel

/// A question to the list of assets: which, in which order, which page of them.
public struct AssetQuery: Sendable {
    public enum Order: String, Sendable, CaseIterable {
        case criticality, lastSeen, firstSeen, alerts, name
    }

    public var kinds: [EntityKind] = []
    public var levels: [CriticalAsset.Level] = []
    public var tags: [String] = []
    /// A part of the name.
    public var text = ""
    /// Names of one thing are one row, for whoever sees everything (`CaseReader.names(of:)` has the others).
    public var foldsNames = false
    public var order = Order.criticality
    public var limit = 50
    public var offset = 0

    public init() {}
}

extension CaseReader {
    /// A page of the assets that alerts name.
    public func assets(_ query: AssetQuery) throws -> [Asset] {
        let (conditions, arguments) = AssetSQL.conditions(query, view)
        let order = AssetSQL.order(query.order, view)
        let text = """
            SELECT \(AssetSQL.columns) FROM entities e LEFT JOIN assets a ON a.entity = e.id WHERE \(conditions)
            ORDER BY \(order.text), e.id LIMIT ? OFFSET ?
            """
        let page: [SQLValue] = [.integer(Int64(max(0, query.limit))), .integer(Int64(max(0, query.offset)))]
        return try session.all(SQLStatement(building: text), arguments + order.arguments + page) { Asset(row: $0) }.map(completed)
    }

    /// How many assets a question finds, whatever its page.
    public func assetCount(_ query: AssetQuery) throws -> Int64 {
        let (conditions, arguments) = AssetSQL.conditions(query, view)
        let text = "SELECT COUNT(*) FROM entities e LEFT JOIN assets a ON a.entity = e.id WHERE \(conditions)"
        return try counts.count(text, arguments, session)
    }

    public func asset(_ id: Int64) throws -> Asset? {
        guard try view.isEverything || sees(entity: id) else { return nil }
        return try session.first(AssetSQL.one, [.integer(id)]) { Asset(row: $0) }
            .flatMap { $0.key.isAsset ? try completed($0) : nil }
    }

    /// Whether an alert that names the entity is there for whoever asks.
    func sees(entity id: Int64) throws -> Bool {
        let clause = AssetSQL.seen(view)
        let text = "SELECT 1 FROM entities e WHERE e.id = ? AND \(clause.text)"
        return try session.first(SQLStatement(building: text), [.integer(id)] + clause.arguments) { _ in true } ?? false
    }

    func completed(_ asset: Asset) throws -> Asset {
        var asset = asset
        asset.tags = try session.all(AssetSQL.tags, [.integer(asset.id)]) { $0.text(0) }
        if let seen = try partSeen(of: asset.id) { (asset.alertCount, asset.firstSeen, asset.lastSeen) = seen }
        return asset
    }

    /// In how many incidents an asset occurs under any of its names, and in how many open ones; `Asset.countedIncidents` are
    /// counted at most.
    public func incidentCounts(of names: [Int64]) throws -> (all: Int64, open: Int64) {
        let clause = ViewClause.entities(view)
        let arguments = names.map { .integer($0) } + clause.arguments + [.integer(Int64(Asset.countedIncidents))]
        return try session.first(SQLStatement(building: AssetSQL.incidentCounts(names.count, clause.text)), arguments) {
            ($0.integer(0), $0.integer(1))
        } ?? (0, 0)
    }

    /// The newest alert that names an asset.
    public func newestAlert(naming asset: Int64) throws -> AlertID? {
        let clause = ViewClause.alerts(view)
        let text = """
            SELECT MAX(l.alert) FROM alert_entities l\(view.isEverything ? "" : " JOIN alerts a ON a.id = l.alert")
            WHERE l.entity = ? AND \(clause.text)
            """
        return try session.first(SQLStatement(building: text), [.integer(asset)] + clause.arguments) {
            $0.optionalInteger(0).map { AlertID($0) }
        } ?? nil
    }
}

enum AssetSQL {
    static let columns = """
        e.id, e.kind, e.value, e.strength, e.first_seen, e.last_seen, e.alert_count, a.level, COALESCE(a.rule_level, 0)
        """
    static let one = SQLStatement(
        "asset.one", "SELECT \(columns) FROM entities e LEFT JOIN assets a ON a.entity = e.id WHERE e.id = ?")
    static let tags = SQLStatement("asset.tags", "SELECT tag FROM asset_tags WHERE entity = ? ORDER BY tag")
    /// 4 is resolved, 5 redirected.
    static func incidentCounts(_ names: Int, _ view: String) -> String {
        """
        SELECT COUNT(*), COALESCE(SUM(CASE WHEN status <> 4 THEN 1 ELSE 0 END), 0) FROM (
            SELECT DISTINCT i.id AS id, i.status AS status FROM incident_entities l JOIN incidents i ON i.id = l.incident
            WHERE l.entity IN (\(SQLValue.marks(names))) AND i.status <> 5 AND \(view) LIMIT ?) counted
        """
    }

    /// A sender's address is a mailbox, too, but a bare one that somebody else owns.
    private static let owned: String = {
        let kinds = EntityKind.allCases.filter(\.isAssetByNature).map { String($0.rawValue) }.joined(separator: ", ")
        return "e.kind IN (\(kinds)) AND e.alert_count > 0 AND NOT (e.kind = \(EntityKind.mailbox.rawValue) AND e.strength = 0)"
    }()

    static func conditions(_ query: AssetQuery, _ view: CaseView) -> (text: String, arguments: [SQLValue]) {
        let folds = query.foldsNames && view.isEverything
        // Who looks for an id finds it; otherwise the name that goes with it is enough.
        var text = query.text.isEmpty && !folds ? "\(owned) AND e.identifies IS NULL" : owned
        if folds { text += query.text.isEmpty ? " AND \(AssetNameSQL.folded)" : " AND e.listed_under IS NULL" }
        var arguments: [SQLValue] = []
        if !view.isEverything {
            let clause = seen(view)
            text += " AND \(clause.text)"
            arguments += clause.arguments
        }
        func among(_ column: String, _ values: [SQLValue]) {
            guard !values.isEmpty else { return }
            text += " AND \(column) IN (\(SQLValue.marks(values.count)))"
            arguments += values
        }
        among("e.kind", query.kinds.map { .integer(Int64($0.rawValue)) })
        among("COALESCE(a.level, a.rule_level, 0)", query.levels.map { .integer(Int64($0.rawValue)) })
        for tag in query.tags {
            text += " AND EXISTS (SELECT 1 FROM asset_tags t WHERE t.tag = ? AND t.entity = e.id)"
            arguments.append(.text(tag))
        }
        if !query.text.isEmpty {
            text +=
                folds
                ? " AND e.id IN (SELECT COALESCE(n.listed_under, n.id) FROM entities n WHERE n.value LIKE ? ESCAPE '!')"
                : " AND e.value LIKE ? ESCAPE '!'"
            arguments.append(.text("%\(SQLValue.escaped(query.text.lowercased()))%"))
        }
        return (text, arguments)
    }

    /// Whoever asks sees an alert that names it.
    static func seen(_ view: CaseView) -> (text: String, arguments: [SQLValue]) {
        let clause = ViewClause.alerts(view)
        let text = """
            EXISTS (SELECT 1 FROM alert_entities n JOIN alerts a ON a.id = n.alert WHERE n.entity = e.id AND \(clause.text))
            """
        return (text, clause.arguments)
    }

    /// By what the alerts that are seen say.
    static func order(_ order: AssetQuery.Order, _ view: CaseView) -> (text: String, arguments: [SQLValue]) {
        switch order {
        case .criticality:
            let last = seen("MAX(a.last_activity)", or: "e.last_seen", view)
            return ("COALESCE(a.level, a.rule_level, 0) DESC, \(last.text) DESC", last.arguments)
        case .name: return ("e.value", [])
        case .lastSeen: return descending(seen("MAX(a.last_activity)", or: "e.last_seen", view))
        case .firstSeen: return descending(seen("MIN(a.first_activity)", or: "e.first_seen", view))
        case .alerts: return descending(seen("COUNT(*)", or: "e.alert_count", view))
        }
    }

    private static func descending(_ term: (text: String, arguments: [SQLValue])) -> (text: String, arguments: [SQLValue]) {
        ("\(term.text) DESC", term.arguments)
    }

    /// An aggregate over the alerts that name an entity; for who sees everything, the column that holds it.
    private static func seen(
        _ aggregate: String, or column: String, _ view: CaseView
    ) -> (text: String, arguments: [SQLValue]) {
        guard !view.isEverything else { return (column, []) }
        let clause = ViewClause.alerts(view)
        let text =
            "(SELECT \(aggregate) FROM alert_entities n JOIN alerts a ON a.id = n.alert WHERE n.entity = e.id AND \(clause.text))"
        return (text, clause.arguments)
    }
}

extension EntityKey {
    /// Whether it is something of one's own, in lists of assets as everywhere.
    fileprivate var isAsset: Bool { kind.isAssetByNature && !(kind == .mailbox && strength == .weak) }
}
