/// What may happen to an incident's status. A value without I/O: it answers what follows, and the store does it.
public struct IncidentLifecycle: Hashable, Sendable {
    public private(set) var status: IncidentStatus

    public init(status: IncidentStatus) {
        self.status = status
    }

    public enum Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        case redirected
        case redirectedIsNotAStatusToSet
        case resolvedByAutomation
        case notRedirected

        public var description: String {
            switch self {
            case .redirected: "the incident was merged into another one; change that one, or undo the merge first"
            case .redirectedIsNotAStatusToSet: "'redirected' follows from a merge and cannot be set"
            case .resolvedByAutomation: "a resolved incident is reopened by a person only"
            case .notRedirected: "the incident was not merged into another one"
            }
        }
    }

    /// What has to be done beside storing the new status.
    public enum Effect: Hashable, Sendable {
        case none
        /// Its open alerts are resolved with it.
        case resolveAlerts
        /// It takes alerts again; the alerts keep their own status.
        case reopen
    }

    /// A person or a rule sets the status.
    public mutating func set(_ new: IncidentStatus, byPerson: Bool) throws(Refusal) -> Effect {
        guard status != .redirected else { throw .redirected }
        guard new != .redirected else { throw .redirectedIsNotAStatusToSet }
        if status == .resolved, new != .resolved {
            guard byPerson else { throw .resolvedByAutomation }
            status = new
            return .reopen
        }
        defer { status = new }
        return new == .resolved && status != .resolved ? .resolveAlerts : .none
    }

    /// It became part of another incident.
    public mutating func redirect() throws(Refusal) {
        guard status != .redirected else { throw .redirected }
        status = .redirected
    }

    /// The merge was undone; it stands again as it stood before.
    public mutating func restore(_ earlier: IncidentStatus) throws(Refusal) {
        guard status == .redirected else { throw .notRedirected }
        status = earlier
    }
}
