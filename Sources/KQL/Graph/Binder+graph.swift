extension Binder {
    static func makesGraph(_ step: TabularOperator) -> Bool {
        if case .makeGraph = step.kind { true } else { false }
    }

    /// Whether an expression stands for a graph: a name that is one, or a pipeline that ends in one.
    func isGraph(_ expression: Expression, _ scope: Scope) -> Bool {
        switch expression.kind {
        case .name(let name):
            if case .graph? = scope[name] { return true }
            return false
        case .query(let query):
            guard let last = query.operators.last else { return false }
            switch last.kind {
            case .makeGraph(let clause): return clause.partition == nil
            case .graphMarkComponents: return true
            default: return false
            }
        default: return false
        }
    }

    func graph(_ expression: Expression, _ scope: inout Scope) throws -> GraphPlan {
        switch expression.kind {
        case .name(let name):
            guard case .graph(let graph)? = scope[name] else { break }
            return graph
        case .query(let query):
            guard let make = query.operators.firstIndex(where: Binder.makesGraph) else {
                guard case .expression(let source) = query.source else { break }
                return try steps(query.operators[...], on: try graph(source, &scope)).0
            }
            var head = query
            head.operators = Array(query.operators[..<make])
            let edges = try pipeline(head, &scope)
            guard case .makeGraph(let clause) = query.operators[make].kind else { break }
            return try steps(query.operators[(make + 1)...], on: try makeGraph(clause, edges, &scope)).0
        default: break
        }
        throw QueryError(.binding, "a graph is needed here", at: expression.span)
    }

    /// From a graph by its name to a table.
    func graphPipeline(
        _ source: Expression, _ operators: inout ArraySlice<TabularOperator>, _ scope: inout Scope
    ) throws -> Plan {
        guard isGraph(source, scope) else { return try graphPipeline(try table(source, &scope), &operators, &scope) }
        return try finish(try graph(source, &scope), &operators, scope, at: source.span)
    }

    /// From edges through `make-graph` to a table.
    func graphPipeline(_ edges: Plan, _ operators: inout ArraySlice<TabularOperator>, _ scope: inout Scope) throws -> Plan {
        guard let step = operators.popFirst(), case .makeGraph(let clause) = step.kind else {
            throw QueryError(.binding, "make-graph is needed here")
        }
        let graph = try makeGraph(clause, edges, &scope)
        guard let partition = clause.partition else { return try finish(graph, &operators, scope, at: step.span) }
        var own = partition.operators[...]
        let plan = try finish(graph, &own, scope, at: step.span)
        if let rest = own.first {
            throw QueryError(
                .unsupported, "partitioned-by takes operators of graphs up to the one that gives rows", at: rest.span)
        }
        return plan
    }

    private func finish(
        _ graph: GraphPlan, _ operators: inout ArraySlice<TabularOperator>, _ scope: Scope, at span: Span
    ) throws -> Plan {
        let (graph, rest) = try steps(operators, on: graph)
        operators = rest
        guard let last = operators.popFirst() else {
            throw QueryError(.binding, "a graph gives no rows by itself; graph-match or graph-to-table does", at: span)
        }
        switch last.kind {
        case .graphMatch(let clause): return try match(clause, graph, scope, at: last.span)
        case .graphToTable(let tables): return try table(tables, graph, at: last.span)
        default:
            throw QueryError(
                .binding, "after make-graph come graph-match, graph-shortest-paths, graph-mark-components or graph-to-table",
                at: last.span)
        }
    }

    private func steps(
        _ operators: ArraySlice<TabularOperator>, on graph: GraphPlan
    ) throws -> (GraphPlan, ArraySlice<TabularOperator>) {
        var graph = graph
        var rest = operators
        while let step = rest.first, case .graphMarkComponents(let parameters) = step.kind {
            rest.removeFirst()
            let name =
                parameters.first { $0.name == "with_component_id" }.flatMap { ColumnNaming.name(of: $0.value) } ?? "ComponentId"
            let isStrong = parameters.contains { $0.name == "kind" && $0.value.kind == .name("strong") }
            graph.components.append((name, isStrong))
        }
        return (graph, rest)
    }

    private func makeGraph(_ clause: MakeGraphClause, _ edges: Plan, _ scope: inout Scope) throws -> GraphPlan {
        func place(_ name: Name, _ schema: Schema) throws -> Int {
            guard let index = schema.index(of: name.text) else {
                let near = NearestName.suggestion(for: name.text, among: schema.fields.map(\.name))
                throw QueryError(.binding, "there is no column '\(name.text)' here\(near)", at: name.span)
            }
            return index
        }
        let source = try place(clause.source, edges.schema)
        let target = try place(clause.target, edges.schema)
        var nodes: [(plan: Plan, key: Int)] = []
        for node in clause.nodes {
            let plan = try table(node.table, &scope)
            nodes.append((plan, try place(node.key, plan.schema)))
        }
        let partition = try clause.partition.map { partition in
            try ([edges.schema] + nodes.map(\.plan.schema)).map { try place(partition.column, $0) }
        }
        guard let first = nodes.first else {
            let name = clause.nodeID?.text ?? clause.source.text
            let schema = Schema([Field(name, edges.schema.fields[source].type)])
            return GraphPlan(
                edges: edges, source: source, target: target, nodes: [], nodeSchema: schema, keyColumn: 0,
                partition: partition ?? [])
        }
        var fields = first.plan.schema.fields
        for node in nodes.dropFirst() {
            fields += node.plan.schema.fields.filter { field in !fields.contains { $0.name == field.name } }
        }
        return GraphPlan(
            edges: edges, source: source, target: target, nodes: nodes, nodeSchema: Schema(fields), keyColumn: first.key,
            partition: partition ?? [])
    }

    private func table(_ tables: [GraphTable], _ graph: GraphPlan, at span: Span) throws -> Plan {
        guard let wanted = tables.first, tables.count == 1 else {
            throw QueryError(.unsupported, "graph-to-table gives one table here: nodes or edges", at: span)
        }
        func name(_ parameter: String) -> String? {
            wanted.parameters.first { $0.name == parameter }.flatMap { ColumnNaming.name(of: $0.value) }
        }
        let ids = (wanted.isNodes ? ["with_node_id"] : ["with_source_id", "with_target_id"]).map(name)
        let own = wanted.isNodes ? Array(graph.nodeFields.dropLast(3)) : graph.edges.schema.fields
        let schema = Schema(ids.compactMap { $0.map { Field($0, .long) } } + own)
        let transform = TableTransform(name: "graph-to-table") { inputs, _ in
            var whole = TableBuilder(schema)
            for made in graph.make(inputs) {
                let table = wanted.isNodes ? made.nodes : made.edges
                let hash = { (node: Int) -> Value in
                    let key = made.nodes.columns[graph.nodeFields.count - 3][node].text
                    return .long(Int64(bitPattern: XXHash64.hash(Array(key.utf8))))
                }
                let sides = wanted.isNodes ? [Array(0..<table.count)] : [made.sources, made.targets]
                let columns = zip(ids, sides).compactMap { name, nodes in name.map { _ in Column(.long, nodes.map(hash)) } }
                whole.append(Batch(columns + table.columns.prefix(own.count), count: table.count))
            }
            return whole.finish()
        }
        return Plan(.transform(graph.inputs, transform), schema)
    }
}
