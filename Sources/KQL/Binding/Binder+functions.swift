extension Binder {
    /// Puts a scalar function's body in the place of its call.
    func expand(
        _ name: String, _ definition: FunctionDefinition, _ scope: Scope, _ arguments: [NamedExpression],
        _ context: RowContext, at span: Span
    ) throws -> BoundExpression {
        var inner = try self.scope(name, definition, scope, arguments, context, at: span)
        for statement in definition.statements { try bind(statement, in: &inner) }
        guard let body = definition.body else { throw QueryError(.binding, "\(name)() has no body", at: span) }
        var bodyContext = context
        bodyContext.scope = inner
        bodyContext.hidesColumns = true
        return try scalar(body, bodyContext)
    }

    /// The scope of a function's body: what was known where it was defined, and its parameters.
    func scope(
        _ name: String, _ definition: FunctionDefinition, _ outer: Scope, _ arguments: [NamedExpression],
        _ context: RowContext, at span: Span, receiver: Plan? = nil
    ) throws -> Scope {
        var inner = outer
        inner.depth = context.scope.depth + 1
        inner.input = nil
        guard inner.depth <= Binder.maximumCallDepth else {
            throw QueryError(.limit, "functions call each other deeper than \(Binder.maximumCallDepth)", at: span)
        }
        var parameters = definition.parameters[...]
        if let receiver, let first = parameters.popFirst() { inner[first.name.text] = .table(receiver) }
        guard arguments.count <= parameters.count else {
            throw QueryError(.binding, "\(name)() has too many arguments: \(arguments.count)", at: span)
        }
        var positional = arguments.filter { $0.names.isEmpty }[...]
        for parameter in parameters {
            let named = arguments.first { $0.names.first?.text == parameter.name.text }
            let argument = named?.expression ?? positional.popFirst()?.expression
            inner[parameter.name.text] = try self.argument(argument, parameter, name, context, at: span)
        }
        return inner
    }

    private func argument(
        _ expression: Expression?, _ parameter: FunctionParameter, _ function: String, _ context: RowContext, at span: Span
    ) throws -> Scope.Binding {
        switch parameter.kind {
        case .table:
            guard let expression else {
                throw QueryError(.binding, "\(function)() needs a table for '\(parameter.name.text)'", at: span)
            }
            var scope = context.scope
            return .table(try table(expression, &scope))
        case .scalar(let type):
            guard let value = expression ?? parameter.standard else {
                throw QueryError(.binding, "\(function)() needs a value for '\(parameter.name.text)'", at: span)
            }
            let bound = try scalar(value, context)
            // Numbers are taken for each other: a literal is a long, and parameters are often ints.
            if bound.type.isNumeric, type.isNumeric { return .scalar(try convert(bound, to: type, at: value.span)) }
            return .scalar(try coerce(bound, to: type, at: value.span))
        }
    }
}
