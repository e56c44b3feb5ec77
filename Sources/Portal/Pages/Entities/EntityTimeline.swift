internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The alerts of an entity in time, narrowed down as the list of alerts is and by the same options of the address.
struct EntityTimeline {
    /// Options that narrow it down.
    private static let options: Set<String> = ["severity", "status", "product", "tactic", "offset"]

    var filters: [FilterMenu]
    var isFiltered: Bool
    /// What the address says and cannot be read.
    var unread: [String]
    var rows: [AlertList.Row]
    var links: PageLinks
    /// The same as a table for other programs.
    var exportAddress: String

    /// All alerts that name a thing, in the list of alerts.
    static func list(of key: EntityKey) -> AlertListAddress {
        var list = AlertListAddress()
        (list.entity, list.days, list.statuses) = (key.address, 0, [AlertStatus.new, .inProgress, .resolved].map(\.name))
        return list
    }

    /// - Parameter newest: what names the thing, as far as the first page has it.
    init(
        _ thing: NamedThing, _ newest: [Alert], _ asked: [(name: String, value: String)], _ reader: CaseReader, now: Timestamp
    ) throws {
        let asked = AlertListAddress(asked.filter { EntityTimeline.options.contains($0.name) })
        var list = EntityTimeline.list(of: thing.key)
        (list.severities, list.products, list.tactics, list.offset) = (
            asked.severities, asked.products, asked.tactics, asked.offset
        )
        if !asked.statuses.isEmpty { list.statuses = asked.statuses }
        isFiltered = list.changed { $0.offset = 0 } != EntityTimeline.list(of: thing.key)
        unread = asked.unread.map(\.words)
        exportAddress = list.changed { $0.offset = 0 }.exportAddress
        filters = try EntityTimeline.filters(asked, reader)
        let (alerts, count) =
            isFiltered || list.offset > 0
            ? try EntityTimeline.page(of: thing, isFiltered ? list : nil, offset: list.offset, reader, now: now)
            : (newest.inTime, thing.alertCount)
        rows = try alerts.map { AlertList.Row(alert: try AlertHead($0, reader, now: now), assets: [], moreAssets: nil) }
        let kept = [
            ("severity", asked.severities), ("status", asked.statuses), ("product", asked.products), ("tactic", asked.tactics),
        ].flatMap { name, values in values.map { (name, $0) } }
        links = PageLinks(
            offset: list.offset, shown: alerts.count, count: count, size: EntityPage.pageSize, last: QueueAddress.lastOffset
        ) { "/entities/\(thing.id)".asking(kept + [("offset", String($0))]) }
    }

    /// - Parameter list: what narrows it down; `nil` for all of it, which the thing itself leads to.
    private static func page(
        of thing: NamedThing, _ list: AlertListAddress?, offset: Int, _ reader: CaseReader, now: Timestamp
    ) throws -> (alerts: [Alert], count: Int64) {
        guard let list else {
            return (try reader.alerts(naming: thing.ids, limit: EntityPage.pageSize, offset: offset).inTime, thing.alertCount)
        }
        var query = try list.query(reader, now: now)
        query.limit = EntityPage.pageSize
        return (try reader.alertPage(query).rows.inTime, try reader.alertCount(query))
    }

    private static func filters(_ asked: AlertListAddress, _ reader: CaseReader) throws -> [FilterMenu] {
        let products = Set(try reader.detectors().map(\.product)).filter { !$0.isEmpty }.sorted()
        return [
            .several("Severity", "severity", AlertSeverity.gravestFirst.map { ($0.name, $0.title) }, asked.severities),
            .several(
                "Status", "status", [AlertStatus.new, .inProgress, .resolved].map { ($0.name, $0.title) }, asked.statuses),
            .several("Product", "product", products.map { ($0, $0) }, asked.products),
            .several("Tactic", "tactic", Tactic.allCases.map { ($0.category, $0.title) }, asked.tactics),
        ]
    }
}

extension [Alert] {
    /// The latest first.
    fileprivate var inTime: [Alert] {
        sorted { ($0.report.lastActivity, $0.id) > ($1.report.lastActivity, $1.id) }
    }
}

extension EntityKey {
    /// As addresses name it.
    var address: String { "\(kind.name):\(value)" }
}
