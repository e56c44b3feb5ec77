internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The page of a process: what ran, on what and as whom, and where else the same command line or the same program ran.
struct ProcessPage {
    struct Row {
        var alert: AlertHead
        var address: String
        var commandLine: String
        var started: String
        var startedExact: String
        var device: EntityChip?
        var account: String?
        /// The same command line.
        var isSame: Bool
    }

    /// Alerts of its program that are looked through, the newest, at most.
    static let mostAlerts = 100
    static let mostRows = 50
    static let mostIncidents = 12

    var title: String
    var commandLine: String?
    var verdict: String?
    var verdictTitle: String
    var isHostile: Bool
    var device: EntityChip?
    var account: String?
    var parent: String?
    var started: String
    var first: String
    var last: String
    var figures: [EntityPage.Figure]
    var prevalence: [String]
    var program: String?
    var facts: [EvidenceLine.Fact]
    var hunts: [EntityHunt]
    var incidents: [EntityPage.IncidentRow]
    var rows: [Row]
    var moreRows: String?
    var alert: AlertHead

    /// - Returns: `nil` where that piece of the alert's evidence is no process.
    init?(_ alert: Alert, at place: Int, mayHunt: Bool, _ reader: CaseReader, now: Timestamp) throws {
        guard let own = ProcessRun(alert, at: place) else { return nil }
        let scopes = try reader.sourceScopes()
        let keys = own.program(scope: scopes[alert.report.source])
        let programs = try keys.compactMap { try reader.entityID($0) }
        let named = programs.isEmpty ? [] : try reader.alerts(naming: programs, limit: ProcessPage.mostAlerts)
        let runs = ProcessPage.runs(of: keys, in: named.contains { $0.id == alert.id } ? named : [alert] + named, own, scopes)
        let same = runs.filter { $0.isLike(own) }
        let judgement = ProcessPage.judgement(of: same)
        title = own.name
        commandLine = own.commandLine
        verdict = judgement.verdict == .unknown ? nil : judgement.verdict.name
        verdictTitle = judgement.verdict.title
        isHostile = same.contains { !RoleSet($0.process.roles).isDisjoint(with: RoleSet([.attacker, .commandAndControl])) }
        device = try ProcessPage.chip(own, scopes, reader)
        (account, parent, started) = (own.account, own.parent, AlertPage.time(own.started))
        first = AlertPage.time(same.map(\.started).min() ?? own.started)
        last = AlertPage.time(same.map(\.alert.report.lastActivity).max() ?? alert.report.lastActivity)
        let homes = same.map(\.alert.incident).distinct
        figures = ProcessPage.figures(same, incidents: homes.count)
        prevalence = ProcessPage.prevalence(own, same, of: runs, named: named.count)
        program = programs.first.map { "/entities/\($0)" }
        facts = Array(EvidenceLine.facts(.object(own.process.fields)).prefix(EvidenceLine.mostFields))
        hunts = mayHunt ? EntityHunt.all(EntityKey(.process, own.name, .weak)) : []
        incidents = try homes.prefix(ProcessPage.mostIncidents).compactMap { try reader.incident($0) }.map {
            EntityPage.IncidentRow(head: IncidentHead($0, now: now), updated: RelativeTime.text($0.lastUpdate, now: now))
        }
        let shown = runs.sorted { ($0.started, $0.alert.id, $0.place) > ($1.started, $1.alert.id, $1.place) }
        rows = try shown.prefix(ProcessPage.mostRows).map { run in
            Row(
                alert: try AlertHead(run.alert, reader, now: now), address: run.address,
                commandLine: run.commandLine ?? run.name, started: run.started.minute, startedExact: run.started.rfc3339,
                device: try ProcessPage.chip(run, scopes, reader), account: run.account, isSame: run.isLike(own))
        }
        moreRows = shown.count > rows.count ? Amount.grouped(Int64(shown.count - rows.count)) : nil
        self.alert = try AlertHead(alert, reader, now: now)
    }

    /// Everything that ran of a program in some alerts, and the process itself.
    private static func runs(
        of program: [EntityKey], in alerts: [Alert], _ own: ProcessRun, _ scopes: SourceScopes
    ) -> [ProcessRun] {
        alerts.flatMap { alert in
            alert.report.evidence.indices.compactMap { ProcessRun(alert, at: $0) }.filter { run in
                (run.alert.id == own.alert.id && run.place == own.place)
                    || !Set(run.program(scope: scopes[alert.report.source])).isDisjoint(with: program)
            }
        }
    }

    private static func judgement(of runs: [ProcessRun]) -> Judgements.Judgement {
        runs.reduce(into: Judgements.Judgement()) { $0.add($1.process) }
    }

    private static func chip(_ run: ProcessRun, _ scopes: SourceScopes, _ reader: CaseReader) throws -> EntityChip? {
        guard let device = run.device else { return nil }
        let keys = device.entityKeys(scope: scopes[run.alert.report.source]).filter { $0.kind == .device }
        guard let best = keys.max(by: { $0.readability < $1.readability }) else { return nil }
        return EntityChip(.device, best.value, part: .asset, entity: try reader.entityID(best))
    }

    private static func figures(_ same: [ProcessRun], incidents: Int) -> [EntityPage.Figure] {
        func figure(_ count: Int, _ one: String, _ many: String) -> EntityPage.Figure {
            EntityPage.Figure(value: Amount.grouped(Int64(count)), title: count == 1 ? one : many, target: nil)
        }
        return [
            figure(Set(same.map(\.alert.id)).count, "alert tells of it", "alerts tell of it"),
            figure(incidents, "incident", "incidents"),
            figure(Set(same.compactMap { $0.device?.title.lowercased() }).count, "device", "devices"),
            figure(Set(same.compactMap { $0.account?.lowercased() }).count, "account", "accounts"),
        ]
    }

    /// How widely it occurs, in sentences.
    private static func prevalence(_ own: ProcessRun, _ same: [ProcessRun], of runs: [ProcessRun], named: Int) -> [String] {
        let (alike, all) = (Set(same.map(\.alert.id)).count, Set(runs.map(\.alert.id)).count)
        guard all > 1 else { return ["No other alert tells of \(own.name)."] }
        let among = named < mostAlerts ? "the \(all) alerts" : "the newest \(all) alerts"
        let lines = Set(runs.map { $0.commandLine?.lowercased() }).count
        return [
            "This command line is in \(alike) of \(among) that tell of \(own.name).",
            lines == 1 ? "It ran with no other command line." : "It ran with \(lines) different command lines.",
        ]
    }
}
