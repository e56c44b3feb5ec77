internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The page of one incident: what stands above its tabs.
enum IncidentPage {
    enum Tab: String, CaseIterable {
        case story, alerts, assets, evidence, investigations, activity, tasks, summary, similar, was

        var title: String {
            switch self {
            case .story: "Attack story"
            case .alerts: "Alerts"
            case .assets: "Assets"
            case .evidence: "Evidence and response"
            case .investigations: "Investigations"
            case .activity: "Activities"
            case .tasks: "Tasks"
            case .summary: "Summary"
            case .similar: "Similar"
            case .was: "As it was"
            }
        }

        /// What it needs beside the page's own scripts.
        var scripts: [String] {
            switch self {
            case .story: ["story.js"]
            case .alerts: ["alerts.js"]
            case .tasks: ["tasks.js"]
            case .summary: ["steps.js"]
            case .was: ["past.js"]
            default: []
            }
        }
    }

    struct TabLink {
        var title: String
        var address: String
        var count: String?
        var isCurrent: Bool
    }

    struct Model {
        var head: IncidentHead
        /// When it was last changed; what a change is made against.
        var version: String
        var scope: String
        var chain: [IncidentHead.Stage]
        var tabs: [TabLink]
        /// Markup of the tab, made by its own template.
        var tab: String
        var form: ManageForm
        /// The form for alerts, on the tab that lists them.
        var alertForm: AlertForm?
        /// The incident by whose number somebody came here: it was merged into this one.
        var merged: String?
        /// The incidents that were merged into it, with blanks between: what happens to them happens to it.
        var mergedIn: String?
        /// Where its alerts went, where it holds none any more.
        var nothing: EmptyIncident?
        /// Why it is kept off the queue.
        var offQueue: String?
        /// What it was called when somebody took it up.
        var formerName: String?
        /// Why whoever asks cannot change it.
        var beyond: String?
    }

    /// What the buttons say that change an incident of which somebody sees a part.
    static let beyond = "It has alerts outside your scope, so it is not yours alone to change. You can change the alerts you see."

    /// Merged incidents whose changes an open page hears of, at most: the newest.
    static let mostFollowed = 200

    static func model(
        _ incidentCase: IncidentCase, tab: Tab, content: String, tasks: Int64, form: ManageForm, now: Timestamp
    ) -> Model {
        let incident = incidentCase.incident
        return Model(
            head: IncidentHead(incident, now: now), version: incident.lastUpdate.rfc3339,
            scope: scope(incidentCase), chain: IncidentHead.chain(incident.tactics),
            tabs: tabs(incidentCase, tasks: tasks, current: tab), tab: content, form: form,
            alertForm: tab == .alerts ? AlertForm(owners: form.owners) : nil,
            offQueue: incident.isOnQueue || !incident.status.isOpen ? nil : StandingSentence.sentence(of: incident))
    }

    private static func tabs(_ incidentCase: IncidentCase, tasks: Int64, current: Tab) -> [TabLink] {
        let incident = incidentCase.incident
        return Tab.allCases.map { tab in
            let untold = incidentCase.untold
            let count: String? =
                switch tab {
                case .alerts: Amount.grouped(incident.alertCount)
                case .assets: untold.count(incidentCase.assets.count)
                case .evidence: untold.count(evidenceCount(incidentCase))
                case .tasks: tasks > 0 ? Amount.grouped(tasks) : nil
                default: nil
                }
            let address = "/incidents/\(incident.id)" + (tab == .story ? "" : "/\(tab.rawValue)")
            return TabLink(title: tab.title, address: address, count: count, isCurrent: tab == current)
        }
    }

    /// `46 alerts · 4 devices · 2 users · 31 pieces of evidence`.
    static func scope(_ incidentCase: IncidentCase) -> String {
        var parts = [Amount.text(incidentCase.incident.alertCount, "alert")]
        let evidence = evidenceCount(incidentCase)
        let struck = incidentCase.graph.concerned
        for kind in EntityKind.allCases where kind.isAssetByNature {
            let count = struck.count { $0.kind == kind }
            if count > 0 { parts.append(amount(count, kind.title(1), kind.title(2), incidentCase.untold)) }
        }
        if evidence > 0 { parts.append(amount(evidence, "piece of evidence", "pieces of evidence", incidentCase.untold)) }
        return parts.joined(separator: " · ")
    }

    private static func amount(_ count: Int, _ one: String, _ many: String, _ untold: Untold) -> String {
        untold.isNothing ? Amount.text(Int64(count), one, many) : "\(untold.count(count)) \(many)"
    }

    /// With what is of kinds that are not known here.
    private static func evidenceCount(_ incidentCase: IncidentCase) -> Int {
        incidentCase.graph.nodes.count { $0.part != .asset } + Int(incidentCase.unknown?.pieces ?? 0)
    }
}
