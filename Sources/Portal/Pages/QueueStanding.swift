internal import Correlation
internal import SecurityModel

/// Why an incident is on the queue or kept off it, in one sentence, out of the terms of its priority: the rule is that of
/// `Correlator.belongsOnQueue`.
enum QueueStanding {
    static func sentence(of incident: Incident) -> String {
        guard incident.status.isOpen else { return "It left the queue when it was \(incident.status.title.lowercased())." }
        return incident.isOnQueue ? on(incident) : off(incident)
    }

    private static let policy = CorrelationPolicy()

    private static func on(_ incident: Incident) -> String {
        // Whoever does not see all alerts does not see the terms.
        guard !incident.priorityFactors.isEmpty || incident.continues != nil else { return "It is on the queue." }
        var reasons: [String] = []
        let bits = bits(incident)
        if bits >= policy.strongBits {
            reasons.append(
                "its alerts are rare enough where they occurred (\(bits.short) bits, \(policy.strongBits.short) are needed)")
        }
        if points(.severity, incident) >= policy.graveBits { reasons.append("one of them is grave by itself") }
        if points(.persistence, incident) > 0 { reasons.append("it keeps a beat") }
        if count(.sharedEntities, incident) >= policy.agreeingProducts {
            reasons.append("\(count(.sharedEntities, incident)) products name the same things")
        }
        if incident.continues != nil { reasons.append("it goes on from one that was resolved") }
        if reasons.isEmpty, points(.variety, incident) > 0 {
            reasons.append("many kinds of alert came at once, with no history to compare")
        }
        if reasons.isEmpty { reasons.append("its alerts share rare things, or a person put it together") }
        return "It is on the queue because \(Amount.list(reasons, most: 6))."
    }

    private static func off(_ incident: Incident) -> String {
        guard !incident.priorityFactors.isEmpty else {
            return incident.priority > 0
                ? "It is kept off the queue."
                : "It is kept off the queue: alerts like these are routine where they occurred, or tell little by themselves."
        }
        return "It is kept off the queue: its alerts are worth \(bits(incident).short) bits of surprise where they occurred, "
            + "\(policy.strongBits.short) are needed, and none is grave by itself. The priority only orders what is on the queue."
    }

    private static func bits(_ incident: Incident) -> Double {
        points(.rarity, incident) + points(.reliability, incident)
    }

    private static func points(_ kind: PriorityTerm.Kind, _ incident: Incident) -> Double {
        incident.priorityFactors.first { $0.name == "\(kind)" }?.points ?? 0
    }

    /// Each product beyond the first adds 4 points.
    private static func count(_ kind: PriorityTerm.Kind, _ incident: Incident) -> Int {
        let points = points(kind, incident)
        return points > 0 ? Int((points / 4).rounded()) + 1 : 0
    }
}
