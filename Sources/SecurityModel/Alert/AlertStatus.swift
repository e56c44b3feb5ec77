/// Where an alert stands (Graph `alertStatus`).
public enum AlertStatus: UInt8, WireEnum {
    case unknown = 0
    case new = 1
    case inProgress = 2
    case resolved = 3

    public var name: String { "\(self)" }
}
