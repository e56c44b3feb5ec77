import CaseStore
import Detection
import KQL
import Primitives
import SecurityModel

@testable import Flow
@testable import Hunting
@testable import Portal

extension PageBench {
    /// The pages of hunts and rules, with every text that people write into them.
    func huntingPages(_ reader: CaseReader, _ page: (String, String, Any) throws -> Void) throws {
        let short = { (text: String) in String(say(text).prefix(100)) }
        let authorship = Authorship(
            created: PageBench.start, createdBy: short("ana"), updated: PageBench.start + .hours(1), updatedBy: short("ben"))
        let kept = [
            SavedHunt(name: short("Mine"), owner: "ana", query: say("AlertInfo | take 5"), authorship: authorship),
            SavedHunt(name: short("Everybody's"), owner: nil, query: say("AlertInfo | take 7"), authorship: authorship),
        ]
        let help = [
            TableHelp(
                name: "AlertInfo", summary: "One row for each alert.",
                columns: [ColumnHelp(name: "Title", type: .string, meaning: "What the alert says.")])
        ]
        try page("hunting", "hunting", HuntingPage([("query", say("AlertInfo | count"))], help: help, kept: kept))
        try page(
            "hunt-usage", "hunt-usage", HuntUsagePage(used(say, short), share: 0.83, warning: "Nearly used up.", HuntPolicy()))
        let rule = try DetectionRule(
            properties: JSONObject([
                .init(name: "displayName", value: .string(short("Many mails at once"))),
                .init(name: "description", value: .string(short("More than a person writes."))),
                .init(name: "query", value: .string("EmailEvents // \(short("by sender")) \n| take 5")),
                .init(name: "severity", value: "high"), .init(name: "enabled", value: true),
            ]))
        let health = DetectionHealth(
            saved: SavedDetection(
                name: "many-mails", displayName: rule.displayName, isEnabled: true, properties: rule.properties,
                authorship: authorship),
            rule: .success(rule), state: failed, lastRun: run(short), totals: DetectionTotals(),
            nextRun: PageBench.now + .minutes(20))
        try page("rules", "rules", RuleList([health], mayChange: true, mayHunt: true, now: PageBench.now))
        let alerts = try reader.alerts(of: IncidentID(1), limit: 2).map { try AlertHead($0, reader, now: PageBench.now) }
        try page("rule", "rule", RulePage(health, [run(short)], alerts, mayChange: true, now: PageBench.now))
        try page("rule-form", "rule-form", RuleForm(rule, named: "many-mails", columns: [say("Timestamp"), "DeviceName"]))
        try page("rule-problem", "rule-problem", ["problem": say("The query names no table.")])
        let menu = EntityActions(
            3, EntityKey(.device, say("ws-042"), .strong), EntityActions.Rights(mayHunt: true, mayManage: true))
        try page("entity-menu", "entity-menu", menu)
    }

    private func used(_ say: (String) -> String, _ short: (String) -> String) -> [HuntUsage.Entry] {
        [(HuntInterface.portal, 0.6, HuntUsage.State.completed, 26), (.api, 0.2, .failed, 25), (.detection, 0, .completed, 1)].map
        {
            interface, share, state, hours in
            HuntUsage.Entry(
                account: interface == .detection ? "" : short("ana"), interface: interface, query: say("AlertInfo | take 5"),
                span: interface == .api ? HuntSpan(start: PageBench.start) : HuntSpan(), begun: PageBench.start + .hours(hours),
                seconds: share * 900 + 1, rows: 5, memory: 3 << 20, share: share, state: state)
        }
    }

    private var failed: DetectionState {
        var state = DetectionState()
        (state.failures, state.completed) = (2, PageBench.start)
        return state
    }

    private func run(_ short: (String) -> String) -> DetectionRun {
        var run = DetectionRun(
            rule: "many-mails", after: PageBench.start, through: PageBench.start + .hours(1), started: PageBench.start + .hours(1)
        )
        (run.status, run.error, run.rows) = (.failed, short("the table is gone"), 4)
        return run
    }
}
