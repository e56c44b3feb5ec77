internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The things of an incident by kind: its assets with what is at risk, or the evidence with how it was judged and what became
/// of it.
enum EntitiesTab {
    struct Row {
        var chip: EntityChip
        var roles: String
        /// The roles that matter less, and how many they are; `nil` where all are shown.
        var moreRoles: Roles?
        var alerts: String
        var alertWords: String
        /// How many of them name an address of it, and not itself.
        var byAddress: String?
        var first: String
        var risk: Risk?
        var judgement: JudgementCell?
    }

    struct Roles {
        var words: String
        var count: String
    }

    struct Risk {
        var severity: String
        var severityTitle: String
        var criticality: String?
        var criticalityTitle: String
        var tags: [String]
    }

    struct JudgementCell {
        var verdict: String
        var verdictTitle: String
        /// What became of it; `nil` where nothing did.
        var remediation: String?
    }

    struct Group {
        var title: String
        var count: String
        var entities: [Row]
        /// What is not shown.
        var more: String?
    }

    struct Model {
        var groups: [Group]
        var nothing: String
        var isEvidence: Bool
        /// What is not told.
        var note: String?
        /// Alerts that the things are not read from.
        var untold: String?
        var unknown: UnknownEvidence?
    }

    /// Roles that are shown at once.
    static let mostRoles = 3
    /// Assets whose criticality and tags are read, at most.
    static let mostRisks = 300
    static let mostProcesses = 300

    /// Of the names of a thing the one on which most depends: a rule or a person may have spoken of any.
    static func mostCritical(of node: IncidentGraph.Node, _ reader: CaseReader) throws -> Asset? {
        var found: Asset?
        for name in node.entities {
            guard let asset = try reader.asset(name) else { continue }
            if found.map({ $0.criticality.rawValue < asset.criticality.rawValue }) ?? true { found = asset }
        }
        return found
    }

    static func assets(_ incidentCase: IncidentCase, _ reader: CaseReader) throws -> Model {
        let gravest = gravestSeverities(incidentCase)
        let nodes = incidentCase.assets
        let assets = try nodes.prefix(mostRisks).map { node in
            try mostCritical(of: node, reader)
        }
        // What most depends on stands first, then what the gravest alerts name.
        var places: [(node: IncidentGraph.Node, asset: Asset?, severity: AlertSeverity)] = []
        for (place, node) in nodes.enumerated() {
            let severity = node.entities.compactMap { gravest[$0] }.max() ?? .unknown
            places.append((node, place < assets.count ? assets[place] : nil, severity))
        }
        places.sort { left, right in
            let (mine, other) = (left.asset?.criticality ?? .none, right.asset?.criticality ?? .none)
            return (mine.rawValue, left.severity, left.node.alertCount, right.node.id)
                > (other.rawValue, right.severity, right.node.alertCount, left.node.id)
        }
        let risks = Dictionary(uniqueKeysWithValues: places.map { ($0.node.id, risk($0.asset, $0.severity)) })
        let groups = groups(places.map(\.node), incidentCase.untold) { node in
            var row = row(node)
            row.risk = risks[node.id]
            return row
        }
        return Model(
            groups: groups, nothing: "No alert of this incident names an asset.", isEvidence: false,
            note: nodes.count > mostRisks
                ? "What depends on an asset is read for the first \(mostRisks) of \(nodes.count)." : nil,
            untold: incidentCase.untold.notice)
    }

    private static func risk(_ asset: Asset?, _ severity: AlertSeverity) -> Risk {
        let criticality = asset?.criticality ?? .none
        return Risk(
            severity: severity.name, severityTitle: severity.title, criticality: asset == nil ? nil : criticality.name,
            criticalityTitle: criticality.words, tags: asset?.tags ?? [])
    }

    static func evidence(_ incidentCase: IncidentCase, _ reader: CaseReader) throws -> Model {
        let judgements = try Judgements(incidentCase, reader)
        let others = incidentCase.graph.nodes.filter { $0.part != .asset }
            .sorted { ($0.alertCount, $1.id) > ($1.alertCount, $0.id) }
        let groups = groups(others, incidentCase.untold) { node in
            var row = row(node)
            row.judgement = cell(judgements.judgement(of: node))
            return row
        }
        return Model(
            groups: [processes(judgements.processes)].compactMap(\.self) + groups,
            nothing: incidentCase.unknown == nil
                ? "No alert of this incident names anything but assets."
                : "Of the kinds that are known here, no alert of this incident names anything but assets.",
            isEvidence: true,
            note: judgements.isPartial
                ? "Verdicts are read out of the first \(Judgements.mostAlerts) kinds of alerts; the page of an alert has its own."
                : nil,
            untold: incidentCase.untold.notice, unknown: incidentCase.unknown)
    }

    /// The processes, those of the gravest verdict and of the most alerts first.
    private static func processes(_ processes: [IncidentProcess]) -> Group? {
        guard !processes.isEmpty else { return nil }
        let ordered = processes.sorted {
            ($0.judgement.gravity, $0.alertCount, $1.first) > ($1.judgement.gravity, $1.alertCount, $0.first)
        }
        let rows = ordered.prefix(mostProcesses).map { process in
            Row(
                chip: EntityChip(process),
                roles: process.roles.roles.filter { $0 != .unknown }.map { $0.title.lowercased() }.joined(separator: ", "),
                alerts: Amount.grouped(process.alertCount), alertWords: Amount.text(process.alertCount, "alert"),
                first: process.first.minute, judgement: cell(process.judgement))
        }
        return Group(
            title: EntityKind.process.title(2).withCapital, count: Amount.grouped(Int64(processes.count)), entities: rows,
            more: processes.count > rows.count
                ? "and \(Amount.grouped(Int64(processes.count - rows.count))) more, with their alerts" : nil)
    }

    private static func cell(_ judgement: Judgements.Judgement) -> JudgementCell {
        let words = judgement.remediations.map(\.title)
        return JudgementCell(
            verdict: judgement.verdict.name, verdictTitle: judgement.verdict.title,
            remediation: words.isEmpty ? nil : words.joined(separator: ", "))
    }

    private static func row(_ node: IncidentGraph.Node) -> Row {
        var chip = EntityChip(node)
        chip.title = node.title.middleTruncated(to: 64)
        let roles = roles(node)
        // One that is left out would take as much room as it does.
        let shown = roles.count > mostRoles + 1 ? Array(roles.prefix(mostRoles)) : roles
        let rest = roles.dropFirst(shown.count)
        return Row(
            chip: chip, roles: shown.joined(separator: ", "),
            moreRoles: rest.isEmpty ? nil : Roles(words: rest.joined(separator: ", "), count: "\(rest.count) more"),
            alerts: Amount.grouped(node.alertCount), alertWords: Amount.text(node.alertCount, "alert"),
            byAddress: node.byAddressCount > 0 ? "\(Amount.grouped(node.byAddressCount)) by its address" : nil,
            first: node.first.minute)
    }

    /// What a thing comes to stands first: of an asset what befell it, of the attacker's what it did.
    private static func roles(_ node: IncidentGraph.Node) -> [String] {
        let struck: [EvidenceRole] = [.compromised, .attacked, .destination, .policyViolator, .suspicious]
        let acting: [EvidenceRole] = [.commandAndControl, .attacker, .source, .suspicious]
        let order = node.part == .asset ? struck + acting : acting + struck
        let roles = node.roles.roles.filter { $0 != .unknown }
        let ordered = order.filter(roles.contains) + roles.filter { !order.contains($0) }
        return ordered.distinct.map { $0.title.lowercased() }
    }

    /// The nodes by kind, each in the order that they come in.
    private static func groups(
        _ nodes: [IncidentGraph.Node], _ untold: Untold, _ row: (IncidentGraph.Node) throws -> Row
    ) rethrows -> [Group] {
        try EntityKind.allCases.compactMap { kind in
            let members = nodes.filter { $0.kind == kind }
            guard !members.isEmpty else { return nil }
            return Group(
                title: kind.title(2).withCapital, count: untold.count(members.count), entities: try members.map(row))
        }
    }

    /// By entity, the highest severity of the alerts that name it.
    private static func gravestSeverities(_ incidentCase: IncidentCase) -> [Int64: AlertSeverity] {
        var gravest: [Int64: AlertSeverity] = [:]
        for group in incidentCase.groups {
            for mention in group.entities {
                gravest[mention.entity] = max(gravest[mention.entity] ?? .unknown, group.severity)
            }
        }
        return gravest
    }
}
