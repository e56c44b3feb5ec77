/// What may happen to an alert's status. An automatic change never overwrites what a person set.
public struct AlertLifecycle: Hashable, Sendable {
    public private(set) var status: AlertStatus
    public private(set) var wasSetByPerson: Bool

    public init(status: AlertStatus, wasSetByPerson: Bool) {
        self.status = status
        self.wasSetByPerson = wasSetByPerson
    }

    /// Answers whether the status changed.
    public mutating func set(_ new: AlertStatus, byPerson: Bool) -> Bool {
        guard byPerson || !wasSetByPerson || status == .new else { return false }
        if byPerson { wasSetByPerson = true }
        defer { status = new }
        return status != new
    }
}
