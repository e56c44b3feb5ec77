extension Binder {
    // MARK: Resolution

    /// A call of a function of the table: the entry that fits the arguments best, with conversions where they are needed;
    /// worked out at once where all arguments are constants.
    func function(_ name: String, _ arguments: [BoundExpression], at span: Span) throws -> BoundExpression {
        guard let entries = FunctionTable.scalar[name] else {
            throw QueryError(.binding, "there is no function '\(name)'", at: span)
        }
        let arguments =
            switch name {
            case "==", "!=": try comparable(arguments, at: span)
            case "strcat", "strcat_delim":
                try arguments.map { $0.type == .dynamic ? try convert($0, to: .string, at: span) : $0 }
            default: arguments
            }
        let types = arguments.map(\.type)
        let best = entries.compactMap { entry in Binder.cost(entry, arguments).map { (entry, $0) } }.min { $0.1 < $1.1 }
        guard let (entry, _) = best else { throw Binder.mismatch(name, entries, types, at: span) }
        var converted = try arguments.enumerated().map { index, argument in
            guard case .exactly(let type)? = entry.parameter(index) else { return argument }
            return try convert(argument, to: type, at: span)
        }
        if entry.name == "case" { converted = try caseTests(converted, at: span) }
        let result = Binder.resultType(entry.result, converted.map(\.type))
        if case .common(let start) = entry.result {
            for index in start..<converted.count { converted[index] = try convert(converted[index], to: result, at: span) }
        } else if case .computed = entry.result, entry.name == "case" {
            for index in converted.indices where index % 2 == 1 || index == converted.count - 1 {
                converted[index] = try convert(converted[index], to: result, at: span)
            }
        }
        return try folded(BoundExpression(kind: .call(entry, converted), type: result), entry, converted, at: span)
    }

    /// The tests of `case` are at the even places, the last argument is none.
    private func caseTests(_ arguments: [BoundExpression], at span: Span) throws -> [BoundExpression] {
        guard arguments.count % 2 == 1 else {
            throw QueryError(.binding, "case() takes pairs of a test and a value, and a value for the rest", at: span)
        }
        return try arguments.enumerated().map { index, argument in
            index % 2 == 0 && index < arguments.count - 1 ? try coerce(argument, to: .bool, at: span) : argument
        }
    }

    private func folded(
        _ call: BoundExpression, _ entry: ScalarFunction, _ arguments: [BoundExpression], at span: Span
    ) throws -> BoundExpression {
        if let simpler = Binder.simplified(entry.name, arguments) { return simpler }
        let isFoldable =
            !entry.traits.contains(.isVolatile) && !entry.traits.contains(.isWindow)
            && arguments.allSatisfy { $0.constant != nil }
        do {
            guard isFoldable else {
                // What is wrong with a constant, as a regular expression that cannot be read, is said where it stands.
                if arguments.contains(where: { $0.constant != nil }) { _ = try Evaluator(call) }
                return call
            }
            let value = try Evaluator(call).evaluate(Batch([], count: 1)).checked()[0]
            foldedBytes += value.footprint
            if foldedBytes > Evaluator.largestParts {
                throw ValueSize.tooLarge("the constants of the query", Evaluator.largestParts)
            }
            return .literal(value, call.type)
        } catch var error as QueryError {
            if error.kind == .unsupported, isChecking { return call }
            if error.span == nil { error.span = span }
            throw error
        }
    }

    /// `and` and `or` without what a constant decides: parameters of functions that nobody gave make many of these.
    private static func simplified(_ name: String, _ arguments: [BoundExpression]) -> BoundExpression? {
        guard let logical = LogicalOperator(rawValue: name) else { return nil }
        let decisive = Value.bool(logical == .or)
        if arguments.contains(where: { $0.constant == decisive }) { return .literal(decisive, .bool) }
        let rest = arguments.filter { $0.constant != .bool(logical == .and) }
        return rest.count == 1 ? rest[0] : nil
    }

    /// The sum of the conversions that an entry needs; `nil` where it does not fit.
    private static func cost(_ entry: ScalarFunction, _ arguments: [BoundExpression]) -> Int? {
        guard arguments.count >= entry.required else { return nil }
        if entry.traits.contains(.needsDynamic), !arguments.contains(where: { $0.type == .dynamic }) { return nil }
        var cost = 0
        for (index, argument) in arguments.enumerated() {
            guard let parameter = entry.parameter(index) else { return nil }
            let asText = entry.traits.contains(.readsAnyAsText) && parameter == .string ? 40 : nil
            guard let distance = distance(argument, to: parameter) ?? asText else { return nil }
            cost += distance
        }
        return cost
    }

    static func distance(_ argument: BoundExpression, to parameter: ScalarFunction.Parameter) -> Int? {
        switch parameter {
        case .any: return 1
        case .number: return argument.type.isNumeric || argument.type == .dynamic ? 0 : nil
        case .summable:
            return argument.type.isNumeric || argument.type == .dynamic || argument.type == .datetime
                || argument.type == .timespan ? 0 : nil
        case .exactly(let wanted):
            if let distance = CommonType.distance(from: argument.type, to: wanted) { return distance }
            if argument.constant?.isNull == true { return 30 }
            return nil
        }
    }

    static func resultType(_ rule: ScalarFunction.ResultType, _ types: [ScalarType]) -> ScalarType {
        switch rule {
        case .exactly(let type): type
        case .argument(let index): index < types.count ? types[index] : .dynamic
        case .common(let start): CommonType.of(Array(types.dropFirst(start)))
        case .computed(let rule): rule(types)
        }
    }

    private static func mismatch(
        _ name: String, _ entries: [ScalarFunction], _ types: [ScalarType], at span: Span
    ) -> QueryError {
        let given = types.map(\.rawValue).joined(separator: ", ")
        let isOperator = !(name.utf8.first.map { Lexer.isNameByte($0) } ?? false) || BinaryOperator(rawValue: name) != nil
        if isOperator {
            let hint = types.contains(.datetime) && types.contains(.string) ? "; a moment is written datetime(2026-05-04)" : ""
            return QueryError(.binding, "'\(name)' cannot be used with \(given)\(hint)", at: span)
        }
        let fewest = entries.map(\.required).min() ?? 0
        if types.count < fewest {
            return QueryError(.binding, "\(name)() needs at least \(fewest) argument\(fewest == 1 ? "" : "s")", at: span)
        }
        if entries.allSatisfy({ $0.parameter(types.count - 1) == nil }) {
            return QueryError(.binding, "\(name)() has too many arguments: \(types.count)", at: span)
        }
        return QueryError(.binding, "\(name)() cannot be used with (\(given))", at: span)
    }

    // MARK: Conversion

    /// A conversion that KQL makes by itself.
    func coerce(_ value: BoundExpression, to type: ScalarType, at span: Span) throws -> BoundExpression {
        guard CommonType.distance(from: value.type, to: type) != nil || value.constant?.isNull == true || fits(value, type) else {
            throw QueryError(.binding, "\(type.phrase) is needed here, not \(value.type.phrase)", at: span)
        }
        return try convert(value, to: type, at: span)
    }

    /// A whole number is a long, where it is a literal and where ints are added up, and stands for an int as well.
    private func fits(_ value: BoundExpression, _ type: ScalarType) -> Bool {
        guard value.type == .long, type == .int else { return false }
        return value.constant.map { !$0.converted(to: .int).isNull } ?? true
    }

    func convert(_ value: BoundExpression, to type: ScalarType, at span: Span) throws -> BoundExpression {
        if value.type == type { return value }
        if let constant = value.constant {
            if value.type == .dynamic, type == .string { return .literal(.string(constant.dynamicText), type) }
            return .literal(constant.converted(to: type), type)
        }
        let name = type == .dynamic ? "asdynamic" : ConversionFunctions.internalName(type)
        guard let entry = FunctionTable.scalar[name]?.first else { return value }
        return BoundExpression(kind: .call(entry, [value]), type: type)
    }

    // MARK: Calls in a query

    func call(_ call: Call, _ context: RowContext, at span: Span) throws -> BoundExpression {
        let name = call.name.text
        if case .function(let definition, let scope)? = context.scope[name] {
            return try expand(name, definition, scope, call.arguments, context, at: span)
        }
        if let bound = try graphCall(call, context, at: span) { return bound }
        if let form = Binder.specialForms[name] ?? Binder.settledForms[name] { return try form(self, call, context, span) }
        if let collector = context.aggregates, AggregateTable.byName[name] != nil || AggregateTable.isMultiple(name) {
            let places = try aggregate(call, collector, at: span)
            return .column(places.lowerBound, collector.outputs[places.lowerBound - collector.keyCount].type)
        }
        guard FunctionTable.scalar[name] != nil, Lexer.isNameByte(name.utf8.first ?? 0) else {
            throw unknown(call.name)
        }
        // `extract(..., typeof(long))`: the result is converted.
        if case .typeLiteral(let types)? = call.arguments.last?.expression.kind, let type = types.first?.type {
            let shorter = Call(name: call.name, arguments: Array(call.arguments.dropLast()))
            let bound =
                Binder.textsUnlessTyped.contains(name)
                ? try function(name, try shorter.arguments.map { try scalar($0.expression, context) }, at: span)
                : try self.call(shorter, context, at: span)
            return try convert(bound, to: type, at: span)
        }
        let arguments = try call.arguments.map { try scalar($0.expression, context) }
        let bound = try function(name, arguments, at: span)
        return Binder.textsUnlessTyped.contains(name) ? try convert(bound, to: .string, at: span) : bound
    }

    /// Functions that find a value of any type and give it as text, where no type is asked for.
    private static let textsUnlessTyped: Set<String> = ["extract_json", "extractjson"]

    private func unknown(_ name: Name) -> QueryError {
        if AggregateTable.byName[name.text] != nil || AggregateTable.isMultiple(name.text) {
            return QueryError(.binding, "\(name.text)() is an aggregate: it belongs in summarize", at: name.span)
        }
        if let type = ScalarType(name: name.text) {
            let example = "it takes a literal, and a column or text is converted by to\(type.rawValue)(...)"
            return QueryError(.binding, "what stands in \(name.text)(...) cannot be read; \(example)", at: name.span)
        }
        let known =
            FunctionTable.scalar.keys.filter { Lexer.isNameByte($0.utf8.first ?? 0) } + AggregateTable.byName.keys
            + Binder.specialForms.keys + Binder.settledForms.keys
        let near = NearestName.suggestion(for: name.text, among: known.sorted())
        return QueryError(.binding, "there is no function '\(name.text)'\(near)", at: name.span)
    }
}
