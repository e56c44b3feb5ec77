internal import struct Foundation.Decimal
internal import struct Foundation.UUID
internal import Primitives

/// Work that is the same for every type of column, written once and specialised for each.
protocol ElementVisitor {
    associatedtype Result
    func visit<E: ScalarElement>(_: E.Type) -> Result
}

enum ElementDispatch {
    static func visit<Visitor: ElementVisitor>(_ type: ScalarType, _ visitor: Visitor) -> Visitor.Result {
        switch type {
        case .bool: visitor.visit(Bool.self)
        case .int: visitor.visit(Int32.self)
        case .long: visitor.visit(Int64.self)
        case .real: visitor.visit(Double.self)
        case .decimal: visitor.visit(Decimal.self)
        case .datetime: visitor.visit(Timestamp.self)
        case .timespan: visitor.visit(Duration.self)
        case .guid: visitor.visit(UUID.self)
        case .string: visitor.visit(String.self)
        case .dynamic: visitor.visit(Value.self)
        }
    }
}
