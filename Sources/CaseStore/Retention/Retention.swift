public import Primitives
internal import SQL
public import SecurityModel

/// Deletes what is older than the policy wants, in small transactions. The digests of the change log stay, so the log still
/// proves itself; the content of the deleted cases' changes goes with them.
public struct Retention: Sendable {
    private let store: CaseStore
    private let policy: RetentionPolicy
    private let isInUse: @Sendable (IncidentID) -> Bool

    /// - Parameter isInUse: incidents that a stage may still add to; they are kept. Asked inside the transaction.
    public init(store: CaseStore, policy: RetentionPolicy, isInUse: @escaping @Sendable (IncidentID) -> Bool = { _ in false }) {
        self.store = store
        self.policy = policy
        self.isInUse = isInUse
    }

    /// One sweep: rejected records, then cases by age, then by size.
    /// - Throws: `SQLError`. What was deleted until then stays deleted, and the next sweep goes on.
    public func sweep(at now: Timestamp) async throws -> RetentionOutcome {
        var outcome = RetentionOutcome()
        try await sweepRejected(at: now, into: &outcome)
        while try await deleteSome(before: now - policy.maximumAge, because: .age, at: now, into: &outcome) {}
        while try await store.database.size() > policy.maximumSize {
            guard try await deleteSome(before: now - policy.minimumAge, because: .size, at: now, into: &outcome) else {
                outcome.isStillTooLarge = true
                break
            }
        }
        return outcome
    }

    private func sweepRejected(at now: Timestamp, into outcome: inout RetentionOutcome) async throws {
        let limit = policy.transactionAlerts
        var deleted = 0
        repeat {
            deleted = try await store.write(by: .retention, at: now) { transaction in
                try transaction.deleteRejected(before: now - policy.rejectedRecordAge, limit: limit)
            }
            outcome.rejectedRecords += Int64(deleted)
        } while deleted == limit
    }

    /// Deletes the oldest cases, as many as one transaction takes; answers whether there were any.
    private func deleteSome(
        before: Timestamp, because reason: RetentionReason, at now: Timestamp, into outcome: inout RetentionOutcome
    ) async throws -> Bool {
        let (policy, isInUse) = (policy, isInUse)
        let deleted = try await store.write(by: .retention, at: now) { transaction in
            let cases = try transaction.reader.deletable(before: before, limit: policy.transactionIncidents, sparing: isInUse)
            return try transaction.delete(cases, alertLimit: policy.transactionAlerts, because: reason)
        }
        outcome.incidents += Int64(deleted.incidents.count)
        outcome.alerts += Int64(deleted.alertCount)
        return !deleted.isEmpty
    }
}

/// Which rule deleted something; stands in the log.
enum RetentionReason: String, Sendable {
    case age, size
}
