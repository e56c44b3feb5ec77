public import Primitives

extension CaseTransaction {
    /// Notes in the log that somebody ended a hunt that ran.
    /// - Parameter hunt: who asked what, and since when it ran.
    public func noteCancelledHunt(_ hunt: JSONValue) throws { try log.append(.huntCancelled, before: hunt) }
}
