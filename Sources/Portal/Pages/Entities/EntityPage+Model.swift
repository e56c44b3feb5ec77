internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The page of an entity: what it is, where it was seen, with whom, and in which incidents.
struct EntityPage {
    struct Figure {
        var value: String
        var title: String
        var target: String?
    }

    struct IncidentRow {
        var head: IncidentHead
        var updated: String
    }

    /// Things of one kind that occur together with it.
    struct Company {
        var kindWords: String
        var things: [Counted]
    }

    struct Counted {
        var chip: EntityChip
        var times: String
    }

    struct Rule {
        var name: String
        var product: String
        var times: String
    }

    static let pageSize = 25
    static let mostIncidents = 12
    static let mostCompany = 8
    static let mostRules = 8
    /// Days of the chart.
    static let days = 30

    var id: String
    var kind: String
    var kindTitle: String
    var title: String
    var isSure: Bool
    var names: [EntityChip]
    var figures: [Figure]
    var first: String
    var last: String
    var prevalence: [String]
    var facts: [EvidenceLine.Fact]
    var asset: AssetForm?
    var bars: String
    var incidents: [IncidentRow]
    var moreIncidents: String?
    var incidentsAddress: String
    /// Hunts for it, where whoever looks may hunt.
    var hunts: [EntityHunt]
    var alerts: [AlertList.Row]
    var alertsAddress: String
    var links: PageLinks
    var company: [Company]
    var rules: [Rule]

    init?(_ id: Int64, offset: Int, mayManage: Bool, mayHunt: Bool, _ reader: CaseReader, now: Timestamp) throws {
        guard let profile = try reader.entityProfile(id) else { return nil }
        let sample = try EntitySample(profile, reader)
        let named = try reader.alerts(naming: id, limit: EntityPage.pageSize, offset: offset)
        let incidents = try EntityPage.incidents(profile.key, reader, now: now)
        let key = "\(profile.key.kind.name):\(profile.key.value)"
        self.id = String(id)
        kind = profile.key.kind.name
        kindTitle = profile.key.kind.title(1)
        title = profile.key.value
        isSure = profile.key.strength == .strong
        names = sample.names
        incidentsAddress = "/incidents?entity=\(key.queryEncoded)&queue=all"
        hunts = mayHunt ? EntityHunt.all(profile.key, names: sample.keys) : []
        var list = AlertListAddress()
        (list.entity, list.days, list.statuses) = (key, 0, [AlertStatus.new, .inProgress, .resolved].map(\.name))
        alertsAddress = list.address
        figures = [
            Figure(
                value: Amount.grouped(profile.alertCount), title: profile.alertCount == 1 ? "alert" : "alerts",
                target: alertsAddress),
            Figure(
                value: Amount.grouped(incidents.count), title: incidents.count == 1 ? "incident" : "incidents",
                target: incidentsAddress),
            Figure(value: Amount.grouped(incidents.open), title: "of them open", target: nil),
            Figure(value: sample.severest.title, title: "severest of the newest alerts", target: nil),
        ]
        first = AlertPage.time(profile.firstSeen)
        last = AlertPage.time(profile.lastSeen)
        prevalence = sample.prevalence(profile, incidents: incidents.count)
        facts = try named.first.map { try EntityPage.facts($0, profile.key, reader) } ?? []
        asset = try reader.asset(id).map { AssetForm($0, mayManage: mayManage) }
        let moments = (0...EntityPage.days).map { now - .hours(Int64(EntityPage.days - $0) * 24) }
        bars = DayBars(try reader.alertArrivals(naming: id, between: moments), ending: now).svg.text
        self.incidents = incidents.rows
        moreIncidents = incidents.count > Int64(incidents.rows.count) ? Amount.grouped(incidents.count) : nil
        let inTime = named.sorted { ($0.report.lastActivity, $0.id) > ($1.report.lastActivity, $1.id) }
        alerts = try inTime.map { AlertList.Row(alert: try AlertHead($0, reader, now: now), assets: [], moreAssets: nil) }
        links = PageLinks(
            offset: offset, shown: named.count, count: profile.alertCount, size: EntityPage.pageSize,
            last: QueueAddress.lastOffset
        ) { "/entities/\(id)?offset=\($0)" }
        company = sample.company
        rules = sample.rules
    }

    private static func incidents(
        _ key: EntityKey, _ reader: CaseReader, now: Timestamp
    ) throws -> (rows: [IncidentRow], count: Int64, open: Int64) {
        var query = IncidentQuery()
        (query.entities, query.order, query.limit) = ([key], .priority, mostIncidents)
        let rows = try reader.incidents(query).map { incident in
            IncidentRow(head: IncidentHead(incident, now: now), updated: RelativeTime.text(incident.lastUpdate, now: now))
        }
        let count = try reader.incidentCount(query)
        query.statuses = IncidentStatus.open
        return (rows, count, try reader.incidentCount(query))
    }

    /// What the newest alert says of it.
    private static func facts(_ alert: Alert, _ key: EntityKey, _ reader: CaseReader) throws -> [EvidenceLine.Fact] {
        let scope = try reader.sources().first { $0.name == alert.report.source }?.scope ?? ""
        let evidence = alert.report.evidence.filter { $0.entityKeys(scope: scope).contains(key) }
        guard let own = evidence.first(where: { $0.entityKind == key.kind }) ?? evidence.first else { return [] }
        return Array(EvidenceLine.facts(.object(own.fields)).prefix(EvidenceLine.mostFields))
    }
}
