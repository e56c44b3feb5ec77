/// Columns that a pattern's expressions read along a path of several edges: `map(edges, x)`, `all(inner_nodes(edges), y)`.
final class PathCollector {
    struct PathColumn: Sendable {
        enum Fold: String, Sendable { case map, any, all }

        /// The place of the edge among the pattern's variables.
        var variable: Int
        /// Over the nodes inside the path instead of its edges.
        var isOverNodes: Bool
        var fold: Fold
        var value: Evaluator
    }

    /// Path variables by their names.
    let variables: [String: Int]
    let graph: GraphPlan
    let firstColumn: Int
    private(set) var columns: [PathColumn] = []
    private(set) var fields: [Field] = []

    init(_ variables: [String: Int], _ graph: GraphPlan, firstColumn: Int) {
        self.variables = variables
        self.graph = graph
        self.firstColumn = firstColumn
    }

    func add(_ column: PathColumn, _ type: ScalarType) -> BoundExpression {
        columns.append(column)
        fields.append(Field("$path\(columns.count)", type))
        return .column(firstColumn + columns.count - 1, type)
    }
}

extension Binder {
    func match(_ clause: GraphMatchClause, _ graph: GraphPlan, _ scope: Scope, at span: Span) throws -> Plan {
        guard let columns = clause.columns else {
            throw QueryError(.unsupported, "graph-match needs 'project' with what is wanted of a match", at: span)
        }
        let pattern = try GraphPattern(clause, graph, at: span)
        var context = RowContext(schema: pattern.schema, scope: scope)
        context.records = pattern.records
        let paths = PathCollector(pattern.pathVariables, graph, firstColumn: pattern.schema.fields.count)
        context.paths = paths
        let conditions = try clause.predicate.map { predicate -> [BoundExpression] in
            let parts: [Expression]
            if case .logical(.and, let all) = predicate.kind { parts = all } else { parts = [predicate] }
            return try parts.map { try edgeCondition($0, pattern, context) ?? condition($0, context) }
        }
        var fields: [Field] = []
        var outputs: [BoundExpression] = []
        var names = NameAllocator(columns.flatMap { $0.names.map(\.text) })
        for column in columns {
            for (name, value) in try outputsOf(column, context) {
                let isGiven = !column.names.isEmpty
                fields.append(Field(name.map { isGiven ? $0 : names.unique($0) } ?? names.nextUnnamed(), value.type))
                outputs.append(value)
            }
        }
        let matcher = try GraphMatcher(pattern, graph, conditions ?? [], paths.columns)
        let rows = Schema(pattern.schema.fields + paths.fields)
        let transform = TableTransform(name: clause.isShortest ? "graph-shortest-paths" : "graph-match") { inputs, executor in
            var found = TableBuilder(rows)
            for graph in graph.make(inputs) {
                let table = try matcher.run(graph, rows, executor.control)
                found.append(Batch(table.columns, count: table.count))
            }
            return found.finish()
        }
        return Plan(.project(Plan(.transform(graph.inputs, transform), rows), outputs), Schema(fields))
    }

    /// `e.property` of a path: the values along it, one for each edge. `nil` where the name is no path's.
    func pathMember(_ path: String, _ property: Name, _ context: RowContext) throws -> BoundExpression? {
        guard let paths = context.paths, let variable = paths.variables[path] else { return nil }
        let edges = RowContext(schema: paths.graph.edges.schema, scope: context.scope)
        let value = try scalar(Expression(.name(property.text), property.span), edges)
        let column = PathCollector.PathColumn(
            variable: variable, isOverNodes: false, fold: .map, value: try Evaluator(value))
        return paths.add(column, .dynamic)
    }

    /// A node or edge of a pattern whole: a bag of its properties without those that are empty; of a path the array of its edges' bags.
    /// `nil` where the name is no variable of a pattern.
    func graphValue(_ name: String, _ context: RowContext, at span: Span) throws -> BoundExpression? {
        if let columns = context.records[name] {
            let own = columns.filter { !$0.key.hasPrefix("$") }.sorted { $0.value < $1.value }
            let members = own.flatMap { property, index -> [BoundExpression] in
                [.literal(.string(property), .string), .column(index, context.schema.fields[index].type)]
            }
            return try function("bag_pack_present", members, at: span)
        }
        guard let paths = context.paths, let variable = paths.variables[name] else { return nil }
        let schema = paths.graph.edges.schema
        let edge = try pack(schema.fields.map(\.name), true, RowContext(schema: schema, scope: context.scope), at: span)
        return paths.add(
            PathCollector.PathColumn(variable: variable, isOverNodes: false, fold: .map, value: try Evaluator(edge)), .dynamic)
    }

    /// A condition on the properties of a path, which holds where it does on each of its edges; `nil` where the condition reads no
    /// path's properties.
    private func edgeCondition(
        _ condition: Expression, _ pattern: GraphPattern, _ context: RowContext
    ) throws -> BoundExpression? {
        guard let paths = context.paths else { return nil }
        let read = Set(condition.records).filter { paths.variables[$0] != nil && pattern.records[$0] == nil }
        guard let path = read.first, let variable = paths.variables[path] else { return nil }
        guard read.count == 1, condition.records.allSatisfy({ $0 == path || pattern.records[$0] == nil }) else {
            throw QueryError(
                .unsupported, "a condition on each edge of '\(path)' reads that edge alone; part it with 'and', or use map()",
                at: condition.span)
        }
        let schema = paths.graph.edges.schema
        var edges = RowContext(schema: schema, scope: context.scope)
        edges.records = [path: Dictionary(uniqueKeysWithValues: schema.fields.enumerated().map { ($1.name, $0) })]
        let value = try Evaluator(try self.condition(condition, edges))
        return paths.add(PathCollector.PathColumn(variable: variable, isOverNodes: false, fold: .all, value: value), .bool)
    }

    /// Calls that are about paths and nodes; `nil` for any other.
    func graphCall(_ call: Call, _ context: RowContext, at span: Span) throws -> BoundExpression? {
        let hidden = ["node_id": GraphPlan.id, "node_degree_in": GraphPlan.inDegree, "node_degree_out": GraphPlan.outDegree]
        if let column = hidden[call.name.text] {
            guard let argument = call.arguments.first else {
                return context.schema.index(of: column).map { .column($0, context.schema.fields[$0].type) }
            }
            guard case .name(let node) = argument.expression.kind, let index = context.records[node]?[column] else { return nil }
            return .column(index, context.schema.fields[index].type)
        }
        guard let paths = context.paths, let fold = PathCollector.PathColumn.Fold(rawValue: call.name.text),
            call.arguments.count == 2
        else {
            return nil
        }
        var isOverNodes = false
        var subject = call.arguments[0].expression
        if case .call(let inner) = subject.kind, inner.name.text == "inner_nodes", let edge = inner.arguments.first {
            isOverNodes = true
            subject = edge.expression
        }
        guard case .name(let name) = subject.kind, let variable = paths.variables[name] else { return nil }
        let fields = isOverNodes ? paths.graph.nodeFields : paths.graph.edges.schema.fields
        let inner = RowContext(schema: Schema(fields), scope: context.scope)
        let value =
            fold == .map ? try scalar(call.arguments[1].expression, inner) : try condition(call.arguments[1].expression, inner)
        let column = PathCollector.PathColumn(
            variable: variable, isOverNodes: isOverNodes, fold: fold, value: try Evaluator(value))
        return paths.add(column, fold == .map ? .dynamic : .bool)
    }
}

extension Expression {
    /// The names with a member behind them, outside calls that set a scope of their own: `e` of `e.cost`.
    fileprivate var records: [String] {
        switch kind {
        case .member(let base, _):
            if case .name(let record) = base.kind { return [record] }
        case .call(let call) where PathCollector.PathColumn.Fold(rawValue: call.name.text) != nil: return []
        default: break
        }
        return children.flatMap(\.records)
    }
}
