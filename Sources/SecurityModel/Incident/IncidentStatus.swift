/// Where an incident stands (Graph `incidentStatus`).
public enum IncidentStatus: UInt8, WireEnum {
    case active = 1
    case inProgress = 2
    case awaitingAction = 3
    case resolved = 4
    case redirected = 5

    public var name: String { "\(self)" }

    public static let aliases: [String: IncidentStatus] = ["new": .active]

    /// Open incidents take alerts and stand on the queue.
    public var isOpen: Bool { self != .resolved && self != .redirected }

    public static let open = allCases.filter(\.isOpen)
}
