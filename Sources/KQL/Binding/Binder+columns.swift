extension Binder {
    /// The columns that a named expression makes: one, or one for each part of a function that gives several. A name is
    /// `nil` where the query gives none and the expression has none by itself.
    func outputsOf(
        _ expression: NamedExpression, _ context: RowContext, standard: String? = nil
    ) throws -> [(name: String?, value: BoundExpression)] {
        let value = try scalar(expression.expression, context)
        if expression.names.count > 1 || isTuple(value) {
            return try tuple(expression, value, at: expression.expression.span)
        }
        if let sorted = try sortedTogether(expression, value) { return sorted }
        if let name = expression.names.first { return [(name.text, value)] }
        return [(standard ?? ColumnNaming.name(of: expression.expression), value)]
    }

    /// `array_sort_asc(a, b)` without a name gives a column for each array.
    private func sortedTogether(
        _ expression: NamedExpression, _ value: BoundExpression
    ) throws -> [(name: String?, value: BoundExpression)]? {
        guard case .call(let call) = expression.expression.kind, call.name.text.hasPrefix("array_sort_"),
            expression.names.isEmpty,
            call.arguments.count > 1,
            !call.arguments.contains(where: { if case .literal(.bool, _) = $0.expression.kind { true } else { false } })
        else { return nil }
        return try call.arguments.enumerated().map { index, argument in
            let element = try function("[]", [value, .literal(.long(Int64(index)), .long)], at: expression.expression.span)
            return (ColumnNaming.name(of: argument.expression).map { $0 + "_sorted" }, element)
        }
    }

    private func isTuple(_ value: BoundExpression) -> Bool {
        guard case .call(let function, _) = value.kind else { return false }
        return SeriesTuples.parts[function.name] != nil
    }

    private func tuple(
        _ expression: NamedExpression, _ value: BoundExpression, at span: Span
    ) throws -> [(name: String?, value: BoundExpression)] {
        var parts: [(String, ScalarType)] = []
        var prefix = ""
        if case .call(let call) = expression.expression.kind, let known = SeriesTuples.parts[call.name.text] {
            parts = known
            let argument = call.arguments.first.flatMap { ColumnNaming.name(of: $0.expression) } ?? ""
            prefix = call.name.text + "_" + argument + "_"
        } else {
            parts = expression.names.map { _ in ("", .dynamic) }
        }
        let count = max(parts.count, expression.names.count)
        if expression.names.count > parts.count {
            throw QueryError(.binding, "there are \(parts.count) values for \(expression.names.count) names", at: span)
        }
        let wanted = expression.names.count == 1 ? count : expression.names.isEmpty ? count : expression.names.count
        return try (0..<wanted).map { index in
            let name =
                index < expression.names.count ? expression.names[index].text : prefix + parts[index].0
            let element = try function("[]", [value, .literal(.long(Int64(index)), .long)], at: span)
            return (name, try convert(element, to: parts[index].1, at: span))
        }
    }

    func project(_ expressions: [NamedExpression], _ input: Plan, _ context: RowContext) throws -> Plan {
        var fields: [Field] = []
        var outputs: [BoundExpression] = []
        var names = NameAllocator(expressions.flatMap { $0.names.map(\.text) })
        for expression in expressions {
            if case .wildcard(let pattern) = expression.expression.kind {
                for (index, field) in input.schema.fields.enumerated() where Glob.matches(field.name, pattern) {
                    fields.append(Field(names.unique(field.name), field.type))
                    outputs.append(.column(index, field.type))
                }
                continue
            }
            for (name, value) in try outputsOf(expression, context) {
                let isGiven = !expression.names.isEmpty
                let unique = name.map { isGiven ? $0 : names.unique($0) } ?? names.nextUnnamed()
                if isGiven, fields.contains(where: { $0.name == unique }) {
                    throw QueryError(.binding, "the column '\(unique)' is made twice", at: expression.expression.span)
                }
                fields.append(Field(unique, value.type))
                outputs.append(value)
            }
        }
        let takesAll = expressions.contains { if case .wildcard = $0.expression.kind { true } else { false } }
        return Plan(.project(serialized(input, outputs), outputs), Schema(fields, isOpen: takesAll && input.schema.isOpen))
    }

    /// New columns stand at the end; a name that is there takes the column's place.
    func extend(_ expressions: [NamedExpression], _ input: Plan, _ context: RowContext) throws -> Plan {
        var fields = input.schema.fields
        var outputs = fields.indices.map { BoundExpression.column($0, fields[$0].type) }
        var names = NameAllocator(fields.map(\.name))
        var made = Set<String>()
        for expression in expressions {
            for (name, value) in try outputsOf(expression, context) {
                let isGiven = !expression.names.isEmpty
                let unique: String
                if isGiven, let name {
                    guard made.insert(name).inserted else {
                        throw QueryError(.binding, "the column '\(name)' is made twice", at: expression.expression.span)
                    }
                    names.reserve(name)
                    unique = name
                } else {
                    unique = name.map { names.unique($0) } ?? names.nextUnnamed()
                }
                if let place = fields.firstIndex(where: { $0.name == unique }) {
                    fields[place].type = value.type
                    outputs[place] = value
                } else {
                    fields.append(Field(unique, value.type))
                    outputs.append(value)
                }
            }
        }
        return Plan(.project(serialized(input, outputs), outputs), Schema(fields, isOpen: input.schema.isOpen))
    }

    // MARK: Choosing columns

    /// The places of the columns that a pattern means.
    func places(_ pattern: ColumnPattern, in schema: Schema) throws -> [Int] {
        if pattern.name.text.contains("*") {
            return schema.fields.indices.filter { Glob.matches(schema.fields[$0].name, pattern.name.text) }
        }
        guard let index = schema.index(of: pattern.name.text) else {
            if schema.isOpen { return [] }
            let near = NearestName.suggestion(for: pattern.name.text, among: schema.fields.map(\.name))
            throw QueryError(.binding, "there is no column '\(pattern.name.text)' here\(near)", at: pattern.name.span)
        }
        return [index]
    }

    func selection(_ places: [Int], of input: Plan, isOpen: Bool = false) -> Plan {
        let fields = places.map { input.schema.fields[$0] }
        let outputs = places.map { BoundExpression.column($0, input.schema.fields[$0].type) }
        return Plan(.project(input, outputs), Schema(fields, isOpen: isOpen))
    }

    func projectAway(_ patterns: [ColumnPattern], _ input: Plan) throws -> Plan {
        let away = Set(try patterns.flatMap { try places($0, in: input.schema) })
        return selection(input.schema.fields.indices.filter { !away.contains($0) }, of: input, isOpen: input.schema.isOpen)
    }

    func projectKeep(_ patterns: [ColumnPattern], _ input: Plan) throws -> Plan {
        let kept = Set(try patterns.flatMap { try places($0, in: input.schema) })
        return selection(input.schema.fields.indices.filter(kept.contains), of: input, isOpen: input.schema.isOpen)
    }

    func projectRename(_ expressions: [NamedExpression], _ input: Plan) throws -> Plan {
        var renamed = input
        var fields = input.schema.fields
        for expression in expressions {
            guard let name = expression.names.first, case .name(let old) = expression.expression.kind else {
                throw QueryError(.binding, "project-rename takes new = old", at: expression.expression.span)
            }
            guard let index = input.schema.index(of: old) else {
                if input.schema.isOpen {
                    fields.append(Field(name.text, .dynamic))
                    continue
                }
                let near = NearestName.suggestion(for: old, among: fields.map(\.name))
                throw QueryError(.binding, "there is no column '\(old)' here\(near)", at: expression.expression.span)
            }
            fields[index].name = name.text
        }
        if let twice = Dictionary(grouping: fields, by: \.name).first(where: { $0.value.count > 1 }) {
            throw QueryError(.binding, "two columns would be called '\(twice.key)'")
        }
        if fields.count == input.schema.fields.count { renamed = selection(Array(fields.indices), of: input) }
        renamed.schema = Schema(fields, isOpen: input.schema.isOpen)
        return renamed
    }

    /// The named columns first; those that no pattern means keep their order behind them.
    func projectReorder(_ patterns: [ColumnPattern], _ input: Plan) throws -> Plan {
        let exact = Set(patterns.filter { !$0.name.text.contains("*") }.map(\.name.text))
        var ordered: [Int] = []
        var taken = Set<Int>()
        for pattern in patterns {
            var places = try places(pattern, in: input.schema).filter { place in
                !taken.contains(place) && (!pattern.name.text.contains("*") || !exact.contains(input.schema.fields[place].name))
            }
            if let order = pattern.order {
                places.sort { ColumnOrder.precedes(input.schema.fields[$0].name, input.schema.fields[$1].name, order) }
            }
            ordered += places
            taken.formUnion(places)
        }
        return selection(
            ordered + input.schema.fields.indices.filter { !taken.contains($0) }, of: input, isOpen: input.schema.isOpen)
    }

    /// Columns whose names are values: texts, arrays of texts, or another table's names.
    func projectByNames(_ expressions: [Expression], _ input: Plan, _ context: RowContext) throws -> Plan {
        var ordered: [Int] = []
        for expression in expressions {
            let value = try constant(expression, context.scope, "the name of a column")
            for name in value.array ?? [value] {
                let pattern = ColumnPattern(name: Name(name.text, expression.span), order: nil)
                let found =
                    name.text.contains("*")
                    ? try places(pattern, in: input.schema) : input.schema.index(of: name.text).map { [$0] } ?? []
                ordered += found.filter { !ordered.contains($0) }
            }
        }
        return selection(ordered, of: input)
    }
}

/// The orders of `project-reorder`.
enum ColumnOrder {
    static func precedes(_ left: String, _ right: String, _ order: ColumnPattern.Order) -> Bool {
        switch order {
        case .ascending: left < right
        case .descending: left > right
        case .granny: left.compareGranny(right) < 0
        case .grannyDescending: left.compareGranny(right) > 0
        }
    }
}

extension String {
    /// Order in which digits inside names count as numbers: `a2` before `a10`.
    fileprivate func compareGranny(_ other: String) -> Int {
        var left = Substring(self)
        var right = Substring(other)
        while let a = left.first, let b = right.first {
            let leftDigits = left.prefix(while: \.isNumber)
            let rightDigits = right.prefix(while: \.isNumber)
            if let a = Int(leftDigits), let b = Int(rightDigits) {
                if a != b { return a < b ? -1 : 1 }
                left = left.dropFirst(leftDigits.count)
                right = right.dropFirst(rightDigits.count)
            } else {
                if a != b { return a < b ? -1 : 1 }
                left = left.dropFirst()
                right = right.dropFirst()
            }
        }
        return left.isEmpty ? (right.isEmpty ? 0 : -1) : 1
    }
}
