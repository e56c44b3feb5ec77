internal import Primitives
internal import SQL

/// One walk over the chain: links in order, each with the changes that it covers.
struct ChainWalk {
    private(set) var findings: [ChangeAudit.Finding] = []
    private(set) var changes: Int64 = 0
    private(set) var links: Int64 = 0
    private(set) var purgedPayloads: Int64 = 0

    private let seal: ChangeSeal
    private let heads: [ChainHead]
    private let retained: RetentionRecord
    private var previous = ChainHead.none
    /// The link before was found wrong or missing, so what follows cannot fit to it.
    private var isBroken = false

    init(seal: ChangeSeal, heads: [ChainHead], retained: RetentionRecord) {
        self.seal = seal
        self.heads = heads
        self.retained = retained
    }

    var head: ChainHead? { previous.number == 0 ? nil : previous }

    mutating func run(over session: any SQLReader) throws {
        findings += try session.all(ChainSQL.before) { .inserted(change: $0.integer(0)) }
        try session.query(ChainSQL.links, []) { try check(ChainHead(row: $0), after: $0.blob(6), session) }
        for head in heads where !seal.verifies(head) { report(.headUnsigned(link: head.number)) }
        let genuine = heads.filter { seal.verifies($0) }
        if let expected = genuine.map(\.number).max(), expected > previous.number {
            report(.cutOff(afterLink: previous.number, expected: expected))
        }
        // Behind a cut the changes of the links that are gone may still stand: they are no intruders.
        let sealed = max(previous.lastChange, genuine.map(\.lastChange).max() ?? 0)
        findings += try session.all(ChainSQL.after, [.integer(sealed), .integer(Int64(ChangeAudit.maximumFindings))]) {
            .inserted(change: $0.integer(0))
        }
    }

    private mutating func check(_ link: ChainHead, after digestBefore: [UInt8], _ session: any SQLReader) throws {
        while previous.number + 1 < link.number {
            previous.number += 1
            isBroken = true
            report(.linkRemoved(previous.number))
        }
        let isWhole =
            ChangeDigest.link(
                number: link.number, first: link.firstChange, last: link.lastChange, root: link.root, previous: digestBefore)
            == link.digest
        let isSigned = seal.verifies(link)
        // A link that proves itself and yet does not follow the one before accuses that one.
        if digestBefore != previous.digest, !isBroken {
            report(.linkAltered(isWhole && isSigned ? previous.number : link.number))
        }
        if !isWhole { report(.linkAltered(link.number)) }
        if isWhole, !isSigned { report(.badSignature(link: link.number)) }
        isBroken = !isWhole || !isSigned
        if heads.contains(where: { $0.number == link.number && $0.digest != link.digest && seal.verifies($0) }) {
            report(.headDiffers(link: link.number))
        }
        try checkChanges(of: link, session)
        links += 1
        previous = link
    }

    private mutating func checkChanges(of link: ChainHead, _ session: any SQLReader) throws {
        var digests: [[UInt8]] = []
        var expected = link.firstChange
        let before = findings.count
        try session.query(ChainSQL.changes, [.integer(link.firstChange), .integer(link.lastChange)]) { row in
            let sequence = row.integer(0)
            missing(expected..<sequence)
            expected = sequence + 1
            changes += 1
            digests.append(row.blob(9))
            if ChangeDigest.row(row) != row.blob(9) { report(.altered(change: sequence)) }
            checkPayload(of: sequence, row)
        }
        missing(expected..<max(expected, link.lastChange + 1))
        if findings.count == before, !isBroken, ChangeDigest.root(of: digests) != link.root {
            report(.changesReplaced(link: link.number, first: link.firstChange, last: link.lastChange))
        }
    }

    private mutating func checkPayload(of sequence: Int64, _ row: any SQLRow) {
        if let payload = row.optionalText(7) {
            if ChangeDigest.of(payload) != row.blob(8) { report(.payloadAltered(change: sequence)) }
        } else if retained.purged(change: sequence, of: row.optionalInteger(6)) {
            purgedPayloads += 1
        } else {
            report(.payloadRemoved(change: sequence))
        }
    }

    /// A link whose bounds were altered may claim any range, so no more is named than an audit answers.
    private mutating func missing(_ changes: Range<Int64>) {
        findings += changes.prefix(ChangeAudit.maximumFindings).map(ChangeAudit.Finding.removed)
    }

    private mutating func report(_ finding: ChangeAudit.Finding) {
        if findings.last != finding { findings.append(finding) }
    }
}

private enum ChainSQL {
    static let links = SQLStatement(
        "audit.links",
        "SELECT number, first_change, last_change, root, digest, signature, previous FROM chain ORDER BY number")
    static let changes = SQLStatement(
        "audit.changes",
        """
        SELECT sequence, link, time, actor, is_person, action, incident, payload, payload_digest, digest, alert FROM changes
        WHERE sequence BETWEEN ? AND ? ORDER BY sequence
        """)
    static let before = SQLStatement("audit.before", "SELECT sequence FROM changes WHERE sequence < 1 ORDER BY sequence")
    static let after = SQLStatement(
        "audit.after", "SELECT sequence FROM changes WHERE sequence > ? ORDER BY sequence LIMIT ?")
}

extension ChangeDigest {
    /// The digest of a row as it stands in the columns of the walk's question.
    fileprivate static func row(_ row: any SQLRow) -> [UInt8] {
        var actor = ChangeActor(person: row.text(3))
        actor.isPerson = row.bool(4)
        return ChangeDigest.row(
            sequence: row.integer(0), link: row.integer(1), time: Timestamp(ticks: row.integer(2)), actor: actor,
            action: row.text(5), incident: row.optionalInteger(6), alert: row.optionalInteger(10), payloadDigest: row.blob(8))
    }
}
