internal import SQL
public import SecurityModel

/// Walks the whole log and names everything that is not as it was written.
public struct ChangeAudit: Sendable {
    public enum Finding: Hashable, Sendable, CustomStringConvertible {
        case altered(change: Int64)
        case payloadAltered(change: Int64)
        /// Its content is gone, and it was not retention that removed it.
        case payloadRemoved(change: Int64)
        case removed(change: Int64)
        case inserted(change: Int64)
        /// Each change agrees with its own digest, but together they are not those that were sealed.
        case changesReplaced(link: Int64, first: Int64, last: Int64)
        case linkAltered(Int64)
        case linkRemoved(Int64)
        case badSignature(link: Int64)
        case cutOff(afterLink: Int64, expected: Int64)
        case headDiffers(link: Int64)
        case headUnsigned(link: Int64)
        case alertAltered(AlertID)
        case alertRemoved(AlertID)
        case alertInserted(AlertID)

        public var description: String {
            switch self {
            case .altered(let change): "change \(change) was altered"
            case .payloadAltered(let change): "the content of change \(change) was altered"
            case .payloadRemoved(let change): "the content of change \(change) was removed, and not by retention"
            case .removed(let change): "change \(change) was removed"
            case .inserted(let change): "change \(change) was inserted"
            case .changesReplaced(let link, let first, let last):
                "of the changes \(first) to \(last) one was rewritten with a digest to match; link \(link) of the chain sealed others"
            case .linkAltered(let link): "link \(link) of the chain was altered"
            case .linkRemoved(let link): "link \(link) of the chain was removed"
            case .badSignature(let link): "link \(link) of the chain is not signed by this installation's key"
            case .cutOff(let link, let expected): "the log was cut off after link \(link); it went on to link \(expected)"
            case .headDiffers(let link): "link \(link) is not the one that the given head names: the log was rewritten"
            case .headUnsigned(let link): "the given head of link \(link) is not signed by this installation's key"
            case .alertAltered(let alert): "alert \(alert) is not as it was taken in"
            case .alertRemoved(let alert): "alert \(alert) was removed, and not by retention"
            case .alertInserted(let alert): "alert \(alert) never came in: it was inserted"
            }
        }
    }

    public struct Outcome: Sendable {
        public var findings: [Finding]
        public var changes: Int64
        public var links: Int64
        public var alerts: Int64
        /// Changes whose content retention removed; their digests were verified.
        public var purgedPayloads: Int64
        public var head: ChainHead?
    }

    /// Findings of one audit, at most; a log that was rewritten from some point on would name each change behind it.
    public static let maximumFindings = 10_000
}

extension CaseStore {
    /// The head of the log as it stands outside the database; `nil` before the first commit.
    public var publishedHead: ChainHead? { seal.publishedHead }

    /// Verifies the log against its digests and signatures, the alerts against the log, and the log's end against the heads
    /// that stand outside the database.
    /// - Parameter head: one that was exported earlier and kept elsewhere.
    public func audit(head: ChainHead? = nil) async throws -> ChangeAudit.Outcome {
        let seal = seal
        let heads = ([head, seal.publishedHead] + seal.outrunHeads).compactMap { $0 }
        return try await database.read { session in
            var chain = ChainWalk(seal: seal, heads: heads, retained: try RetentionRecord.all(session))
            try chain.run(over: session)
            var alerts = AlertWalk()
            try alerts.run(over: session)
            return ChangeAudit.Outcome(
                findings: Array((chain.findings + alerts.findings).prefix(ChangeAudit.maximumFindings)), changes: chain.changes,
                links: chain.links, alerts: alerts.count, purgedPayloads: chain.purgedPayloads, head: chain.head)
        }
    }
}
