internal import Primitives
internal import SecurityModel

/// The fields of an incident as every page shows them.
struct IncidentHead {
    struct Stage {
        var title: String
        var reached: Bool
    }

    /// Tags that are shown, at most.
    static let mostTags = 12

    var id: String
    var name: String
    var priority: Int
    /// The colour of the priority.
    var band: String
    var severity: String
    var severityTitle: String
    var status: String
    var statusTitle: String
    var isOpen: Bool
    /// What somebody wrote when he resolved it.
    var note: String?
    var classification: String?
    var owner: String?
    var tags: [String]
    var alerts: String
    /// `46 alerts`.
    var alertWords: String
    var activeAlerts: String
    /// The kill chain as a strip of squares: markup, as a list has it in each row.
    var chainStrip: String
    var chainWords: String
    var first: String
    var lastActivity: String
    /// The last change, by whoever.
    var last: String
    var lastExact: String
    var redirect: String?
    var continues: String?

    init(_ incident: Incident, now: Timestamp) {
        id = incident.id.description
        name = incident.displayName
        priority = Int(min(100, max(0, incident.priority)).rounded())
        band = priority >= 70 ? "high" : priority >= 40 ? "medium" : priority >= 15 ? "low" : "informational"
        severity = incident.severity.name
        severityTitle = incident.severity.title
        status = incident.status.name
        statusTitle = incident.status.title
        isOpen = incident.status.isOpen
        note = incident.resolvingComment.isEmpty || incident.status.isOpen ? nil : incident.resolvingComment
        classification = incident.classification.words.map { words in
            incident.determination == .unknown ? words : "\(words): \(incident.determination.title.lowercased())"
        }
        owner = incident.assignedTo.isEmpty ? nil : incident.assignedTo
        let all = incident.systemTags + incident.customTags
        tags = Array(all.prefix(IncidentHead.mostTags))
        if all.count > tags.count { tags.append("and \(all.count - tags.count) more") }
        alerts = Amount.grouped(incident.alertCount)
        alertWords = Amount.text(incident.alertCount, "alert")
        activeAlerts = Amount.grouped(incident.activeAlertCount)
        let reached = incident.tactics.tactics.map(\.title)
        chainWords = reached.isEmpty ? "no tactic named" : reached.joined(separator: ", ")
        chainStrip = IncidentHead.strip(incident.tactics, chainWords)
        first = incident.firstActivity.minute
        lastActivity = incident.lastActivity.minute
        last = RelativeTime.text(incident.lastUpdate, now: now)
        lastExact = incident.lastUpdate.rfc3339
        redirect = incident.redirectIncidentId?.description
        continues = incident.continues?.description
    }

    /// All stages, in their order.
    static func chain(_ tactics: TacticSet) -> [Stage] {
        Tactic.allCases.map { Stage(title: $0.title, reached: tactics.contains(TacticSet($0))) }
    }

    static func strip(_ tactics: TacticSet, _ words: String) -> String {
        var strip = Markup()
        strip.open("span", [("class", "chain"), ("role", "img"), ("aria-label", "Kill chain: \(words)"), ("title", words)])
        for tactic in Tactic.allCases { strip.element("i", tactics.contains(TacticSet(tactic)) ? [("class", "reached")] : []) }
        strip.close("span")
        return strip.text
    }
}
