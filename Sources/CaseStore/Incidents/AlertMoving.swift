internal import Primitives
internal import SQL
public import SecurityModel

/// Alerts that go into another incident together.
public struct AlertMove: Sendable {
    public var alerts: [AlertID]
    public var target: IncidentID
    public var reasons: [LinkReason]
    /// Reasons of alerts that come back to where they were: those stand beside them again, instead of the others.
    public var former: [AlertID: [LinkReason]]

    public init(
        _ alerts: [AlertID], to target: IncidentID, reasons: [LinkReason], former: [AlertID: [LinkReason]] = [:]
    ) {
        (self.alerts, self.target, self.reasons, self.former) = (alerts, target, reasons, former)
    }
}

extension CaseTransaction {
    /// Puts alerts into other incidents, move after move. They leave everything that their old home was merged into.
    ///
    /// What an incident counts is written once for all moves: to read anew what cannot be subtracted takes a look at all of
    /// its alerts, and where machines beat thousands of runs leave the same incident at once.
    public func move(_ moves: [AlertMove]) throws {
        var moved: [AlertID: Moved] = [:]
        var logged: [LoggedMove] = []
        var networks: [Int64: Bool] = [:]
        for move in moves {
            let why = LinkReason.text(move.reasons)
            var entry = LoggedMove(move)
            for alert in move.alerts {
                let known = try moved[alert] ?? placed(alert) { try isNetwork($0, &networks) }.map { Moved(from: $0) }
                guard var known, known.home != move.target else { continue }
                entry.homes[known.home, default: []].append((alert, known.origin.digest))
                entry.former[alert] = known.reasons
                (known.home, known.reasons) = (move.target, move.former[alert].map(LinkReason.text) ?? why)
                moved[alert] = known
            }
            logged.append(entry)
        }
        try settle(moved)
        for entry in logged { try log(entry) }
    }

    /// Where an alert comes from, and where its latest move puts it.
    private struct Moved {
        let origin: PlacedAlert
        var home: IncidentID
        /// As a row keeps them.
        var reasons: String

        init(from origin: PlacedAlert) { (self.origin, home, reasons) = (origin, origin.home, origin.reasons) }
    }

    /// Puts each alert where it ends. Where it stopped on its way counts nothing of it.
    private func settle(_ moved: [AlertID: Moved]) throws {
        var (leaving, joining) = ([IncidentID: IncidentDelta](), [IncidentID: IncidentDelta]())
        for (alert, entry) in moved.sorted(by: { $0.key < $1.key }) {
            try rehome(alert, to: entry.home, because: entry.reasons)
            guard entry.home != entry.origin.home else { continue }
            leaving[entry.origin.home, default: IncidentDelta()].add(entry.origin.counted)
            joining[entry.home, default: IncidentDelta()].add(entry.origin.counted)
        }
        // First what is added: an incident that was merged into the target counts what comes out of it there.
        for (incident, delta) in joining.sorted(by: { $0.key < $1.key }) { try apply(delta, to: incident) }
        try remove(leaving)
    }

    private func isNetwork(_ entity: Int64, _ known: inout [Int64: Bool]) throws -> Bool {
        if let answer = known[entity] { return answer }
        let answer = try reader.entity(entity)?.kind == .network
        known[entity] = answer
        return answer
    }

    private func remove(_ leaving: [IncidentID: IncidentDelta]) throws {
        var stale: Set<IncidentID> = []
        for (home, delta) in leaving.sorted(by: { $0.key < $1.key }) {
            for incident in try path(from: home) {
                try remove(delta, from: incident)
                stale.insert(incident)
            }
        }
        for incident in stale.sorted() { try rederive(incident) }
    }
}
