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
    /// The gravest verdict of its newest alerts; `nil` where none judges it.
    var verdict: String?
    var verdictTitle: String
    /// Whether they name it as the attacker's.
    var isHostile: Bool
    var isSure: Bool
    /// What else it is called, in the alerts that are counted here.
    var names: [String]
    /// What its newest alerts call it beside.
    var otherNames: [EntityChip]
    var figures: [Figure]
    var first: String
    var last: String
    var prevalence: [String]
    var facts: [EvidenceLine.Fact]
    var asset: AssetForm?
    var bars: String
    /// Where the chart ends: now, or with its last alert where that is longer ago.
    var barsEnd: String
    var incidents: [IncidentRow]
    var moreIncidents: String?
    var incidentsAddress: String
    /// Hunts for it, where whoever looks may hunt.
    var hunts: [EntityHunt]
    var alertsAddress: String
    var timeline: EntityTimeline
    var company: [Company]
    var rules: [Rule]

    /// - Parameter asked: what the address says of the timeline.
    init?(
        _ id: Int64, asked: [(name: String, value: String)], mayManage: Bool, mayHunt: Bool, _ reader: CaseReader,
        now: Timestamp
    ) throws {
        guard let thing = try reader.thing(id) else { return nil }
        let sample = try EntitySample(thing, reader)
        let named = try reader.alerts(naming: thing.ids, limit: EntityPage.pageSize)
        let incidents = try EntityPage.incidents(thing.key, reader, now: now)
        let scopes = try reader.sourceScopes()
        self.id = String(thing.id)
        kind = thing.key.kind.name
        kindTitle = thing.key.kind.title(1)
        let recorded = thing.key.isNameless ? named.lazy.compactMap { RecordedNames($0.report, scopes)[thing.key] }.first : nil
        title = recorded ?? thing.key.value
        let said = EntityPage.said(of: thing.keys, in: named, scopes)
        verdict = said.judgement.verdict == .unknown ? nil : said.judgement.verdict.name
        verdictTitle = said.judgement.verdict.title
        isHostile = !said.roles.isDisjoint(with: RoleSet([.attacker, .commandAndControl]))
        isSure = thing.keys.contains { $0.strength == .strong }
        names = (recorded == nil ? [] : [thing.key.value]) + thing.keys.dropFirst().map(\.value)
        otherNames = sample.names
        incidentsAddress = "/incidents?entity=\(thing.key.address.queryEncoded)&queue=all"
        hunts = mayHunt ? EntityHunt.all(thing.key, names: Array(thing.keys.dropFirst()) + sample.keys) : []
        alertsAddress = EntityTimeline.list(of: thing.key).address
        figures = [
            Figure(
                value: Amount.grouped(thing.alertCount, orMore: thing.isCountLow),
                title: thing.alertCount == 1 ? "alert" : "alerts",
                target: alertsAddress),
            Figure(
                value: Amount.grouped(incidents.count), title: incidents.count == 1 ? "incident" : "incidents",
                target: incidentsAddress),
            Figure(value: Amount.grouped(incidents.open), title: "of them open", target: nil),
            Figure(value: sample.severest.title, title: "severest of the newest alerts", target: nil),
        ]
        first = AlertPage.time(thing.firstSeen)
        last = AlertPage.time(thing.lastSeen)
        prevalence = sample.prevalence(thing, incidents: incidents.count)
        facts = named.first.map { EntityPage.facts($0, thing.keys, scope: scopes[$0.report.source]) } ?? []
        asset = AssetForm(try thing.ids.compactMap { try reader.asset($0) }, mayManage: mayManage)
        let isRecent = now - thing.lastSeen < .hours(Int64(EntityPage.days) * 24)
        let end = isRecent ? now : thing.lastSeen + .hours(1)
        let moments = (0...EntityPage.days).map { end - .hours(Int64(EntityPage.days - $0) * 24) }
        barsEnd = isRecent ? "now" : thing.lastSeen.minute
        bars = TimeBars(try reader.alertActivity(naming: thing.ids, between: moments), moments, what: "alert").svg.text
        self.incidents = incidents.rows
        moreIncidents = incidents.count > Int64(incidents.rows.count) ? Amount.grouped(incidents.count) : nil
        timeline = try EntityTimeline(thing, named, asked, reader, now: now)
        company = sample.company
        rules = sample.rules
    }

    /// How alerts judge a thing, and what part it plays in them.
    private static func said(
        of keys: [EntityKey], in alerts: [Alert], _ scopes: SourceScopes
    ) -> (judgement: Judgements.Judgement, roles: RoleSet) {
        var (judgement, roles) = (Judgements.Judgement(), RoleSet())
        for alert in alerts {
            for evidence in alert.report.evidence {
                let own = evidence.entityKeys(scope: scopes[alert.report.source]).filter(keys.contains)
                for key in own { roles.formUnion(evidence.roles(of: key)) }
                if own.contains(where: { evidence.judges($0) && $0.kind == keys[0].kind }) { judgement.add(evidence) }
            }
        }
        return (judgement, roles)
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
    private static func facts(_ alert: Alert, _ keys: [EntityKey], scope: String) -> [EvidenceLine.Fact] {
        let evidence = alert.report.evidence.filter { !Set($0.entityKeys(scope: scope)).isDisjoint(with: keys) }
        guard let own = evidence.first(where: { $0.entityKind == keys[0].kind }) ?? evidence.first else { return [] }
        return Array(EvidenceLine.facts(.object(own.fields)).prefix(EvidenceLine.mostFields))
    }
}
