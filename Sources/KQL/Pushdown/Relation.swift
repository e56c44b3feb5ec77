/// Rows of the store that stand for those of a plan: a `SELECT` in the making. Columns of the plan are expressions over
/// columns of the store; they become SQL where something asks for them inside it, and are otherwise worked out by the engine
/// from the rows of the answer.
struct Relation {
    /// What stands behind `FROM`.
    var from: String
    var conditions: [String] = []
    var sources: [SQLColumn]
    /// The plan's columns over the sources.
    var outputs: [BoundExpression]
    var order: String?
    var limit: Int?
    /// The store's number of a row, where rows come out of one table as they are.
    var rowNumber: String?

    /// Whether rows are in an order or cut off: what goes on top of that has to be outside.
    var isFinished: Bool { order != nil || limit != nil }

    func select(_ columns: [String], distinctOn keys: [String] = []) -> String {
        var sql = "SELECT "
        if !keys.isEmpty { sql += "DISTINCT ON (\(keys.joined(separator: ", "))) " }
        sql += columns.isEmpty ? "TRUE" : columns.joined(separator: ", ")
        sql += " FROM \(from)"
        if !conditions.isEmpty { sql += " WHERE \(conditions.joined(separator: " AND "))" }
        if let order { sql += " ORDER BY \(order)" }
        if let limit { sql += " LIMIT \(limit)" }
        return sql
    }

    /// The sources that outputs read, in order.
    func used(by expressions: [BoundExpression]) -> [Int] {
        var places = Set<Int>()
        for expression in expressions { expression.collectColumns(into: &places) }
        return places.sorted()
    }
}

extension BoundExpression {
    /// The expression with others in the place of its columns.
    func substituted(_ columns: [BoundExpression]) -> BoundExpression {
        switch kind {
        case .literal, .unread: self
        case .column(let index): columns[index]
        case .call(let function, let arguments):
            BoundExpression(kind: .call(function, arguments.map { $0.substituted(columns) }), type: type)
        }
    }

    /// How many literals, columns and calls it is made of.
    var size: Int {
        guard case .call(_, let arguments) = kind else { return 1 }
        return arguments.reduce(1) { $0 + $1.size }
    }

    var isUnread: Bool { if case .unread = kind { true } else { false } }

    /// Whether it gives the same wherever and however often it is worked out.
    var isSteady: Bool {
        !contains {
            guard case .call(let function, _) = $0.kind else { return false }
            return function.traits.contains(.isVolatile) || function.traits.contains(.isWindow)
        }
    }

    /// A text that only equal expressions have.
    var key: String {
        switch kind {
        case .unread: "-"
        case .column(let index): "#\(index)"
        case .literal(let value): "\(type):\(value.json)"
        case .call(let function, let arguments):
            "\(function.name):\(type)(\(arguments.map { "\($0.type) \($0.key)" }.joined(separator: ",")))"
        }
    }
}
