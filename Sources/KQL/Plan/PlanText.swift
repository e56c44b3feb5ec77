/// A plan in the words of the language, an operator a line, each with who carries it out: `store`, or the engine `here`.
struct PlanText {
    /// The store's own words for a part that it carries out; `nil` for a part that is the engine's.
    let explanation: (Plan) -> String?

    func lines(_ plan: Plan) -> [String] { lines(plan, inStore: false, depth: 0) }

    private func lines(_ plan: Plan, inStore: Bool, depth: Int) -> [String] {
        let inStore = inStore || explanation(plan) != nil
        func line(_ text: String) -> String {
            (inStore ? "store  " : "here   ") + String(repeating: "    ", count: depth) + text
        }
        func nested(_ plan: Plan) -> [String] { lines(plan, inStore: inStore, depth: depth + 1) }
        func after(_ input: Plan, _ text: String?) -> [String] {
            lines(input, inStore: inStore, depth: depth) + (text.map { [line("| " + $0)] } ?? [])
        }
        switch plan.node {
        case .table, .rows, .input, .range: return [line(PlanText.source(plan))]
        case .join(let join):
            return after(join.left, "join kind=\(join.kind.rawValue) (") + nested(join.right)
                + [line(") on " + PlanText.keys(join))]
        case .union(let inputs):
            return [line("union")] + inputs.flatMap { [line("(")] + nested($0) + [line(")")] }
        case .expand(let expand):
            let items = expand.items.map { $0.source.kql(expand.input.schema) }.joined(separator: ", ")
            guard let body = expand.body else { return after(expand.input, "mv-expand \(items)") }
            return after(expand.input, "mv-apply \(items) on (") + nested(body) + [line(")")]
        case .partition(let input, let column, let body):
            return after(input, "partition by \(input.schema.fields[column].name) (") + nested(body) + [line(")")]
        case .transform(let inputs, let transform):
            guard let first = inputs.first else { return [line(transform.name)] }
            return after(first, transform.name) + inputs.dropFirst().flatMap { [line("(")] + nested($0) + [line(")")] }
        default: return plan.inputs.first.map { after($0, PlanText.words(plan, over: $0.schema)) } ?? []
        }
    }

    private static func source(_ plan: Plan) -> String {
        switch plan.node {
        case .table(let name, let columns):
            name + (columns.map { "  // reads " + $0.map { plan.schema.fields[$0].name }.joined(separator: ", ") } ?? "")
        case .rows(let table): "datatable  // \(table.count) rows of \(plan.schema.fields.map(\.name).joined(separator: ", "))"
        case .range(let from, let to, let step): "range from \(from.text) to \(to.text) step \(step.text)"
        default: "// the rows that it is given"
        }
    }

    private static func keys(_ join: JoinPlan) -> String {
        zip(join.leftKeys, join.rightKeys).map { left, right in
            let (left, right) = (left.kql(join.left.schema), right.kql(join.right.schema))
            return left == right ? left : "$left.\(left) == $right.\(right)"
        }.joined(separator: ", ")
    }

    /// An operator over one input; `nil` for one that changes nothing.
    private static func words(_ plan: Plan, over input: Schema) -> String? {
        switch plan.node {
        case .filter(_, let predicate): return "where \(predicate.kql(input))"
        case .project(_, let outputs): return projection(plan.schema, outputs, over: input)
        case .summarize(_, let keys, let aggregates):
            let names = plan.schema.fields.map(\.name)
            let by = zip(names, keys).map { named($0, $1.kql(input)) }.joined(separator: ", ")
            if aggregates.isEmpty { return "distinct \(by)" }
            var place = keys.count
            let calls = aggregates.map { call in
                defer { place += call.outputs.count }
                let arguments = call.arguments.map { $0.kql(input) } + (call.condition.map { ["if " + $0.kql(input)] } ?? [])
                return named(names[place], "\(call.function.name)(\(arguments.joined(separator: ", ")))")
            }
            return "summarize " + calls.joined(separator: ", ") + (by.isEmpty ? "" : " by \(by)")
        case .sort(_, let keys, let limit):
            let by = keys.map { "\($0.expression.kql(input)) \($0.isAscending ? "asc" : "desc")" }.joined(separator: ", ")
            return limit.map { "top \($0) by \(by)" } ?? "sort by \(by)"
        case .take(_, let count): return "take \(count)"
        case .serialize: return "serialize"
        default: return nil
        }
    }

    /// `extend` where all columns stay in their places, else `project`.
    private static func projection(_ schema: Schema, _ outputs: [BoundExpression], over input: Schema) -> String? {
        func isKept(_ place: Int) -> Bool {
            guard place < input.fields.count, schema.fields[place].name == input.fields[place].name else { return false }
            if case .column(place) = outputs[place].kind { return true }
            return outputs[place].isUnread
        }
        let kept = outputs.indices.prefix { isKept($0) }.count
        let isExtend = kept == input.fields.count
        let made = outputs.indices.filter { !(isExtend && $0 < kept) && !outputs[$0].isUnread }
        if isExtend, made.isEmpty { return nil }
        return (isExtend ? "extend " : "project ")
            + made.map { named(schema.fields[$0].name, outputs[$0].kql(input)) }.joined(separator: ", ")
    }

    private static func named(_ name: String, _ text: String) -> String { name == text ? name : "\(name) = \(text)" }
}
