extension Binder {
    /// `search`: rows in which a term stands in any column, or a column has it.
    func search(_ clause: SearchClause, _ input: Plan?, _ scope: inout Scope, at span: Span) throws -> Plan {
        if let input {
            let predicate = try searched(clause.predicate, input.schema, clause.isCased, scope)
            let found = Plan(.filter(input, predicate), input.schema)
            if input.schema.index(of: "$table") != nil { return found }
            return union([(input.title ?? "search_arg0", found)], sourceColumn: "$table", isInner: false)
        }
        let inputs = try searchedTables(clause.tables, "search", &scope, at: span).compactMap {
            name, plan -> (name: String, plan: Plan)? in
            guard let predicate = try? searched(clause.predicate, plan.schema, clause.isCased, scope) else { return nil }
            return (name, Plan(.filter(plan, predicate), plan.schema))
        }
        guard !inputs.isEmpty else { throw QueryError(.binding, "search has no table that has the columns named", at: span) }
        return union(inputs, sourceColumn: "$table", isInner: false)
    }

    /// The tables that are named, by name or by pattern; without a name all of the provider's.
    func searchedTables(
        _ tables: [Expression], _ word: String, _ scope: inout Scope, at span: Span
    ) throws -> [(name: String, plan: Plan)] {
        let given = tables.isEmpty ? [Expression(.wildcard("*"), span)] : tables
        let names = try given.flatMap { table -> [Expression] in
            guard case .wildcard(let pattern) = table.kind else { return [table] }
            try checkReach(pattern, word, at: table.span)
            return provider.tableNames.filter { Glob.matches($0, pattern) }.map { Expression(.name($0), table.span) }
        }
        var found: [(name: String, plan: Plan)] = []
        for name in names {
            let plan = try table(name, &scope)
            found.append((plan.title ?? ColumnNaming.name(of: name) ?? "search_arg\(found.count)", plan))
        }
        return found
    }

    /// A predicate in which a text alone is a term that any column may hold.
    func searched(
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
}
