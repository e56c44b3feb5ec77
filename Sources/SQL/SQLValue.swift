/// A value on its way into or out of a database. Times are integers (`Timestamp.ticks`), truth values 0 and 1.
public enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByNilLiteral {
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(stringLiteral value: String) { self = .text(value) }
    public init(nilLiteral: ()) { self = .null }

    public init(_ flag: Bool) { self = .integer(flag ? 1 : 0) }
    public init(_ number: Int64?) { self = number.map(SQLValue.integer) ?? .null }
    public init(_ text: String?) { self = text.map(SQLValue.text) ?? .null }
}
