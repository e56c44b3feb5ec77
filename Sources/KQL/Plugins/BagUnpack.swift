/// `bag_unpack(column, prefix, conflict, ignored)`: a column for each name in the bags of a column. Which they are depends
/// on the data, so the input is made first, unless the query declares the columns.
enum BagUnpack {
    static let plugin = TablePlugin(name: "bag_unpack") { binder, call in
        let column = try binder.place(of: try call.need(0, "column"), in: call)
        let prefix = try text(binder, call, 1, "OutputColumnPrefix")
        let conflict = try text(binder, call, 2, "columnsConflict")
        let ignored = try call.argument(3, named: "ignoredProperties").map { argument in
            (try binder.constant(argument, call.scope, "ignoredProperties").array ?? []).map(\.text)
        }
        let rest = call.input.schema.fields.indices.filter { $0 != column }
        let kept = rest.map { call.input.schema.fields[$0] }
        if binder.isChecking, call.schema == nil {
            let outputs = rest.map { BoundExpression.column($0, call.input.schema.fields[$0].type) }
            return Plan(.project(call.input, outputs), Schema(kept, isOpen: true))
        }
        let declared = call.schema?.filter { $0.name.text != "*" && !kept.map(\.name).contains($0.name.text) }
        var members: [Field]
        var input = call.input
        if let declared {
            members = declared.map { Field($0.name.text, $0.type) }
        } else {
            let rows = try binder.rows(call.input)
            input = Plan(.rows(rows), call.input.schema)
            members = names(in: rows.columns[column]).map { Field(prefix + $0.name, $0.type) }
        }
        members.removeAll { field in (ignored ?? []).contains(String(field.name.dropFirst(prefix.count))) }
        return try unpacked(binder, call, input, column, rest, members, prefix, conflict)
    }

    private static func text(_ binder: Binder, _ call: PluginCall, _ index: Int, _ name: String) throws -> String {
        try call.argument(index, named: name).map { try binder.constant($0, call.scope, name).text } ?? ""
    }

    private static func unpacked(
        _ binder: Binder, _ call: PluginCall, _ input: Plan, _ column: Int, _ rest: [Int], _ members: [Field], _ prefix: String,
        _ conflict: String
    ) throws -> Plan {
        // A column that a member replaces is gone from its place; one that is kept stays there, and the member is left out.
        let replaced = conflict == "replace_source" ? Set(members.map(\.name)) : []
        let others = rest.filter { !replaced.contains(input.schema.fields[$0].name) }
        var fields = others.map { input.schema.fields[$0] }
        var outputs = others.map { BoundExpression.column($0, input.schema.fields[$0].type) }
        for member in members {
            let key = BoundExpression.literal(.string(String(member.name.dropFirst(prefix.count))), .string)
            let element = try binder.function("[]", [.column(column, .dynamic), key], at: call.name.span)
            let value = try binder.convert(element, to: member.type, at: call.name.span)
            let source = rest.first { input.schema.fields[$0].name == member.name }
            switch (source, conflict) {
            case (nil, _), (_, "replace_source"):
                fields.append(member)
                outputs.append(value)
            case (_, "keep_source"): continue
            default:
                throw QueryError(
                    .execution, "bag_unpack() would make the column '\(member.name)', which is there already", at: call.name.span)
            }
        }
        return Plan(.project(input, outputs), Schema(fields))
    }

    /// The names in the bags, sorted, each with the type that all its values have.
    private static func names(in column: Column) -> [(name: String, type: ScalarType)] {
        guard case .dynamics(let values) = column.storage else { return [] }
        var types: [String: ScalarType?] = [:]
        for value in values {
            guard let bag = value.bag else { continue }
            for (key, member) in zip(bag.keys, bag.values) where !member.isNull {
                switch types[key] {
                case nil: types[key] = member.type
                case .some(let known):
                    if let type = known, type != member.type { types[key] = CommonType.wider(type, member.type) ?? .dynamic }
                }
            }
            for key in bag.keys where types[key] == nil { types[key] = .some(nil) }
        }
        return types.keys.sorted().map { ($0, (types[$0] ?? nil) ?? .dynamic) }
    }
}
