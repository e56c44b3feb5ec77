/// An expression of SQL.
struct SQLFragment {
    var text: String
    var isNullable: Bool

    init(_ text: String, isNullable: Bool) { (self.text, self.isNullable) = (text, isNullable) }
}

/// Says expressions in SQL, exactly as the engine works them out. What SQL has no exact word for is a call of the engine
/// (`StoreCalls`) with the columns that it reads.
struct ExpressionTranslator {
    let sources: [SQLColumn]
    let calls: CallBook

    /// The most literals, columns and calls of an expression in SQL: substitution may make one grow beyond reason.
    static let largest = 2_000

    /// A condition of which only matters where it is true: false and missing are the same.
    func condition(_ expression: BoundExpression) -> String? {
        guard expression.type == .bool, expression.isSteady, expression.size <= ExpressionTranslator.largest else { return nil }
        return truth(expression)
    }

    /// The value for every row, null where it is missing.
    func value(_ expression: BoundExpression) -> SQLFragment? {
        guard expression.isSteady, expression.size <= ExpressionTranslator.largest else { return nil }
        return exact(expression)
    }

    private func truth(_ expression: BoundExpression) -> String? {
        guard case .call(let function, let arguments) = expression.kind else { return exact(expression)?.text }
        switch function.name {
        case "and", "or":
            let parts = arguments.compactMap(truth)
            guard parts.count == arguments.count else { return nil }
            return "(\(parts.joined(separator: function.name == "and" ? " AND " : " OR ")))"
        case "==", "in":
            return native(expression, onlyTruth: true)?.text ?? exact(expression)?.text
        default: return exact(expression)?.text
        }
    }

    private func exact(_ expression: BoundExpression) -> SQLFragment? {
        native(expression) ?? logic(expression) ?? call(expression)
    }

    /// Connectives may join what SQL says with what the engine is asked for.
    private func logic(_ expression: BoundExpression) -> SQLFragment? {
        guard case .call(let function, let arguments) = expression.kind else { return nil }
        switch function.name {
        case "and", "or":
            let parts = arguments.compactMap(exact)
            guard parts.count == arguments.count else { return nil }
            let word = function.name == "and" ? " AND " : " OR "
            return SQLFragment("(\(parts.map(\.text).joined(separator: word)))", isNullable: parts.contains(where: \.isNullable))
        case "not": return exact(arguments[0]).map { SQLFragment("(NOT \($0.text))", isNullable: $0.isNullable) }
        default: return nil
        }
    }

    /// Everything in SQL's own words; `nil` where one is missing.
    func native(_ expression: BoundExpression, onlyTruth: Bool = false) -> SQLFragment? {
        switch expression.kind {
        case .unread: return nil
        case .literal(let value):
            return SQLText.literal(value, expression.type).map { SQLFragment($0, isNullable: value.isNull) }
        case .column(let place):
            let source = sources[place]
            return source.elements == nil ? SQLFragment(source.sql, isNullable: source.isNullable) : nil
        case .call(let function, let arguments):
            return NativeFunctions(translator: self, onlyTruth: onlyTruth).call(function.name, arguments)
        }
    }

    // MARK: Calls

    private func call(_ expression: BoundExpression) -> SQLFragment? {
        guard let name = ExpressionTranslator.callName(expression.type) else { return nil }
        var places = Set<Int>()
        expression.collectColumns(into: &places)
        let columns = places.sorted()
        guard !columns.isEmpty else { return nil }
        let number = try? calls.number(key(expression, columns)) {
            let own = expression.remapped { columns.firstIndex(of: $0) ?? 0 }
            return .expression(try StoreExpression(own, over: columns.map { sources[$0] }))
        }
        guard let number else { return nil }
        let arguments = [String(number)] + columns.map { sources[$0].sql }
        return SQLFragment("\(name)(\(arguments.joined(separator: ", ")))", isNullable: expression.type != .string)
    }

    /// A test of a text that the engine makes where it lies.
    /// - Parameter key: tells the test from others.
    func test(_ subject: BoundExpression, key: String, _ make: () throws -> StoreTest?) -> SQLFragment? {
        guard subject.type == .string, let text = native(subject) else { return nil }
        return test(sql: text.text, key: key, make)
    }

    /// The same of the text that the store keeps of a column.
    func test(rawTextOf place: Int, key: String, _ make: () throws -> StoreTest?) -> SQLFragment? {
        test(sql: sources[place].sql, key: key, make)
    }

    private func test(sql: String, key: String, _ make: () throws -> StoreTest?) -> SQLFragment? {
        let number = try? calls.number("test " + key) { try make().map(StoreCall.test) }
        return number.map { SQLFragment("kql_test(\($0), \(sql))", isNullable: false) }
    }

    private func key(_ expression: BoundExpression, _ columns: [Int]) -> String {
        expression.key + columns.map { " \(sources[$0].sql)" }.joined()
    }

    private static func callName(_ type: ScalarType) -> String? {
        switch type {
        case .bool: "kql_bool"
        case .int, .long, .datetime, .timespan: "kql_long"
        case .real: "kql_real"
        case .string: "kql_text"
        case .decimal, .guid, .dynamic: nil
        }
    }
}
