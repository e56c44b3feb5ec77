extension Binder {
    /// Calls that a setting or a check of the query decides.
    static let settledForms: [String: SpecialForm] = [
        "bin_auto": { binder, call, context, span in
            guard let value = call.arguments.first?.expression, call.arguments.count == 1 else {
                throw QueryError(.binding, "bin_auto() takes one argument", at: span)
            }
            guard let size = binder.settings["query_bin_auto_size"] else {
                throw QueryError(.binding, "bin_auto() needs the size of a bin: set query_bin_auto_size=1h;", at: span)
            }
            let settings = RowContext(schema: Schema(), scope: context.scope)
            let arguments = [try binder.scalar(value, context), try binder.scalar(size, settings)]
            guard let point = binder.settings["query_bin_auto_at"] else { return try binder.function("bin", arguments, at: span) }
            return try binder.function("bin_at", arguments + [try binder.scalar(point, settings)], at: span)
        },
        "assert": { binder, call, context, span in
            guard call.arguments.count == 2 else {
                throw QueryError(.binding, "assert() takes a condition and a message", at: span)
            }
            let condition = try binder.condition(call.arguments[0].expression, context)
            if binder.isChecking { return .literal(.bool(true), .bool) }
            guard let value = condition.constant else {
                throw QueryError(
                    .binding, "the condition of assert() has to be a constant", at: call.arguments[0].expression.span)
            }
            let message = try binder.constant(call.arguments[1].expression, context.scope, "the message").text
            guard value == .bool(true) else {
                throw QueryError(.binding, "assert() has failed with message: '\(message)'", at: span)
            }
            return .literal(value, .bool)
        },
        "estimate_data_size": { binder, call, context, span in
            let columns = try call.arguments.flatMap { argument -> [BoundExpression] in
                guard case .wildcard = argument.expression.kind else { return [try binder.scalar(argument.expression, context)] }
                let fields = context.schema.fields.indices.filter { !Binder.isIngestion(context.schema.fields[$0]) }
                return fields.map { .column($0, context.schema.fields[$0].type) }
            }
            guard !columns.isEmpty else { throw QueryError(.binding, "estimate_data_size() takes columns, or *", at: span) }
            let sizes = try columns.map { column -> BoundExpression in
                if column.type == .string { return try binder.function("string_size", [column], at: span) }
                guard let bytes = column.type.width else {
                    throw QueryError(.unsupported, "the size of a \(column.type.rawValue) is not documented", at: span)
                }
                return .literal(.long(bytes), .long)
            }
            return try sizes.dropFirst().reduce(sizes[0]) { try binder.function("+", [$0, $1], at: span) }
        },
    ]
}

extension ScalarType {
    /// The bytes that a value takes; `nil` where that depends on it.
    fileprivate var width: Int64? {
        switch self {
        case .bool: 1
        case .int: 4
        case .long, .real, .datetime, .timespan: 8
        case .guid: 16
        case .decimal, .string, .dynamic: nil
        }
    }
}
