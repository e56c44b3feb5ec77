public import Primitives
public import SecurityModel

/// Rows that a hunt found and somebody makes alerts of: one for all rows that name the same assets.
public struct HuntLink: Sendable {
    /// Rows of one link, at most.
    public static let mostRows = 1_000
    /// Alerts that one link may make.
    public static let mostAlerts = 50
    /// Pieces of evidence of one alert, at most; what is beyond is in the rows.
    static let mostEvidence = 200

    public var title: String
    public var severity: AlertSeverity
    /// A tactic of ATT&CK, in any spelling; empty for none.
    public var category: String
    public var description: String
    public var recommendedActions: String
    /// The query that found the rows; empty where it is not told.
    public var query: String
    /// Which columns say what of things; `nil` takes those that are called as in the tables of events.
    public var columns: [EntityColumn: String]?

    public init(
        title: String, severity: AlertSeverity, category: String = "", description: String = "", recommendedActions: String = "",
        query: String = "", columns: [EntityColumn: String]? = nil
    ) {
        self.columns = columns
        (self.title, self.severity, self.category) = (title, severity, category)
        (self.description, self.recommendedActions, self.query) = (description, recommendedActions, query)
    }

    /// The alerts in Graph's words, each with its rows (`additionalData.Rows`), in the order of the rows.
    /// - Throws: `HuntLinkError`.
    public func alerts(of rows: [JSONObject]) throws(HuntLinkError) -> [JSONObject] {
        guard category.isEmpty || !TacticSet(named: category).isEmpty else { throw .noSuchCategory(category) }
        guard !rows.isEmpty else { throw .noRows }
        guard rows.count <= HuntLink.mostRows else { throw .tooManyRows(rows.count) }
        if let absent = columns?.values.filter({ name in rows.allSatisfy { $0[name] == nil } }).min() {
            throw .noSuchColumn(absent)
        }
        var (order, groups): ([String], [String: [(row: JSONObject, evidence: RowEvidence)]]) = ([], [:])
        for row in rows {
            let evidence = RowEvidence(row, columns: columns)
            let key = evidence.impacted.map { JSONValue.object($0.json).text }.joined(separator: "\n")
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append((row, evidence))
        }
        guard order.count <= HuntLink.mostAlerts else { throw .tooManyAlerts(order.count) }
        return order.compactMap { groups[$0].map(alert) }
    }

    private func alert(of rows: [(row: JSONObject, evidence: RowEvidence)]) -> JSONObject {
        var (seen, evidence): (Set<String>, [JSONValue]) = ([], [])
        for item in (rows.first?.evidence.impacted ?? []) + rows.flatMap(\.evidence.related) {
            let json = JSONValue.object(item.json)
            if evidence.count < HuntLink.mostEvidence, seen.insert(json.text).inserted { evidence.append(json) }
        }
        var data = JSONObject([.init(name: "Rows", value: .array(rows.map { .object($0.row) }))])
        if !query.isEmpty { data["Query"] = .string(query) }
        var alert = JSONObject([
            .init(name: "title", value: .string(title)), .init(name: "severity", value: .string(severity.name)),
            .init(name: "detectionSource", value: "manual"), .init(name: "evidence", value: .array(evidence)),
            .init(name: "additionalData", value: .object(data)),
        ])
        for (name, text) in [("category", category), ("description", description), ("recommendedActions", recommendedActions)]
        where !text.isEmpty {
            alert[name] = .string(text)
        }
        let times = rows.compactMap { HuntLink.time(of: $0.row) }
        if let first = times.min(), let last = times.max() {
            alert["firstActivityDateTime"] = .string(first.rfc3339)
            alert["lastActivityDateTime"] = .string(last.rfc3339)
        }
        return alert
    }

    private static func time(of row: JSONObject) -> Timestamp? {
        ["Timestamp", "TimeGenerated"].lazy.compactMap { row[$0]?.string.flatMap { Timestamp($0) } }.first
    }
}

/// Why no alert was made of rows.
public enum HuntLinkError: Error, Hashable, Sendable, CustomStringConvertible {
    case noSuchCategory(String)
    case noRows
    case noSuchColumn(String)
    case tooManyRows(Int)
    case tooManyAlerts(Int)

    public var description: String {
        switch self {
        case .noSuchCategory(let name):
            "'category' is '\(name)', which is no tactic of ATT&CK; it may be "
                + Tactic.allCases.map(\.category).joined(separator: ", ")
        case .noSuchColumn(let name): "the rows have no column '\(name)', which is said to name a thing"
        case .noRows: "no row is picked; pick those that belong to the incident"
        case .tooManyRows(let count): "\(count) rows are picked; \(HuntLink.mostRows) may be linked at once"
        case .tooManyAlerts(let count):
            "the rows name \(count) different sets of devices, accounts, mailboxes, applications and resources, each of which is an "
                + "alert; "
                + "\(HuntLink.mostAlerts) may be made at once"
        }
    }
}
