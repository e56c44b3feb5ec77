extension Translation {
    /// Groups are told apart by keys that the store compares as the engine does.
    func summarize(_ input: Plan, _ keys: [BoundExpression], _ aggregates: [AggregateCall]) -> Relation? {
        guard !(keys.isEmpty && aggregates.isEmpty), let relation = relation(input), !relation.isFinished else { return nil }
        let translator = expressions(relation)
        var columns: [SQLColumn] = []
        for key in keys {
            let key = key.substituted(relation.outputs)
            guard key.type.isComparedAlike, let column = translator.column(key) else { return nil }
            columns.append(column)
        }
        var outputs = columns.enumerated().map { BoundExpression.column($0, $1.type) }
        var lookups: [RowLookup] = []
        let writer = AggregateTranslator(translator: translator, outputs: relation.outputs, hasKeys: !keys.isEmpty)
        for aggregate in aggregates {
            var made: [SQLColumn]
            if let (extreme, lookup) = rowLookup(aggregate, writer, relation) {
                made = [extreme, lookup.row]
                lookups.append(lookup.at(columns.count + 1, output: outputs.count + 1))
                outputs.append(.column(columns.count, extreme.type))
                outputs += lookup.arguments
            } else {
                guard let written = writer.columns(aggregate) else { return nil }
                made = written
                outputs += made.enumerated().map { .column(columns.count + $0, $1.type) }
            }
            columns += made
        }
        let name = nextTable()
        var sql = relation.select(columns.enumerated().map { "\($1.sql) AS c\($0)" })
        if !keys.isEmpty { sql += " GROUP BY " + keys.indices.map { String($0 + 1) }.joined(separator: ", ") }
        let sources = columns.enumerated().map { $1.renamed("\(name).c\($0)") }
        var grouped = Relation(from: "(\(sql)) AS \(name)", sources: sources, outputs: outputs)
        for lookup in lookups { lookUp(lookup, of: relation, in: &grouped) }
        return grouped
    }
}

/// Says aggregates in SQL. Rows that have no value count for none, and a text that is missing is empty.
struct AggregateTranslator {
    let translator: ExpressionTranslator
    /// The input's columns over the sources.
    let outputs: [BoundExpression]
    /// Whether each group has a row: without keys there is a group of none.
    let hasKeys: Bool

    /// The columns that the aggregate gives; `nil` where the store would give another value.
    func columns(_ call: AggregateCall) -> [SQLColumn]? {
        let arguments = call.arguments.map { $0.substituted(outputs) }
        var filters: [String] = []
        if let condition = call.condition {
            guard let text = translator.condition(condition.substituted(outputs)) else { return nil }
            filters = [text]
        }
        guard let first = arguments.first else { return call.isCount ? [count(filters)] : nil }
        switch call.function.name {
        case "count", "countif": return [count(filters)]
        case "dcount", "dcountif", "count_distinct", "count_distinctif":
            return compared(first).map { [number(filtered("count(DISTINCT \($0.text))", filters))] }
        case "min", "max", "minif", "maxif":
            return compared(first).map { [extreme("\(call.function.name.prefix(3))(\($0.text))", first.type, filters)] }
        case "sum", "sumif": return whole(first).map { [sum($0, first.type, filters)] }
        case "avg", "avgif": return whole(first).map { [mean($0, first.type, filters)] }
        case "arg_max", "arg_min", "argmax", "argmin": return rowOfExtreme(call.direction, arguments, filters)
        case "take_any", "any", "take_anyif", "anyif": return anyValues(arguments, filters)
        case "percentile": return percentile(arguments, filters).map { [$0] }
        case "make_list", "make_list_if", "makelist", "make_set", "make_set_if", "makeset":
            return list(arguments, isSet: call.function.name.contains("set"), filters).map { [$0] }
        default: return nil
        }
    }

    private func filtered(_ aggregate: String, _ filters: [String]) -> String {
        filters.isEmpty ? aggregate : "\(aggregate) FILTER (WHERE \(filters.joined(separator: " AND ")))"
    }

    func compared(_ argument: BoundExpression) -> SQLFragment? {
        argument.type.isComparedAlike ? translator.value(argument) : nil
    }

    private func whole(_ argument: BoundExpression) -> SQLFragment? {
        argument.type.isIntegral ? translator.value(argument) : nil
    }

    private func count(_ filters: [String]) -> SQLColumn { number(filtered("count(*)", filters)) }

    private func number(_ text: String) -> SQLColumn { SQLColumn(text, .long, isNullable: false) }

    private func extreme(_ aggregate: String, _ type: ScalarType, _ filters: [String]) -> SQLColumn {
        let text = filtered(aggregate, filters)
        return SQLColumn(type == .string ? "coalesce(\(text), '')" : text, type)
    }

    // MARK: Sums

    /// Sums of the store have 128 bits, ours wrap at 64.
    private func wrapped(_ sum: String) -> String {
        let (least, range) = ("9223372036854775808", "18446744073709551616")
        return "CAST(((\(sum) + \(least)) % \(range) + \(range)) % \(range) - \(least) AS BIGINT)"
    }

    private func sum(_ number: SQLFragment, _ type: ScalarType, _ filters: [String]) -> SQLColumn {
        let sum = filtered("sum(\(number.text))", filters)
        return SQLColumn("coalesce(\(wrapped(sum)), 0)", type == .int ? .long : type, isNullable: false)
    }

    /// The mean of times is a time, cut to whole ticks; that of numbers a real, NaN of none.
    private func mean(_ number: SQLFragment, _ type: ScalarType, _ filters: [String]) -> SQLColumn {
        let sum = filtered("sum(\(number.text))", filters)
        let count = filtered("count(\(number.text))", filters)
        if !type.isWhole { return SQLColumn("\(wrapped(sum)) // \(count)", type) }
        // Whole numbers of 64 bits become reals exactly as ours do.
        let real = "coalesce(CAST(TRY_CAST(\(sum) AS BIGINT) AS DOUBLE), CAST(\(sum) AS DOUBLE))"
        return SQLColumn("coalesce(\(real) / nullif(\(count), 0), CAST('NaN' AS DOUBLE))", .real, isNullable: false)
    }

    // MARK: Rows and collections

    /// `arg_max(t, a, b)`: of the row with the largest t; of any row where t is missing in all.
    private func rowOfExtreme(_ direction: Substring, _ arguments: [BoundExpression], _ filters: [String]) -> [SQLColumn]? {
        guard filters.isEmpty, let key = compared(arguments[0]) else { return nil }
        var columns = [extreme(direction, key, arguments[0].type)]
        for argument in arguments.dropFirst() {
            guard let value = translator.column(argument), value.elements == nil || hasKeys else { return nil }
            var text = ofExtreme(direction, value.sql, key)
            if value.type.isText, !hasKeys { text = "coalesce(\(text), '')" }
            columns.append(SQLColumn(text, value.type, isNullable: value.isNullable || !hasKeys, elements: value.elements))
        }
        return columns
    }

    func extreme(_ direction: Substring, _ key: SQLFragment, _ type: ScalarType) -> SQLColumn {
        extreme("\(direction)(\(key.text))", type, [])
    }

    /// A value of the row with the extreme key.
    func ofExtreme(_ direction: Substring, _ value: String, _ key: SQLFragment) -> String {
        let text = "arg_\(direction)_null(\(value), \(key.text))"
        return key.isNullable ? "CASE WHEN count(\(key.text)) > 0 THEN \(text) ELSE first(\(value)) END" : text
    }

    /// Of each column any value that is there.
    private func anyValues(_ arguments: [BoundExpression], _ filters: [String]) -> [SQLColumn]? {
        let values = arguments.compactMap(translator.column)
        guard values.count == arguments.count, values.allSatisfy({ $0.elements == nil }) else { return nil }
        return values.map { value in
            guard value.type.isText else { return SQLColumn(filtered("any_value(\(value.sql))", filters), value.type) }
            return SQLColumn("coalesce(\(filtered("any_value(nullif(\(value.sql), ''))", filters)), '')", value.type)
        }
    }

    /// The nearest rank. The share is written as a decimal, with which the store counts exactly.
    private func percentile(_ arguments: [BoundExpression], _ filters: [String]) -> SQLColumn? {
        guard arguments.count == 2, let value = whole(arguments[0]), let percentage = arguments[1].constant?.real,
            case let thousandths = (percentage * 1000).rounded(), thousandths == percentage * 1000,
            (0...100_000).contains(thousandths)
        else { return nil }
        let digits = String(Int(thousandths))
        let share = thousandths == 100_000 ? "1.0" : "0." + String(repeating: "0", count: 5 - digits.count) + digits
        return SQLColumn(filtered("quantile_disc(\(value.text), \(share))", filters), arguments[0].type)
    }

    /// Values as a JSON array, without what is missing.
    private func list(_ arguments: [BoundExpression], isSet: Bool, _ filters: [String]) -> SQLColumn? {
        guard let value = compared(arguments[0]) else { return nil }
        var limit = Int64(CollectionAggregates.standardLimit)
        if arguments.count > 1 {
            guard case .long(let given)? = arguments[1].constant else { return nil }
            limit = max(0, given)
        }
        let present = value.isNullable ? filters + ["\(value.text) IS NOT NULL"] : filters
        let list = filtered("list(\(isSet ? "DISTINCT " : "")\(value.text))", present)
        let json = "coalesce(CAST(to_json((\(list))[1:\(limit)]) AS VARCHAR), '[]')"
        return SQLColumn(json, .dynamic, elements: arguments[0].type)
    }
}

extension AggregateCall {
    fileprivate var isCount: Bool { function.name == "count" || function.name == "countif" }

    /// `max` or `min` of `arg_max` and its kin.
    var direction: Substring { function.name.suffix(3) }

    var isRowOfExtreme: Bool { ["arg_max", "arg_min", "argmax", "argmin"].contains(function.name) }
}
