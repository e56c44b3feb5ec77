/// An expression whose names and types are settled. A store may look into it and translate it.
public struct BoundExpression: Sendable {
    public indirect enum Kind: Sendable {
        case literal(Value)
        /// A column of the operator's input, by its place.
        case column(Int)
        case call(ScalarFunction, [BoundExpression])
        /// A column that nothing reads; it is left empty.
        case unread
    }

    public var kind: Kind
    public var type: ScalarType

    static func literal(_ value: Value, _ type: ScalarType) -> BoundExpression {
        BoundExpression(kind: .literal(value), type: type)
    }

    static func column(_ index: Int, _ type: ScalarType) -> BoundExpression {
        BoundExpression(kind: .column(index), type: type)
    }

    /// The value of a literal; `nil` for anything that depends on the row.
    public var constant: Value? { if case .literal(let value) = kind { value } else { nil } }

    /// Whether it, or anything in it, satisfies the condition.
    func contains(where condition: (BoundExpression) -> Bool) -> Bool {
        if condition(self) { return true }
        guard case .call(_, let arguments) = kind else { return false }
        return arguments.contains { $0.contains(where: condition) }
    }

    /// Whether all rows have to be there at once, in order.
    var needsAllRows: Bool {
        contains { if case .call(let function, _) = $0.kind { function.traits.contains(.isWindow) } else { false } }
    }

    /// The columns that the expression reads.
    func collectColumns(into columns: inout Set<Int>) {
        switch kind {
        case .literal, .unread: break
        case .column(let index): columns.insert(index)
        case .call(_, let arguments): for argument in arguments { argument.collectColumns(into: &columns) }
        }
    }

    /// The expression with other places of its columns.
    func remapped(_ place: (Int) -> Int) -> BoundExpression {
        switch kind {
        case .literal, .unread: self
        case .column(let index): .column(place(index), type)
        case .call(let function, let arguments):
            BoundExpression(kind: .call(function, arguments.map { $0.remapped(place) }), type: type)
        }
    }
}

extension BoundExpression: CustomStringConvertible {
    public var description: String {
        switch kind {
        case .literal(.string(let text)): "\"\(text)\""
        case .literal(let value): value.isNull ? "null" : value.text
        case .column(let index): "#\(index)"
        case .unread: "-"
        case .call(let function, let arguments):
            "\(function.name)(\(arguments.map(\.description).joined(separator: ", ")))"
        }
    }
}
