internal import Primitives
internal import SQL
internal import SecurityModel

/// The rows that one transaction appends, and the link of the chain that closes it.
final class ChangeLog {
    private let session: any SQLWriter
    private let actor: ChangeActor
    private let time: Timestamp
    /// The link that stood before this transaction.
    let previous: ChainHead
    private var digests: [[UInt8]] = []
    private var nextSequence: Int64

    init(session: any SQLWriter, actor: ChangeActor, time: Timestamp) throws {
        self.session = session
        self.actor = actor
        self.time = time
        previous = try ChainHead.last(session) ?? .none
        nextSequence = previous.lastChange + 1
    }

    func append(
        _ action: ChangeAction, incident: IncidentID? = nil, alert: AlertID? = nil, before: JSONValue = .null,
        after: JSONValue = .null, by actor: ChangeActor? = nil
    ) throws {
        let actor = actor ?? self.actor
        let payload = JSONValue.object(
            JSONObject([.init(name: "before", value: before), .init(name: "after", value: after)].filter { !$0.value.isNull })
        ).text
        let payloadDigest = ChangeDigest.of(payload)
        let digest = ChangeDigest.row(
            sequence: nextSequence, link: previous.number + 1, time: time, actor: actor, action: action.rawValue,
            incident: incident?.number, alert: alert?.number, payloadDigest: payloadDigest)
        try session.execute(
            ChangeLog.insert,
            [
                .integer(nextSequence), .integer(previous.number + 1), .integer(time.ticks), .text(actor.name),
                SQLValue(actor.isPerson), .text(action.rawValue), SQLValue(incident?.number), SQLValue(alert?.number),
                .text(payload), .blob(payloadDigest), .blob(digest),
            ])
        digests.append(digest)
        nextSequence += 1
    }

    /// Appends the link over the rows of this transaction; `nil` where there are none.
    func close(with seal: ChangeSeal) throws -> ChainHead? {
        guard !digests.isEmpty else { return nil }
        let head = try seal.link(after: previous, lastChange: nextSequence - 1, root: ChangeDigest.root(of: digests))
        try session.execute(
            ChangeLog.insertLink,
            [
                .integer(head.number), .integer(head.firstChange), .integer(head.lastChange), .blob(head.root),
                .blob(previous.digest), .blob(head.digest), .blob(head.signature),
            ])
        return head
    }

    private static let insert = SQLStatement(
        "change.insert",
        """
        INSERT INTO changes (sequence, link, time, actor, is_person, action, incident, alert, payload, payload_digest, digest)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    private static let insertLink = SQLStatement(
        "chain.insert",
        "INSERT INTO chain (number, first_change, last_change, root, previous, digest, signature) VALUES (?, ?, ?, ?, ?, ?, ?)")
}
