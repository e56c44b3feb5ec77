extension Binder {
    /// Whether an expression stands for a table.
    func isTable(_ expression: Expression, _ scope: Scope) -> Bool {
        isTable(expression, RowContext(schema: Schema(), scope: scope))
    }

    /// The same where columns may shadow tables.
    func isTable(_ expression: Expression, _ context: RowContext) -> Bool {
        switch expression.kind {
        case .query: return true
        case .name(let name):
            if !context.hidesColumns, context.schema.index(of: name) != nil { return false }
            switch context.scope[name] {
            case .table: return true
            case .scalar, .graph: return false
            case .function(let definition, let scope):
                return definition.parameters.isEmpty && definition.body.map { isBodyTable($0, definition, scope) } ?? false
            case nil: return provider.schema(of: name) != nil || isElsewhere(name)
            }
        case .call(let call):
            switch context.scope[call.name.text] {
            case .function(let definition, let scope)?:
                return definition.body.map { isBodyTable($0, definition, scope) } ?? false
            case .table?: return true
            default: break
            }
            if call.name.text == "materialize", let inner = call.arguments.first { return isTable(inner.expression, context) }
            return Binder.tableFunctions.contains(call.name.text) || provider.table(of: call.name.text, arguments: []) != nil
                || isElsewhere(call.name.text)
        case .member(let base, _): return Binder.isDatabase(base)
        default: return false
        }
    }

    /// Names bound inside the function may make its body a table.
    private func isBodyTable(_ body: Expression, _ definition: FunctionDefinition, _ scope: Scope) -> Bool {
        var inner = scope
        for parameter in definition.parameters {
            if case .table = parameter.kind {
                inner[parameter.name.text] = .table(Plan(.input(), Schema([], isOpen: true)))
            } else {
                inner[parameter.name.text] = .scalar(.literal(.null, .dynamic))
            }
        }
        for case .let_(let statement) in definition.statements {
            switch statement.value {
            case .function(let function): inner[statement.name.text] = .function(function, inner)
            case .expression(let value):
                inner[statement.name.text] =
                    isTable(value, inner) ? .table(Plan(.input(), Schema([], isOpen: true))) : .scalar(.literal(.null, .dynamic))
            }
        }
        return isTable(body, inner)
    }

    static let tableFunctions: Set<String> = ["table", "view", "external_table", "materialized_view"]

    private static func isDatabase(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .call(let call): ["database", "cluster", "workspace", "app", "resource", "adx", "arg"].contains(call.name.text)
        case .member(let base, _): isDatabase(base)
        default: false
        }
    }

    // MARK: Binding

    /// A tabular expression. Names that `as` gives stay in the scope.
    func table(_ expression: Expression, _ scope: inout Scope) throws -> Plan {
        switch expression.kind {
        case .query(let query): return try pipeline(query, &scope)
        case .name(let name): return try namedTable(name, &scope, at: expression.span)
        case .call(let call): return try tableCall(call, &scope, at: expression.span)
        case .member(let base, let name) where Binder.isDatabase(base):
            // What is in another place is known there.
            if isChecking, storedSchema(name.text) == nil { return Binder.unknownRows }
            return try storedTable(name.text, at: name.span)
        default: throw QueryError(.binding, "a table is needed here", at: expression.span)
        }
    }

    private func namedTable(_ name: String, _ scope: inout Scope, at span: Span) throws -> Plan {
        switch scope[name] {
        case .table(let plan): return plan
        case .scalar, .graph: throw QueryError(.binding, "'\(name)' is no table", at: span)
        case .function(let definition, let outer): return try tableBody(name, definition, outer, [], scope, at: span)
        case nil: return isElsewhere(name) ? Binder.unknownRows : try storedTable(name, at: span)
        }
    }

    /// Whether a name is that of a function of the surroundings whose rows are not known, where a query is only checked.
    func isElsewhere(_ function: String) -> Bool { isChecking && provider.isElsewhere(function) }

    /// Rows with columns that nobody knows.
    static let unknownRows = Plan(.input(), Schema([], isOpen: true))

    func storedTable(_ name: String, at span: Span) throws -> Plan {
        guard let schema = storedSchema(name) else {
            let advice =
                provider.whereabouts(of: name).map { "; \($0)" } ?? NearestName.suggestion(for: name, among: provider.tableNames)
            throw QueryError(.binding, "there is no table '\(name)'\(advice)", at: span)
        }
        var plan = Plan(.table(name, columns: nil), schema)
        plan.title = name
        return plan
    }

    private func tableCall(_ call: Call, _ scope: inout Scope, at span: Span) throws -> Plan {
        let name = call.name.text
        switch scope[name] {
        case .function(let definition, let outer):
            return try tableBody(name, definition, outer, call.arguments, scope, at: span)
        case .table(let plan) where call.arguments.isEmpty: return plan
        default: break
        }
        switch name {
        case "materialize":
            guard let argument = call.arguments.first else { throw QueryError(.binding, "materialize() takes a table", at: span) }
            return makeShared(try table(argument.expression, &scope))
        case "table", "external_table", "materialized_view":
            guard let argument = call.arguments.first else { throw QueryError(.binding, "\(name)() takes a name", at: span) }
            let table = try constant(argument.expression, scope, "the table's name").text
            return try namedTable(table, &scope, at: argument.expression.span)
        default:
            if let plan = try providedTable(call, scope, at: span) { return plan }
            if isElsewhere(name) { return Binder.unknownRows }
            let functions = scope.bindings.keys.sorted() + ["materialize", "table"]
            let near = NearestName.suggestion(for: name, among: functions)
            throw QueryError(.binding, "there is no function '\(name)' that gives a table\(near)", at: call.name.span)
        }
    }

    /// A function of the surroundings, with constants.
    private func providedTable(_ call: Call, _ scope: Scope, at span: Span) throws -> Plan? {
        guard let arguments = try? call.arguments.map({ try constant($0.expression, scope, "an argument") }),
            let name = provider.table(of: call.name.text, arguments: arguments)
        else { return nil }
        guard storedSchema(name) != nil else {
            let what = arguments.first.flatMap(\.string) ?? ""
            throw QueryError(.binding, "\(call.name.text)() has nothing of the name '\(what)'", at: span)
        }
        return try storedTable(name, at: span)
    }

    func tableBody(
        _ name: String, _ definition: FunctionDefinition, _ outer: Scope, _ arguments: [NamedExpression], _ scope: Scope,
        at span: Span, receiver: Plan? = nil
    ) throws -> Plan {
        let context = RowContext(schema: Schema(), scope: scope)
        var inner = try self.scope(name, definition, outer, arguments, context, at: span, receiver: receiver)
        for statement in definition.statements { try bind(statement, in: &inner) }
        guard let body = definition.body else { throw QueryError(.binding, "\(name)() gives no table", at: span) }
        return try table(body, &inner)
    }

    func pipeline(_ query: Query, _ scope: inout Scope) throws -> Plan {
        var operators = query.operators[...]
        var plan: Plan
        switch query.source {
        case .expression(let source):
            if isGraph(source, scope) || operators.first.map(Binder.makesGraph) ?? false {
                plan = try graphPipeline(source, &operators, &scope)
            } else {
                plan = try table(source, &scope)
            }
        case .leading(let leading):
            guard let input = scope.input else {
                plan = try leadingTable(leading, &scope)
                break
            }
            var inner = scope
            inner.input = nil
            plan = try apply(leading, to: input, &inner)
            scope = inner
        }
        while let next = operators.popFirst() {
            if Binder.makesGraph(next) {
                operators = [next] + operators
                plan = try graphPipeline(plan, &operators, &scope)
            } else {
                plan = try applyOrPass(next, to: plan, &scope)
            }
        }
        return plan
    }
}
