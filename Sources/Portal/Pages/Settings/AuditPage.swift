internal import CaseStore
internal import GraphAPI
internal import Primitives
internal import SecurityModel

/// The log of changes, filtered, a page at a time.
struct AuditPage {
    struct Row {
        var number: String
        var change: ActivityTab.Row
        var home: String?
        var alertID: String?
        var alertName: String?
    }

    static let pageSize = 100

    var actor: String
    var incidentText: String
    var filters: [FilterMenu]
    var isFiltered: Bool
    var unread: [String]
    var rows: [Row]
    /// Where the next page begins; there may be one although this one is empty, as a page looks at so many changes only.
    var next: String?
    var head: String?

    /// - Parameter head: the newest link of the log, signed.
    init(_ options: [(name: String, value: String)], head: String?, _ reader: CaseReader) throws {
        func values(_ name: String) -> [String] { options.filter { $0.name == name && !$0.value.isEmpty }.map(\.value) }
        var filter = ChangeFilter()
        filter.actor = values("actor").first ?? ""
        var unread: [UnreadOption] = []
        let actions = ChangeAction.allCases.map(\.rawValue)
        filter.actions = values("action").filter { unread.checked(ChangeAction(rawValue: $0), "action", $0, of: actions) != nil }
        filter.incident = values("incident").first.flatMap { unread.checked(IncidentID($0), "incident", $0, takes: "a number") }
        let makers = ["people": true, "stages": false]
        filter.byPeople = values("by").first.flatMap { unread.checked(makers[$0], "by", $0, of: ["people", "stages"]) }
        let before = values("before").first.flatMap { unread.checked(Int64($0), "before", $0, takes: "a number") } ?? .max
        self.unread = unread.map(\.words)
        let page = try reader.changes(filter, before: before, limit: AuditPage.pageSize)
        actor = filter.actor
        incidentText = filter.incident?.description ?? ""
        isFiltered = filter != ChangeFilter()
        rows = page.changes.map { change in
            Row(
                number: String(change.sequence), change: ActivityTab.row(change), home: change.incident?.description,
                alertID: change.alert?.description, alertName: change.alert?.words)
        }
        filters = [
            .one(
                "By", "by", [("", "Anybody"), ("people", "People"), ("stages", "The product")],
                filter.byPeople.map { $0 ? "people" : "stages" } ?? ""),
            .several(
                "Action", "action", ChangeAction.allCases.map { ($0.rawValue, $0.rawValue.camelWords) }, filter.actions),
        ]
        let kept = options.filter { $0.name != "before" && !$0.value.isEmpty }.map { "\($0.name)=\($0.value.queryEncoded)" }
        next = page.next.map { "/settings/audit?" + (kept + ["before=\($0)"]).joined(separator: "&") }
        self.head = head
    }
}

/// What a walk through the whole log came to.
struct AuditVerification {
    /// Findings that are shown, at most.
    static let most = 50

    var isWhole: Bool
    var counts: String
    var findings: [String]
    var more: String?

    init(_ outcome: ChangeAudit.Outcome) {
        isWhole = outcome.findings.isEmpty
        counts =
            "\(Amount.text(outcome.changes, "change")) in \(Amount.text(outcome.links, "commit")), \(Amount.text(outcome.alerts, "alert"))"
            + (outcome.purgedPayloads > 0
                ? "; the content of \(Amount.grouped(outcome.purgedPayloads)) was removed by retention" : "")
        findings = outcome.findings.prefix(AuditVerification.most).map(\.description)
        more = outcome.findings.count > findings.count ? Amount.grouped(Int64(outcome.findings.count - findings.count)) : nil
    }
}
