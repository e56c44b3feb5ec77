internal import Correlation
internal import Primitives
internal import SecurityModel

/// A person's decision as the store keeps it, so that a replay of the history takes the same turns.
enum DecisionRecord: Hashable, Sendable {
    case merge(IncidentID, IncidentID)
    case undoMerge(source: IncidentID)
    case move([AlertID], source: IncidentID, target: IncidentID?)
    case undoMove([AlertID], source: IncidentID, target: IncidentID)
    case open(IncidentID)
    case adopt(IncidentID)
    case resolve(IncidentID)
    case reopen(IncidentID)
    case assign(IncidentID, owner: String)
    case classify(IncidentID, Classification, Determination)
    case rate([EntityRating])

    var isUndoneMove: Bool { if case .undoMove = self { true } else { false } }

    var text: String {
        let json: JSONValue =
            switch self {
            case .merge(let one, let other): ["merge": [.integer(one.number), .integer(other.number)]]
            case .undoMerge(let source): ["undoMerge": .integer(source.number)]
            case .move(let alerts, let source, let target):
                [
                    "move": .array(alerts.map { .integer($0.number) }), "source": .integer(source.number),
                    "target": target.map { .integer($0.number) } ?? .null,
                ]
            case .undoMove(let alerts, let source, let target):
                [
                    "undoMove": .array(alerts.map { .integer($0.number) }), "source": .integer(source.number),
                    "target": .integer(target.number),
                ]
            case .open(let incident): ["open": .integer(incident.number)]
            case .adopt(let incident): ["adopt": .integer(incident.number)]
            case .resolve(let incident): ["resolve": .integer(incident.number)]
            case .reopen(let incident): ["reopen": .integer(incident.number)]
            case .assign(let incident, let owner): ["assign": .integer(incident.number), "owner": .string(owner)]
            case .classify(let incident, let classification, let determination):
                [
                    "classify": .integer(incident.number), "classification": .string(classification.name),
                    "determination": .string(determination.name),
                ]
            case .rate(let ratings):
                ["rate": .array(ratings.map { [.integer(Int64($0.entity)), .integer(Int64($0.criticality))] })]
            }
        return json.text
    }

    init?(text: String) {
        guard let json = try? JSONValue(parsing: text), let kind = json.object?.members.first else { return nil }
        let incident = IncidentID(kind.value.integer ?? 0)
        switch kind.name {
        case "merge":
            guard let ids = kind.value.array?.compactMap(\.integer), ids.count == 2 else { return nil }
            self = .merge(IncidentID(ids[0]), IncidentID(ids[1]))
        case "undoMerge": self = .undoMerge(source: incident)
        case "move":
            guard let alerts = kind.value.array?.compactMap(\.integer), let source = json["source"]?.integer else { return nil }
            self = .move(
                alerts.map { AlertID($0) }, source: IncidentID(source),
                target: json["target"]?.integer.map { IncidentID($0) })
        case "undoMove":
            guard let alerts = kind.value.array?.compactMap(\.integer), let source = json["source"]?.integer,
                let target = json["target"]?.integer
            else { return nil }
            self = .undoMove(alerts.map { AlertID($0) }, source: IncidentID(source), target: IncidentID(target))
        case "open": self = .open(incident)
        case "adopt": self = .adopt(incident)
        case "resolve": self = .resolve(incident)
        case "reopen": self = .reopen(incident)
        case "assign": self = .assign(incident, owner: json["owner"]?.string ?? "")
        case "classify":
            self = .classify(
                incident, json["classification"]?.string.flatMap { Classification(name: $0) } ?? .unknown,
                json["determination"]?.string.flatMap { Determination(name: $0) } ?? .unknown)
        case "rate":
            self = .rate(
                (kind.value.array ?? []).compactMap { pair in
                    guard let entity = pair.array?.first?.integer, let level = pair.array?.last?.integer else { return nil }
                    return EntityRating(
                        entity: Int32(truncatingIfNeeded: entity), criticality: UInt8(truncatingIfNeeded: level))
                })
        default: return nil
        }
    }
}

extension HumanDecision {
    /// - Parameter observe: reads an alert as correlation saw it.
    init(_ record: DecisionRecord, observe: (AlertID) throws -> Observation?) rethrows {
        self =
            switch record {
            case .merge(let one, let other): .merge(one.number, other.number)
            case .undoMerge(let source): .undoMerge(source: source.number)
            case .move(let alerts, let source, let target):
                .moveAlerts(try alerts.compactMap(observe), source: source.number, target: target?.number)
            case .undoMove(let alerts, let source, let target):
                .undoMove(try alerts.compactMap(observe), source: source.number, target: target.number)
            case .open: .open
            case .adopt(let incident): .adopt(incident.number)
            case .resolve(let incident): .resolve(incident.number)
            case .reopen(let incident): .reopen(incident.number)
            case .assign(let incident, let owner): .assign(incident.number, owner: HumanDecision.number(of: owner))
            case .classify(let incident, let classification, let determination):
                .classify(
                    incident.number, classification: Int32(classification.rawValue), determination: Int32(determination.rawValue),
                    verdict: Verdict(classification))
            case .rate(let ratings): .rate(ratings)
            }
    }

    /// Correlation only compares owners, so a digest of the name serves; 0 is nobody.
    private static func number(of owner: String) -> Int64 {
        guard !owner.isEmpty else { return 0 }
        var digest = Fingerprint()
        digest.add(owner.utf8)
        return Int64(bitPattern: digest.high ^ digest.low) | 1
    }
}

extension Verdict {
    init(_ classification: Classification) {
        self =
            switch classification {
            case .truePositive: .confirmed
            case .falsePositive, .informationalExpectedActivity: .refuted
            case .unknown: .none
            }
    }
}
