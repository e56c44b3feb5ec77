internal import SecurityModel

/// Why an incident is on the queue or kept off it, in one sentence, out of the grounds that its ranking found.
enum StandingSentence {
    /// Grounds that it names, at most.
    private static let mostGrounds = 6

    static func sentence(of incident: Incident) -> String {
        guard incident.status.isOpen else { return "It left the queue when it was \(incident.status.title.lowercased())." }
        let grounds = Amount.list(incident.queueGrounds.map(\.text), most: mostGrounds)
        // Whoever does not see all alerts does not see the grounds.
        if incident.isOnQueue { return grounds.isEmpty ? "It is on the queue." : "It is on the queue because \(grounds)." }
        guard !grounds.isEmpty else { return "It is kept off the queue." }
        let order = incident.priority > 0 ? " The priority only orders what is on the queue." : ""
        return "It is kept off the queue: \(grounds).\(order)"
    }
}
