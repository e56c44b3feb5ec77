extension Binder {
    /// `search`: rows in which a term stands in any column, or a column has it.
    func search(_ clause: SearchClause, _ input: Plan?, _ scope: inout Scope, at span: Span) throws -> Plan {
        if let input {
            let predicate = try searched(clause.predicate, input.schema, clause.isCased, scope)
            return Plan(.filter(input, predicate), input.schema)
        }
        let names = clause.tables.isEmpty ? provider.tableNames.map { Expression(.name($0), span) } : clause.tables
        var inputs: [(name: String, plan: Plan)] = []
        for table in names {
            for name in try tableNames(table, scope) {
                let plan = try self.table(Expression(name.kind, name.span), &scope)
                let title = plan.title ?? ColumnNaming.name(of: name) ?? "search_arg\(inputs.count)"
                guard let predicate = try? searched(clause.predicate, plan.schema, clause.isCased, scope) else { continue }
                inputs.append((title, Plan(.filter(plan, predicate), plan.schema)))
            }
        }
        guard !inputs.isEmpty else { throw QueryError(.binding, "search has no table that has the columns named", at: span) }
        return union(inputs, sourceColumn: "$table", isInner: false)
    }

    private func tableNames(_ table: Expression, _ scope: Scope) throws -> [Expression] {
        guard case .wildcard(let pattern) = table.kind else { return [table] }
        return provider.tableNames.filter { Glob.matches($0, pattern) }.map { Expression(.name($0), table.span) }
    }

    private func searched(
        _ expression: Expression, _ schema: Schema, _ isCased: Bool, _ scope: Scope
    ) throws -> BoundExpression {
        let context = RowContext(schema: schema, scope: scope)
        switch expression.kind {
        case .logical(let op, let parts):
            return try function(op.rawValue, try parts.map { try searched($0, schema, isCased, scope) }, at: expression.span)
        case .call(let call) where call.name.text == "not" && call.arguments.count == 1:
            return try function("not", [try searched(call.arguments[0].expression, schema, isCased, scope)], at: expression.span)
        case .wildcard: return .literal(.bool(true), .bool)
        case .literal(.string, .string(let term)):
            let places = schema.fields.indices.filter { Binder.canHold(term, schema.fields[$0].type) }
            let tests = try places.map { index in
                try termTest(term, .column(index, schema.fields[index].type), isCased, at: expression.span)
            }
            return tests.isEmpty ? .literal(.bool(false), .bool) : try function("or", tests, at: expression.span)
        case .binary(.search, let column, let right):
            guard case .literal(.string, .string(let term)) = right.kind else { return try condition(expression, context) }
            return try termTest(term, try scalar(column, context), isCased, at: expression.span)
        default: return try condition(expression, context)
        }
    }

    /// Whether values of a type, as texts, can have all letters of a term: numbers have few.
    private static func canHold(_ term: String, _ type: ScalarType) -> Bool {
        let letters: String
        switch type {
        case .string, .dynamic: return true
        case .int, .long, .timespan: letters = ""
        case .datetime: letters = "tz"
        case .guid: letters = "abcdef"
        case .bool: letters = "truefals"
        case .real, .decimal: letters = "infinityae"
        }
        return term.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII && !scalar.properties.isAlphabetic || letters.contains(Character(scalar.properties.lowercaseMapping))
        }
    }

    /// A term, with asterisks for the beginning or end of one.
    private func termTest(_ term: String, _ column: BoundExpression, _ isCased: Bool, at span: Span) throws -> BoundExpression {
        let text = try convert(column, to: .string, at: span)
        let suffix = isCased ? "_cs" : ""
        let inner = term.hasPrefix("*") ? String(term.dropFirst()) : term
        let core = inner.hasSuffix("*") ? String(inner.dropLast()) : inner
        if core.contains("*") {
            let parts = core.split(separator: "*", omittingEmptySubsequences: false).map { ParsePattern.quoted(String($0)) }
            let pattern = (isCased ? "" : "(?i)") + "(?s)" + parts.joined(separator: ".*")
            return try function("matches regex", [text, .literal(.string(pattern), .string)], at: span)
        }
        if core.isEmpty { return try function("isnotempty", [text], at: span) }
        let name =
            switch (term.hasPrefix("*"), term.hasSuffix("*") && term.count > 1) {
            case (true, true): "contains"
            case (true, false): "hassuffix"
            case (false, true): "hasprefix"
            case (false, false): "has"
            }
        return try function(name + suffix, [text, .literal(.string(core), .string)], at: span)
    }

    /// `find ... project`: the rows of several tables under the columns named.
    func find(_ clause: FindClause, _ scope: inout Scope, at span: Span) throws -> Plan {
        guard let columns = clause.columns else {
            throw QueryError(.unsupported, "find needs 'project' with the columns wanted", at: span)
        }
        let source =
            clause.parameters.first { $0.name.hasPrefix("with") }.flatMap { ColumnNaming.name(of: $0.value) } ?? "source_"
        let names = clause.tables.isEmpty ? provider.tableNames.map { Expression(.name($0), span) } : clause.tables
        var inputs: [(name: String, plan: Plan)] = []
        for table in names {
            for name in try tableNames(table, scope) {
                let plan = try self.table(name, &scope)
                let context = RowContext(schema: plan.schema, scope: scope)
                guard let predicate = try? searched(clause.predicate, plan.schema, false, scope),
                    let projected = try? project(
                        columns.filter { known($0, plan.schema) }, Plan(.filter(plan, predicate), plan.schema), context)
                else { continue }
                inputs.append((plan.title ?? ColumnNaming.name(of: name) ?? "", projected))
            }
        }
        guard !inputs.isEmpty else { throw QueryError(.binding, "find has no table that has the columns named", at: span) }
        return union(inputs, sourceColumn: source, isInner: false)
    }

    private func known(_ column: NamedExpression, _ schema: Schema) -> Bool {
        guard case .name(let name) = column.expression.kind else { return true }
        return schema.index(of: name) != nil
    }
}
