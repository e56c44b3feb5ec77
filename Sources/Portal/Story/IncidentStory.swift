internal import CaseStore
internal import Primitives
internal import SecurityModel

/// What happened in an incident, in sentences that each rest on its alerts. Written from facts by rule: the same incident
/// always reads the same, and one without techniques still has its story.
struct IncidentStory {
    var incident: Incident
    var groups: [AlertGroup]
    var graph: IncidentGraph
    /// The products that report it.
    var products: [String]

    /// A sentence, and the alert that it rests on: `nil` where it rests on all of them.
    struct Sentence: Equatable {
        var text: String
        var alert: AlertID?
        /// It rests on what people did, and not on alerts.
        var isOfWork = false
    }

    /// A sentence with what it rests on, for a page.
    struct Line {
        var text: String
        var address: String
        var rests: String

        init(_ sentence: Sentence, in incident: IncidentID) {
            text = sentence.text
            (address, rests) =
                sentence.alert.map { ("/alerts/\($0)", "\($0)") }
                ?? (sentence.isOfWork
                    ? ("/incidents/\(incident)/activity", "activities") : ("/incidents/\(incident)/alerts", "all alerts"))
        }
    }

    var lines: [Line] { sentences.map { Line($0, in: incident.id) } }

    var sentences: [Sentence] {
        [beginning, extent, hostile, reach, end, openQuestions].compactMap(\.self)
    }

    private var beginning: Sentence? {
        guard let first = groups.first else { return nil }
        let place = assets(in: first).first.map { " on \($0)" } ?? ""
        return Sentence(text: "It began at \(first.firstActivity.minute) with “\(first.title)”\(place).", alert: first.example)
    }

    private var extent: Sentence? {
        let assets = graph.nodes.filter { $0.part == .asset }
        guard !assets.isEmpty else {
            return Sentence(
                text:
                    "\(Amount.text(incident.alertCount, "alert")) of \(source) \(incident.alertCount == 1 ? "names" : "name") no asset of yours."
            )
        }
        let kinds = EntityKind.allCases.compactMap { kind -> String? in
            let count = assets.filter { $0.kind == kind }.reduce(0) { $0 + $1.size }
            return count == 0 ? nil : Amount.text(Int64(count), kind.title(1), kind.title(2))
        }
        let most = assets.sorted { ($0.alertCount, $1.id) > ($1.alertCount, $0.id) }.map(\.shortLabel)
        let span = incident.lastActivity > incident.firstActivity ? " within \(duration)" : ""
        let chief = most.count > 2 ? ", above all \(Amount.list(Array(most.prefix(2))))" : ": \(Amount.list(most))"
        return Sentence(
            text:
                "\(Amount.text(incident.alertCount, "alert")) of \(source)\(span) \(incident.alertCount == 1 ? "concerns" : "concern") "
                + "\(Amount.list(kinds, most: 8))\(chief).")
    }

    private var hostile: Sentence? {
        let hostile = graph.nodes.filter { $0.part == .hostile }.sorted { ($0.alertCount, $1.id) > ($1.alertCount, $0.id) }
        guard let chief = hostile.first else { return nil }
        let alert = groups.first { group in group.entities.contains { chief.entities.contains($0.entity) } }?.example
        let count = hostile.reduce(0) { $0 + $1.size }
        let others = count > 1 ? ", one of \(count) entities on the attacker's side" : ""
        return Sentence(
            text: "\(chief.shortLabel) is named by \(Amount.text(chief.alertCount, "alert"))\(others).", alert: alert)
    }

    private var reach: Sentence? {
        let tactics = incident.tactics.tactics
        guard let last = tactics.last else {
            return Sentence(text: "No product named a technique; order and rarity of the alerts have to tell the stages.")
        }
        let group = groups.first { $0.tactics.contains(TacticSet(last)) }
        return Sentence(
            text: tactics.count == 1
                ? "It shows one tactic: \(last.title)."
                : "It went through \(tactics.count) tactics, from \(tactics[0].title) to \(last.title).",
            alert: group?.example)
    }

    private var end: Sentence? {
        guard let last = groups.max(by: { $0.lastActivity < $1.lastActivity }), groups.count > 1 else { return nil }
        return Sentence(text: "The last of it was “\(last.title)” at \(last.lastActivity.minute).", alert: last.example)
    }

    private var openQuestions: Sentence? {
        guard incident.status.isOpen else { return nil }
        var open: [String] = []
        if incident.assignedTo.isEmpty { open.append("nobody owns it") }
        if incident.classification == .unknown { open.append("it is not classified") }
        return open.isEmpty ? nil : Sentence(text: "Open: \(Amount.list(open)).", isOfWork: true)
    }

    private var source: String { products.isEmpty ? "one product" : Amount.list(products, most: 2) }
    private var duration: String { Amount.span(incident.lastActivity - incident.firstActivity) }

    private func assets(in group: AlertGroup) -> [String] {
        graph.nodes.filter { node in
            node.part == .asset && group.entities.contains { node.entities.contains($0.entity) }
        }.map(\.label)
    }
}

extension Timestamp {
    /// `2026-05-04 12:30` in UTC.
    var minute: String { rfc3339.prefix(16).replacing("T", with: " ") + " UTC" }
}
