internal import CaseStore
internal import Primitives
internal import SecurityModel

/// An incident on paper: what the pages show of it, with each part as long as somebody reads.
struct IncidentReport {
    /// What a report has; each part can be left out.
    enum Part: String, CaseIterable {
        case summary, graph, assets, evidence, alerts, activities, comments

        var title: String { rawValue.withCapital }
    }

    /// Rows of the alerts and of the activities, at most; the report says where there are more.
    static let mostRows = 300
    /// Assets and evidence of a kind, at most.
    static let mostThings = 100

    struct Section {
        var groups: [EntitiesTab.Group]
        var nothing: String
        /// Alerts that they are not read from.
        var untold: String?
    }

    var head: IncidentHead
    var made: String
    var maker: String
    var created: String
    var lastActivity: String
    var scope: String
    var chain: [IncidentHead.Stage]
    var summary: SummaryTab?
    /// On a page of its own, across, behind everything that flows.
    var graph: String?
    var assets: Section?
    var evidence: Section?
    var showsAlerts: Bool
    var alerts: [AlertsTab.Row] = []
    var alertsShown: String
    var showsActivities: Bool
    var activities: [ActivityTab.Row] = []
    var activitiesShown: String
    var showsComments: Bool
    var comments: [ActivityTab.CommentRow] = []

    init(
        _ incidentCase: IncidentCase, _ parts: Set<Part>, icons: String, by maker: String, _ reader: CaseReader, now: Timestamp
    ) throws {
        let incident = incidentCase.incident
        head = IncidentHead(incident, now: now)
        made = now.minute
        self.maker = maker
        created = incident.created.minute
        lastActivity = incident.lastActivity.minute
        scope = IncidentPage.scope(incidentCase)
        chain = IncidentHead.chain(incident.tactics)
        if parts.contains(.summary) { summary = try SummaryTab(incidentCase, reader) }
        if parts.contains(.graph) {
            let graph = incidentCase.graph
            let most = GraphGrouping.mostOnSheet
            let drawn = graph.nodes.count > most ? GraphGrouping.grouped(graph, most: most) : graph
            self.graph = GraphDrawing(drawn, in: .sheet).standalone(icons: icons).text
        }
        if parts.contains(.assets) { assets = IncidentReport.section(try EntitiesTab.assets(incidentCase, reader)) }
        if parts.contains(.evidence) { evidence = IncidentReport.section(try EntitiesTab.evidence(incidentCase, reader)) }
        (showsAlerts, showsActivities) = (parts.contains(.alerts), parts.contains(.activities))
        showsComments = parts.contains(.comments)
        if showsAlerts {
            alerts = try AlertsTab.rows(incident.id, limit: IncidentReport.mostRows, reader)
        }
        alertsShown = IncidentReport.shown(Int64(alerts.count), of: incident.alertCount)
        let activity = try ActivityTab.model(incident, ActivityTab.Choice(), reader)
        if showsActivities { activities = Array(activity.changes.prefix(IncidentReport.mostRows)) }
        activitiesShown = IncidentReport.shown(Int64(activities.count), of: activity.count, first: "newest")
        if showsComments { comments = activity.comments }
    }

    private static func section(_ tab: EntitiesTab.Model) -> Section {
        let groups = tab.groups.map { group in
            var group = group
            if group.entities.count > mostThings {
                group.count = "the first \(mostThings) of \(group.count)"
                group.entities = Array(group.entities.prefix(mostThings))
            }
            return group
        }
        return Section(groups: groups, nothing: tab.nothing, untold: tab.untold)
    }

    private static func shown(_ shown: Int64, of all: Int64, first: String = "first") -> String {
        shown < all ? "the \(first) \(shown) of \(Amount.grouped(all))" : Amount.grouped(all)
    }
}
