internal import Primitives
internal import SQL
public import SecurityModel

/// Walks the whole log and names everything that is not as it was written.
public struct ChangeAudit: Sendable {
    public enum Finding: Hashable, Sendable, CustomStringConvertible {
        case altered(change: Int64)
        case payloadAltered(change: Int64)
        case removed(change: Int64)
        case inserted(change: Int64)
        case linkAltered(Int64)
        case linkRemoved(Int64)
        case badSignature(link: Int64)
        case cutOff(afterLink: Int64, expected: Int64)
        case headDiffers(link: Int64)
        case alertAltered(AlertID)
        case alertRemoved(AlertID)

        public var description: String {
            switch self {
            case .altered(let change): "change \(change) was altered"
            case .payloadAltered(let change): "the content of change \(change) was altered"
            case .removed(let change): "change \(change) was removed"
            case .inserted(let change): "change \(change) was inserted"
            case .linkAltered(let link): "link \(link) of the chain was altered"
            case .linkRemoved(let link): "link \(link) of the chain was removed"
            case .badSignature(let link): "link \(link) of the chain is not signed by this installation's key"
            case .cutOff(let link, let expected): "the log was cut off after link \(link); it went on to link \(expected)"
            case .headDiffers(let link): "link \(link) is not the one that the given head names: the log was rewritten"
            case .alertAltered(let alert): "alert \(alert) is not as it was taken in"
            case .alertRemoved(let alert): "alert \(alert) was removed"
            }
        }
    }

    public struct Outcome: Sendable {
        public var findings: [Finding]
        public var changes: Int64
        public var links: Int64
        public var head: ChainHead?
    }
}

extension CaseStore {
    /// Verifies the log against its digests, signatures and, where given, a head that was kept elsewhere.
    public func audit(head: ChainHead? = nil) async throws -> ChangeAudit.Outcome {
        let seal = seal
        let heads = [head, seal.publishedHead].compactMap { $0 }
        return try await database.read { session in
            var walk = AuditWalk(seal: seal)
            try walk.run(over: session)
            for head in heads { walk.compare(with: head) }
            return walk.outcome
        }
    }
}

/// The state of one walk: links in order, each with the changes that it covers.
private struct AuditWalk {
    let seal: ChangeSeal
    var findings: [ChangeAudit.Finding] = []
    private var previous = ChainHead.none
    private var nextChange: Int64 = 1
    private var changes: Int64 = 0
    private var digestByLink: [Int64: [UInt8]] = [:]

    init(seal: ChangeSeal) {
        self.seal = seal
    }

    var outcome: ChangeAudit.Outcome {
        let head = previous.number == 0 ? nil : previous
        return ChangeAudit.Outcome(findings: findings, changes: changes, links: Int64(digestByLink.count), head: head)
    }

    mutating func run(over session: any SQLReader) throws {
        let links = try session.all(AuditWalk.links) { (ChainHead(row: $0), $0.blob(6)) }
        for (link, before) in links { try check(link, previousDigest: before, session) }
        let after = try session.all(AuditWalk.changesAfter, [.integer(previous.lastChange)]) { $0.integer(0) }
        findings += after.map(ChangeAudit.Finding.inserted)
        try checkAlerts(session)
    }

    private mutating func check(_ link: ChainHead, previousDigest: [UInt8], _ session: any SQLReader) throws {
        while previous.number + 1 < link.number {
            previous.number += 1
            findings.append(.linkRemoved(previous.number))
        }
        let digest = ChangeDigest.link(
            number: link.number, first: link.firstChange, last: link.lastChange, root: link.root, previous: previousDigest)
        let isIntact = digest == link.digest && (previousDigest == previous.digest || findings.last == .linkRemoved(link.number - 1))
        if !isIntact { findings.append(.linkAltered(link.number)) }
        if !seal.verifies(link) { findings.append(.badSignature(link: link.number)) }
        try checkChanges(of: link, session)
        digestByLink[link.number] = link.digest
        previous = link
    }

    private mutating func checkChanges(of link: ChainHead, _ session: any SQLReader) throws {
        var digests: [[UInt8]] = []
        var expected = link.firstChange
        let before = findings.count
        try session.query(AuditWalk.changesOf, [.integer(link.firstChange), .integer(link.lastChange)]) { row in
            let sequence = row.integer(0)
            while expected < sequence {
                findings.append(.removed(change: expected))
                expected += 1
            }
            expected = sequence + 1
            changes += 1
            digests.append(row.blob(9))
            if ChangeDigest.row(row) != row.blob(9) { findings.append(.altered(change: sequence)) }
            if let payload = row.optionalText(7), ChangeDigest.of(payload.utf8) != row.blob(8) {
                findings.append(.payloadAltered(change: sequence))
            }
        }
        while expected <= link.lastChange {
            findings.append(.removed(change: expected))
            expected += 1
        }
        if findings.count == before, ChangeDigest.root(of: digests) != link.root { findings.append(.linkAltered(link.number)) }
    }

    /// An alert's report is covered by the digest that the log holds from the moment it was taken in.
    private mutating func checkAlerts(_ session: any SQLReader) throws {
        try session.query(AuditWalk.additions, []) { row in
            guard let added = try? JSONValue(parsing: row.text(0))["after"]?["alerts"]?.array else { return }
            for entry in added {
                guard let id = entry["id"]?.integer, let digest = entry["digest"]?.string else { continue }
                guard let report = try session.first(AuditWalk.alert, [.integer(id)], { $0.text(0) }) else {
                    findings.append(.alertRemoved(AlertID(id)))
                    continue
                }
                if hexadecimal(ChangeDigest.of(report.utf8)) != digest { findings.append(.alertAltered(AlertID(id))) }
            }
        }
    }

    mutating func compare(with head: ChainHead) {
        guard seal.verifies(head) else {
            findings.append(.badSignature(link: head.number))
            return
        }
        if head.number > previous.number {
            findings.append(.cutOff(afterLink: previous.number, expected: head.number))
        } else if let digest = digestByLink[head.number], digest != head.digest {
            findings.append(.headDiffers(link: head.number))
        }
    }

    private static let links = SQLStatement(
        "audit.links",
        "SELECT number, first_change, last_change, root, digest, signature, previous FROM chain ORDER BY number")
    private static let changesOf = SQLStatement(
        "audit.changes",
        """
        SELECT sequence, link, time, actor, is_person, action, incident, payload, payload_digest, digest, alert FROM changes
        WHERE sequence BETWEEN ? AND ? ORDER BY sequence
        """)
    private static let changesAfter = SQLStatement(
        "audit.after", "SELECT sequence FROM changes WHERE sequence > ? ORDER BY sequence LIMIT 100")
    private static let additions = SQLStatement(
        "audit.additions", "SELECT payload FROM changes WHERE action = 'alertsAdded' AND payload IS NOT NULL ORDER BY sequence")
    private static let alert = SQLStatement("audit.alert", "SELECT report FROM alerts WHERE id = ?")
}

extension ChangeDigest {
    /// The digest of a row as it stands in the columns of the audit's question.
    fileprivate static func row(_ row: any SQLRow) -> [UInt8] {
        var actor = ChangeActor(person: row.text(3))
        actor.isPerson = row.bool(4)
        return ChangeDigest.row(
            sequence: row.integer(0), link: row.integer(1), time: Timestamp(ticks: row.integer(2)), actor: actor,
            action: row.text(5), incident: row.optionalInteger(6), alert: row.optionalInteger(10), payloadDigest: row.blob(8))
    }
}
