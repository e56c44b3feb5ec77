/// The types of KQL's scalars.
public enum ScalarType: String, Hashable, Sendable, CaseIterable {
    case bool
    /// 32 bits.
    case int
    /// 64 bits.
    case long
    case real
    case decimal
    /// Ticks of 100 ns since year 1, UTC.
    case datetime
    /// Ticks of 100 ns.
    case timespan
    case guid
    case string
    /// JSON, and scalars of the other types inside it.
    case dynamic

    /// The type with its article, for messages.
    var phrase: String { (self == .int ? "an " : "a ") + rawValue }

    /// The type that a name in a query stands for, aliases included; `nil` where there is none.
    public init?(name: String) {
        switch name {
        case "bool", "boolean": self = .bool
        case "int", "int32": self = .int
        case "long", "int64": self = .long
        case "real", "double": self = .real
        case "decimal": self = .decimal
        case "datetime", "date": self = .datetime
        case "timespan", "time": self = .timespan
        case "guid", "uuid", "uniqueid": self = .guid
        case "string": self = .string
        case "dynamic": self = .dynamic
        default: return nil
        }
    }

    var isNumeric: Bool { self == .int || self == .long || self == .real || self == .decimal }
    var isWhole: Bool { self == .int || self == .long }

    /// Whether the values are kept as 64-bit integers.
    var isIntegral: Bool { isWhole || self == .datetime || self == .timespan }
}
