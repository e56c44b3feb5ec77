import CaseStore
import Foundation
import Primitives
import SecurityModel

@testable import Portal

extension PageBench {
    /// One page, made of the store.
    struct Page: Sendable {
        var name: String
        var html: String
    }

    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    static func templates() throws -> PageTemplates {
        try PageTemplates(folder: root.appendingPathComponent("Content/portal").path)
    }

    /// All pages that are made of cases, each as its model and its template make it.
    func pages(_ templates: PageTemplates) async throws -> [Page] {
        try await store.read { reader in
            var pages: [Page] = []
            func add(_ name: String, _ html: String) { pages.append(Page(name: name, html: html)) }
            func page(_ name: String, _ template: String, _ model: Any) throws { add(name, try templates.part(template, model)) }
            try page("home", "home", HomePage.model(for: say("ana"), in: .everything, reader, now: PageBench.now))
            let viewer = try QueueViewer("ana", reader)
            for (name, query) in [
                ("queue", "queue=all"), ("queue-empty", "q=nothing+is+called+so"),
                (
                    "queue-all-columns",
                    "queue=all&technique=T1486&columns=" + QueueColumn.allCases.map(\.rawValue).joined(separator: ",")
                ),
            ] {
                try page(name, "queue", QueuePage.model(QueueAddress(query: query), for: viewer, reader, now: PageBench.now))
            }
            try page("queue-alerts", "queue-alerts", QueueAlerts(IncidentID(1), reader) as Any)
            for number in 1...3 as ClosedRange<Int64> { try incident(number, reader, templates, page, add) }
            try page(
                "alerts", "alerts",
                AlertList.model(
                    AlertListAddress([("days", "0")]), for: "ana", mayManage: true, reader, now: PageBench.now))
            for number in [2, 11, 12, 13] as [Int64] {
                let alert = try reader.alert(AlertID(number))
                try page(
                    "alert-\(number)", "alert",
                    alert.map {
                        try AlertPage($0, mayManage: true, reader, now: PageBench.now)
                    } as Any)
            }
            let runs = try (1...13).compactMap { try reader.alert(AlertID($0)) }.compactMap { alert in
                alert.report.evidence.firstIndex { $0.kind == .process }.map { (alert: alert, place: $0) }
            }
            try page(
                "process", "process",
                runs.first.map { run in
                    try ProcessPage(run.alert, at: run.place, mayHunt: true, reader, now: PageBench.now)
                } as Any)
            for number in [1, 3, 11, 12] as [Int64] {
                try page(
                    "entity-\(number)", "entity",
                    EntityPage(
                        number, asked: [], mayManage: true, mayHunt: true, reader, now: PageBench.now) as Any)
            }
            try page(
                "entity-1-narrow", "entity",
                EntityPage(
                    1, asked: [("severity", "high"), ("severity", "grave"), ("tactic", "Impact")], mayManage: false,
                    mayHunt: false, reader, now: PageBench.now) as Any)
            try page("assets", "assets", AssetList.model(AssetListAddress([]), mayManage: true, reader, now: PageBench.now))
            try page("search", "search", SearchPages.Page(SearchResults(say("ws-042"), most: 25, reader, now: PageBench.now)))
            try settingsPages(reader, page)
            try huntingPages(reader, page)
            let span = ReportSpan("", now: PageBench.now)
            try page("reports", "reports", ReportsPage.model(span, reader, now: PageBench.now))
            let frame = PageFrame(
                title: say("A title"), version: "version", csrf: "token", cursor: "7", person: PageFrame.Person(name: say("ana")),
                navigation: [PageFrame.Link(name: "Home", address: "/", isCurrent: true, icon: "home")], styles: ["queue.css"],
                scripts: ["queue.js"])
            try page("frame", "frame", frame)
            try page("problem", "problem", ["title": "Not found", "message": say("There is no such thing.")])
            return pages
        }
    }

    private func incident(
        _ number: Int64, _ reader: CaseReader, _ templates: PageTemplates,
        _ page: (String, String, Any) throws -> Void, _ add: (String, String) -> Void
    ) throws {
        guard let incidentCase = try IncidentCase(IncidentID(number), reader) else { return }
        try page(
            "incident-\(number)", "incident",
            IncidentPage.model(
                incidentCase, tab: .story, content: "", tasks: 1, form: ManageForm(reader), now: PageBench.now))
        try page("pane-\(number)", "pane", SummaryPane(incidentCase, now: PageBench.now))
        for tab in IncidentPage.Tab.allCases {
            let place = IncidentPages.Place(offset: 0, moment: nil)
            let content = try IncidentPages.content(tab, incidentCase, place, reader, templates, now: PageBench.now)
            add("incident-\(number)-\(tab.rawValue)", content)
        }
        let icons = try templates.part("icons", [String: String]())
        let report = try IncidentReport(
            incidentCase, Set(IncidentReport.Part.allCases), icons: icons, by: say("ana"), reader, now: PageBench.now)
        try page("report-\(number)", "report", report)
    }
}
