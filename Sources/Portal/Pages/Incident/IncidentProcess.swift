internal import CaseStore
internal import Primitives
internal import SecurityModel

/// A process as the alerts of an incident tell it: by its program and its command line, whoever ran it.
struct IncidentProcess {
    var name: String
    var commandLine: String
    var judgement = Judgements.Judgement()
    var roles: RoleSet
    var alertCount: Int64
    var first: Timestamp
    /// An alert that tells of it, and its place among the evidence there.
    var example: AlertID
    var place: Int

    /// `nil` for what is no process, and for one of which nothing is known.
    init?(_ evidence: Evidence, at place: Int, in group: AlertGroup) {
        guard evidence.kind == .process else { return nil }
        (name, commandLine) = (evidence.text("imageFile.fileName") ?? "", evidence.text("processCommandLine") ?? "")
        guard !name.isEmpty || !commandLine.isEmpty else { return nil }
        roles = RoleSet(evidence.roles)
        (alertCount, first) = (group.alertCount, group.firstActivity)
        (example, self.place) = (group.example, place)
        judgement.add(evidence)
    }

    /// - Parameter other: the same process in other alerts.
    mutating func add(_ other: IncidentProcess) {
        judgement.add(other.judgement)
        roles.formUnion(other.roles)
        first = min(first, other.first)
        // One alert may name it several times.
        if other.example != example { alertCount += other.alertCount }
    }

    var isHostile: Bool { !roles.isDisjoint(with: RoleSet([.attacker, .commandAndControl])) }
}
