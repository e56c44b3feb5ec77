internal import CaseStore
internal import Primitives
internal import SecurityModel

/// Incidents that are like this one, with what they have in common: entities that few incidents name weigh more than
/// those that many do, detectors and stages of the attack count as well.
enum SimilarTab {
    /// Entities and detectors that are looked for, at most: the attacker's first.
    static let mostClues = 16
    /// Incidents with one clue that are looked at, at most: the newest. A clue that more have says little.
    static let mostWithClue = 30
    static let most = 12

    struct Row {
        var head: IncidentHead
        /// Of everything that could be alike, in percent.
        var likeness: String
        var reasons: [String]
    }

    struct Model {
        var rows: [Row]
        /// How people judged them.
        var judged: String?
    }

    private struct Clue {
        var text: String
        var weight: Double
        var query: IncidentQuery
    }

    static func model(_ incidentCase: IncidentCase, _ reader: CaseReader, now: Timestamp) throws -> Model {
        let own = incidentCase.incident
        var found: [IncidentID: (incident: Incident, score: Double, reasons: [String])] = [:]
        let clues = clues(incidentCase)
        // The stages of the attack weigh one.
        let full = clues.reduce(1) { $0 + $1.weight }
        for clue in clues {
            let others = try reader.incidents(clue.query).filter { $0.id != own.id }
            guard !others.isEmpty else { continue }
            let share = clue.weight / Double(others.count).squareRoot()
            for other in others {
                found[other.id, default: (other, 0, [])].score += share
                found[other.id]?.reasons.append(clue.text)
            }
        }
        let best = found.values.map { entry -> (incident: Incident, score: Double, reasons: [String]) in
            let common = entry.incident.tactics.tactics.filter { own.tactics.contains(TacticSet($0)) }
            guard !common.isEmpty else { return entry }
            let all = max(entry.incident.tactics.tactics.count, own.tactics.tactics.count)
            return (
                entry.incident, entry.score + Double(common.count) / Double(all),
                entry.reasons + ["same stages: \(Amount.list(common.map(\.title)))"]
            )
        }.sorted { ($0.score, $0.incident.id) > ($1.score, $1.incident.id) }.prefix(most)
        return Model(
            rows: best.map { entry in
                Row(
                    head: IncidentHead(entry.incident, now: now),
                    likeness: "\(max(1, Int((100 * entry.score / full).rounded()))) %",
                    reasons: Array(entry.reasons.prefix(4))
                        + (entry.reasons.count > 4 ? ["and \(entry.reasons.count - 4) more"] : []))
            }, judged: judged(best.map(\.incident)))
    }

    private static func clues(_ incidentCase: IncidentCase) -> [Clue] {
        let nodes = incidentCase.graph.nodes.sorted {
            ($0.part.rawValue, -$0.alertCount, $0.id) < ($1.part.rawValue, -$1.alertCount, $1.id)
        }
        let things = nodes.prefix(mostClues).map { node in
            var query = IncidentQuery()
            query.entities = [EntityKey(node.kind, node.title, .strong)]
            let weight = node.part == .hostile ? 3.0 : node.part == .evidence ? 2.0 : 1.0
            return Clue(text: "\(node.kind.title(1)) \(node.shortLabel)", weight: weight, query: newest(query))
        }
        let detectors = incidentCase.detectors.sorted { $0.key < $1.key }.prefix(mostClues / 2).map { number, detector in
            var query = IncidentQuery()
            query.facets = [(.detector, [String(number)])]
            return Clue(text: "detector “\(detector.title)”", weight: 1.5, query: newest(query))
        }
        return things + detectors
    }

    private static func newest(_ query: IncidentQuery) -> IncidentQuery {
        var query = query
        query.order = .lastUpdate
        query.limit = mostWithClue
        return query
    }

    /// `2 of them were true positives, 1 false positive`, from those that somebody judged.
    static func judged(_ incidents: [Incident]) -> String? {
        let counts = [Classification.truePositive, .informationalExpectedActivity, .falsePositive].compactMap { kind -> String? in
            let count = incidents.count { $0.classification == kind }
            return count == 0 ? nil : "\(count) as “\(kind.words ?? "")”"
        }
        return counts.isEmpty ? nil : "People judged \(counts.joined(separator: ", "))."
    }
}
