internal import CaseStore
internal import Primitives
internal import SecurityModel

/// The things of an incident by kind: its assets with what is at risk, or the evidence with how it was judged and what became
/// of it.
enum EntitiesTab {
    struct Row {
        var chip: EntityChip
        var roles: String
        var alerts: String
        var alertWords: String
        var first: String
        var risk: Risk?
        var judgement: JudgementCell?
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
    }

    struct Model {
        var groups: [Group]
        var nothing: String
        var isEvidence: Bool
        /// What is not told.
        var note: String?
    }

    /// Assets whose criticality and tags are read, at most.
    static let mostRisks = 300

    static func assets(_ incidentCase: IncidentCase, _ reader: CaseReader) throws -> Model {
        let gravest = gravestSeverities(incidentCase)
        var read = 0
        let groups = try groups(incidentCase.assets) { node in
            var row = row(node)
            read += 1
            let severity = node.entities.compactMap { gravest[$0] }.max() ?? .unknown
            let asset = read <= mostRisks ? try node.entities.lazy.compactMap { try reader.asset($0) }.first : nil
            let criticality = asset?.criticality ?? .none
            row.risk = Risk(
                severity: severity.name, severityTitle: severity.title, criticality: asset == nil ? nil : criticality.name,
                criticalityTitle: criticality.words, tags: asset?.tags ?? [])
            return row
        }
        return Model(
            groups: groups, nothing: "No alert of this incident names an asset.", isEvidence: false,
            note: read > mostRisks ? "What depends on an asset is read for the first \(mostRisks) of \(read)." : nil)
    }

    static func evidence(_ incidentCase: IncidentCase, _ reader: CaseReader) throws -> Model {
        let judgements = try Judgements(incidentCase, reader)
        let groups = groups(incidentCase.graph.nodes.filter { $0.part != .asset }) { node in
            let judgement = judgements.judgement(of: node)
            let words = judgement.remediations.map(\.title)
            var row = row(node)
            row.judgement = JudgementCell(
                verdict: judgement.verdict.name, verdictTitle: judgement.verdict.title,
                remediation: words.isEmpty ? nil : words.joined(separator: ", "))
            return row
        }
        return Model(
            groups: groups, nothing: "No alert of this incident names anything but assets.", isEvidence: true,
            note: judgements.isPartial
                ? "Verdicts are read out of the first \(Judgements.mostAlerts) kinds of alerts; the page of an alert has its own."
                : nil)
    }

    private static func row(_ node: IncidentGraph.Node) -> Row {
        var chip = EntityChip(node)
        chip.title = node.title.middleTruncated(to: 64)
        return Row(
            chip: chip, roles: node.roles.roles.filter { $0 != .unknown }.map { $0.title.lowercased() }.joined(separator: ", "),
            alerts: Amount.grouped(node.alertCount), alertWords: Amount.text(node.alertCount, "alert"), first: node.first.minute)
    }

    private static func groups(
        _ nodes: [IncidentGraph.Node], _ row: (IncidentGraph.Node) throws -> Row
    ) rethrows -> [Group] {
        try EntityKind.allCases.compactMap { kind in
            let members = nodes.filter { $0.kind == kind }.sorted { ($0.alertCount, $1.id) > ($1.alertCount, $0.id) }
            guard !members.isEmpty else { return nil }
            return Group(
                title: kind.title(2).withCapital, count: Amount.grouped(Int64(members.count)), entities: try members.map(row))
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
