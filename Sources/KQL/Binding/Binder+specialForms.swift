extension Binder {
    typealias SpecialForm = @Sendable (Binder, Call, RowContext, Span) throws -> BoundExpression

    /// Calls that the binder answers itself, because they need the query's moment, its columns or its tables.
    static let specialForms: [String: SpecialForm] = [
        "now": { binder, call, context, span in
            let now = BoundExpression.literal(.datetime(binder.now), .datetime)
            guard let offset = call.arguments.first else { return now }
            return try binder.function("+", [now, try binder.scalar(offset.expression, context)], at: span)
        },
        "ago": { binder, call, context, span in
            let offset = try binder.only(call, context)
            if offset.type.isNumeric {
                throw QueryError(.binding, "ago() takes a timespan: ago(7d), ago(12h)", at: span)
            }
            return try binder.function("-", [.literal(.datetime(binder.now), .datetime), offset], at: span)
        },
        "toscalar": { binder, call, context, span in try binder.toScalar(call, context, at: span) },
        "column_ifexists": columnIfExists,
        "columnifexists": columnIfExists,
        "pack_all": { binder, call, context, span in
            let drops = try call.arguments.first.map { try binder.constant($0.expression, context.scope, "the argument") }
            let fields = context.hidesColumns ? [] : context.schema.fields.filter { !Binder.isIngestion($0) }
            return try binder.pack(fields.map(\.name), drops == .bool(true), context, at: span)
        },
        "bag_pack_columns": { binder, call, context, span in
            let names = try call.arguments.map { argument in
                guard let name = ColumnNaming.name(of: argument.expression) else {
                    throw QueryError(.binding, "bag_pack_columns() takes columns", at: argument.expression.span)
                }
                return name
            }
            return try binder.pack(names, false, context, at: span)
        },
        "ingestion_time": { binder, call, context, span in
            // A table that knows when its rows came has a column for it.
            for name in [Engine.ingestionColumn, "TimeGenerated", "Timestamp"] {
                if let index = context.schema.index(of: name) { return .column(index, context.schema.fields[index].type) }
            }
            return .literal(.null, .datetime)
        },
        "geo_info_from_ip_address": { binder, call, context, span in
            let address = try binder.convert(try binder.only(call, context), to: .string, at: span)
            guard let places = binder.provider.places else {
                if binder.isChecking { return try binder.function(call.name.text, [address], at: span) }
                let reason = "needs a database of addresses: serve --address-database FILE.mmdb"
                throw QueryError(.unsupported, "\(call.name.text)() \(reason)", at: span)
            }
            let function = ScalarFunction.values(call.name.text, [.string], .exactly(.dynamic)) { places.place(of: $0[0].text) }
            return BoundExpression(kind: .call(function, [address]), type: .dynamic)
        },
        "around": { binder, call, context, span in
            guard call.arguments.count == 3 else {
                throw QueryError(.binding, "around() takes a value, a centre and a distance", at: span)
            }
            let values = try call.arguments.map { try binder.scalar($0.expression, context) }
            let low = try binder.function("-", [values[1], values[2]], at: span)
            let high = try binder.function("+", [values[1], values[2]], at: span)
            return try binder.function(
                "and",
                [
                    try binder.function(">=", [values[0], low], at: span),
                    try binder.function("<=", [values[0], high], at: span),
                ],
                at: span)
        },
        "column_names_of": { binder, call, context, span in
            guard let table = call.arguments.first?.expression else {
                throw QueryError(.binding, "column_names_of() takes a table", at: span)
            }
            var scope = context.scope
            let names = try binder.table(table, &scope).schema.fields.map { Value.string($0.name) }
            return .literal(.array(names), .dynamic)
        },
        "materialize": { binder, call, context, span in try binder.only(call, context) },
        "cursor_after": { _, _, _, _ in .literal(.bool(true), .bool) },
        "current_cluster_endpoint": { _, _, _, _ in .literal(.string("watchfloor"), .string) },
        "current_database": { _, _, _, _ in .literal(.string("watchfloor"), .string) },
        "current_principal": { _, _, _, _ in .literal(.string(""), .string) },
        "current_principal_details": { _, _, _, _ in .literal(.null, .dynamic) },
        "gettype": { binder, call, context, span in
            let value = try binder.only(call, context)
            guard value.type == .dynamic else { return .literal(.string(value.type.rawValue), .string) }
            return try binder.function("gettype", [value], at: span)
        },
    ]

    private static let columnIfExists: SpecialForm = { binder, call, context, span in
        guard call.arguments.count == 2 else {
            throw QueryError(.binding, "\(call.name.text)() takes a column's name and a value", at: span)
        }
        let name = try binder.constant(call.arguments[0].expression, context.scope, "the column's name").text
        if !context.hidesColumns, let index = context.schema.index(of: name) {
            return .column(index, context.schema.fields[index].type)
        }
        return try binder.scalar(call.arguments[1].expression, context)
    }

    /// The single argument of a call.
    private func only(_ call: Call, _ context: RowContext) throws -> BoundExpression {
        guard call.arguments.count == 1 else {
            throw QueryError(.binding, "\(call.name.text)() takes one argument, not \(call.arguments.count)", at: call.name.span)
        }
        return try scalar(call.arguments[0].expression, context)
    }

    /// The first value of a table's first row, or a scalar as it is.
    private func toScalar(_ call: Call, _ context: RowContext, at span: Span) throws -> BoundExpression {
        guard let argument = call.arguments.first?.expression, call.arguments.count == 1 else {
            throw QueryError(.binding, "toscalar() takes one table", at: span)
        }
        guard isTable(argument, context) else { return try scalar(argument, context) }
        var scope = context.scope
        let plan = try table(argument, &scope)
        guard let field = plan.schema.fields.first else {
            if plan.schema.isOpen { return .literal(.null, .dynamic) }
            throw QueryError(.binding, "toscalar() needs a table with a column", at: span)
        }
        let rows = try rows(Plan(.take(plan, 1), plan.schema))
        return .literal(rows.count > 0 ? rows.columns[0][0] : .null.converted(to: field.type), field.type)
    }

    /// A bag of columns; `drops` leaves out what is empty.
    func pack(_ names: [String], _ drops: Bool, _ context: RowContext, at span: Span) throws -> BoundExpression {
        let members = try names.flatMap { name in
            [.literal(.string(name), .string), try scalar(Expression(.name(name), span), context)]
        }
        return try function(drops ? "bag_pack_present" : "bag_pack", members, at: span)
    }
}
