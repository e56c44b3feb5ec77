/// Who stands behind a request.
public enum Caller: Hashable, Sendable {
    /// May do everything.
    case administrator
    /// May send records of one source and do nothing else.
    case source(String)

    /// The name that changes carry.
    public var name: String {
        switch self {
        case .administrator: "administrator"
        case .source(let name): "source \(name)"
        }
    }

    public func may(_ permission: Permission) -> Bool {
        switch self {
        case .administrator: true
        case .source: permission == .sendRecords
        }
    }

    public func mayIngest(by source: String) -> Bool {
        self == .administrator || self == .source(source)
    }
}
