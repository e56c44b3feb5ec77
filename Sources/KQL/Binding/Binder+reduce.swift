extension Binder {
    /// `reduce by x with threshold=0.1, characters="-_"`: texts that are alike, as patterns with wildcards.
    func reduce(_ subject: Expression, _ parameters: [OperatorParameter], _ input: Plan, _ context: RowContext) throws -> Plan {
        let texts = try Evaluator(try convert(try scalar(subject, context), to: .string, at: subject.span))
        let threshold = try parameters.first { $0.name == "threshold" }.map { parameter -> Double in
            guard let share = try constant(parameter.value, context.scope, "the threshold").real, (0...1).contains(share) else {
                throw QueryError(.binding, "the threshold is a number from 0 to 1", at: parameter.value.span)
            }
            return share
        }
        let separators = try parameters.first { $0.name == "characters" }.map { parameter in
            Set(try constant(parameter.value, context.scope, "the list of characters").text)
        }
        let words = WordPatterns(threshold: threshold ?? 0.1, separators: separators)
        guard let kind = parameters.first(where: { $0.name == "kind" }) else {
            let schema = Schema([Field("Pattern", .string), Field("Count", .long), Field("Representative", .string)])
            return transform("reduce", input, schema) { table, _ in
                let values = try texts.evaluate(Batch(table.columns, count: table.count))
                return Table(schema, rows: Binder.reduced((0..<table.count).map { values[$0].text }, words))
            }
        }
        guard ColumnNaming.name(of: kind.value) == "source" else {
            throw QueryError(.binding, "reduce knows kind=source alone", at: kind.span)
        }
        let schema = Schema(input.schema.fields + [Field("Pattern", .string)], isOpen: input.schema.isOpen)
        return transform("reduce", input, schema) { table, _ in
            let values = try texts.evaluate(Batch(table.columns, count: table.count))
            let patterns = words.patterns(of: (0..<table.count).map { values[$0].text })
            return Table(schema, table.columns + [Column(.string, patterns.map { .string($0) })], count: table.count)
        }
    }

    /// Patterns with how many texts have them and one of these, the most frequent first; the rest, without one, last.
    private static func reduced(_ texts: [String], _ words: WordPatterns) -> [[Value]] {
        var groups: [String: (first: Int, count: Int)] = [:]
        for (row, pattern) in words.patterns(of: texts).enumerated() { groups[pattern, default: (row, 0)].count += 1 }
        let rest = groups.removeValue(forKey: WordPatterns.others)
        let order = groups.sorted { ($1.value.count, $0.value.first) < ($0.value.count, $1.value.first) }
        return order.map { [.string($0.key), .long(Int64($0.value.count)), .string(texts[$0.value.first])] }
            + (rest.map { [[.string(WordPatterns.others), .long(Int64($0.count)), .string("")]] } ?? [])
    }
}
