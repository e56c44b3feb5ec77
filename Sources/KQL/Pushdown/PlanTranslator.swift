/// Turns plans into SQL: the whole of a plan, or nothing. The executor offers it every part, the largest first, so that the
/// store gets the longest prefix that it can carry out exactly as the engine would; the engine does the rest on the rows of
/// the answer.
public struct PlanTranslator: Sendable {
    let catalog: any SQLCatalog
    let calls: StoreCalls

    public init(_ catalog: any SQLCatalog, calls: StoreCalls) { (self.catalog, self.calls) = (catalog, calls) }

    /// The rows of a table, all its columns in their places; those that are not asked for are left empty.
    public func query(table: String, _ schema: Schema, columns: [Int]) -> SQLQuery? {
        query(Plan(.table(table, columns: columns), schema))
    }

    /// - Returns: `nil` where a part of the plan is the engine's.
    public func query(_ plan: Plan) -> SQLQuery? {
        let book = CallBook(calls)
        let translation = Translation(catalog, book)
        guard let relation = translation.relation(plan) else { return nil }
        let places = relation.used(by: relation.outputs)
        let columns = places.map { relation.sources[$0] }
        let outputs = relation.outputs.map { $0.remapped { place in places.firstIndex(of: place) ?? 0 } }
        let sql = relation.select(columns.map { $0.sql })
        return SQLQuery(sql: sql, columns: columns, outputs: outputs, calls: book)
    }
}

/// One translation: numbers the names it makes.
final class Translation {
    let catalog: any SQLCatalog
    let calls: CallBook
    private var tables = 0

    init(_ catalog: any SQLCatalog, _ calls: CallBook) { (self.catalog, self.calls) = (catalog, calls) }

    func nextTable() -> String {
        tables += 1
        return "t\(tables)"
    }

    func expressions(_ relation: Relation) -> ExpressionTranslator {
        ExpressionTranslator(sources: relation.sources, calls: calls)
    }

    func relation(_ plan: Plan) -> Relation? {
        switch plan.node {
        case .table(let name, let columns): table(name, columns, plan.schema)
        case .filter(let input, let predicate): filter(input, predicate)
        case .project(let input, let outputs): project(input, outputs)
        case .take(let input, let count): take(input, count)
        case .sort(let input, let keys, let limit): sort(input, keys, limit)
        case .summarize(let input, let keys, let aggregates): summarize(input, keys, aggregates)
        case .join(let join): self.join(join)
        case .union(let inputs): union(inputs, plan.schema)
        case .rows, .input, .range, .expand, .partition, .serialize, .shared, .transform: nil
        }
    }

    private func table(_ name: String, _ columns: [Int]?, _ schema: Schema) -> Relation? {
        guard let table = catalog.table(name), table.columns.count >= schema.fields.count else { return nil }
        let read = columns.map { Set($0) }
        let outputs = schema.fields.indices.map { place in
            read.map { $0.contains(place) } ?? true
                ? BoundExpression.column(place, schema.fields[place].type)
                : BoundExpression(kind: .unread, type: schema.fields[place].type)
        }
        return Relation(
            from: table.name, conditions: table.conditions, sources: table.columns, outputs: outputs, rowNumber: table.rowNumber)
    }

    private func filter(_ input: Plan, _ predicate: BoundExpression) -> Relation? {
        guard var relation = relation(input), !relation.isFinished else { return nil }
        guard let condition = expressions(relation).condition(predicate.substituted(relation.outputs)) else { return nil }
        relation.conditions.append(condition)
        return relation
    }

    private func project(_ input: Plan, _ outputs: [BoundExpression]) -> Relation? {
        guard outputs.allSatisfy(\.isSteady), var relation = relation(input) else { return nil }
        relation.outputs = outputs.map { $0.substituted(relation.outputs) }
        guard relation.outputs.reduce(0, { $0 + $1.size }) <= ExpressionTranslator.largest else { return nil }
        return relation
    }

    private func take(_ input: Plan, _ count: Int) -> Relation? {
        guard var relation = relation(input) else { return nil }
        relation.limit = min(relation.limit ?? count, count)
        return relation
    }

    private func sort(_ input: Plan, _ keys: [SortKey], _ limit: Int?) -> Relation? {
        guard var relation = relation(input), !relation.isFinished else { return nil }
        var order: [String] = []
        // What is the same in every row orders nothing.
        for key in keys {
            let expression = key.expression.substituted(relation.outputs)
            if expression.constant != nil { continue }
            guard expression.type.isComparedAlike, let value = expressions(relation).value(expression) else { return nil }
            let nulls = value.isNullable ? " NULLS \(key.nullsFirst ? "FIRST" : "LAST")" : ""
            order.append("\(value.text) \(key.isAscending ? "ASC" : "DESC")\(nulls)")
        }
        relation.order = order.isEmpty ? nil : order.joined(separator: ", ")
        relation.limit = limit
        return relation
    }

    // MARK: Below others

    /// The relation as a table whose columns are the sources that its outputs read.
    func derived(_ relation: Relation, adding keys: [String] = [], distinctOn: Bool = false) -> Derived {
        let name = nextTable()
        let places = relation.used(by: relation.outputs)
        let columns = places.enumerated().map { "\(relation.sources[$1].sql) AS c\($0)" }
        let added = keys.enumerated().map { "\($1) AS k\($0)" }
        let sql = relation.select(columns + added, distinctOn: distinctOn ? keys : [])
        return Derived(
            name: name, sql: "(\(sql)) AS \(name)",
            sources: places.enumerated().map { relation.sources[$1].renamed("\(name).c\($0)") },
            outputs: relation.outputs.map { $0.remapped { place in places.firstIndex(of: place) ?? 0 } })
    }

    /// The same with every output that is read as a column of its own; `nil` where one is no value of SQL's.
    func settled(_ relation: Relation) -> Relation? {
        let translator = expressions(relation)
        var settled = relation
        settled.sources = []
        settled.outputs = []
        for output in relation.outputs {
            if output.isUnread {
                settled.outputs.append(output)
                continue
            }
            guard let column = translator.column(output) else { return nil }
            settled.outputs.append(.column(settled.sources.count, output.type))
            settled.sources.append(column)
        }
        return settled
    }

    struct Derived {
        var name: String
        /// Behind `FROM` or `JOIN`.
        var sql: String
        var sources: [SQLColumn]
        var outputs: [BoundExpression]
    }
}

extension ExpressionTranslator {
    /// An expression as a column: one of the store's own as it is, any other as SQL works it out.
    func column(_ expression: BoundExpression) -> SQLColumn? {
        if case .column(let place) = expression.kind { return sources[place] }
        guard let value = value(expression) else { return nil }
        return SQLColumn("CAST(\(value.text) AS \(expression.type.sqlName))", expression.type, isNullable: value.isNullable)
    }
}
