extension Binder {
    /// `externaldata`: the files are read when the query is bound, where the surroundings let their addresses be read.
    func externalData(
        _ columns: [ColumnDeclaration], _ addresses: [Expression], _ parameters: [OperatorParameter], _ scope: Scope,
        at span: Span
    ) throws -> Plan {
        let schema = Schema(columns.map { Field($0.name.text, $0.type) })
        if isChecking { return Plan(.rows(Table(schema, rows: [])), schema) }
        let format = try option("format", parameters, scope)?.text
        let skipsFirst = try option("ignoreFirstRecord", parameters, scope)?.converted(to: .bool) == .bool(true)
        let rows = try addresses.flatMap { address in
            guard case .string(let text) = try constant(address, scope, "an address") else {
                throw QueryError(.binding, "an address is a text", at: address.span)
            }
            do {
                let reader = try ExternalFormat(format, address: text, skipsFirst: skipsFirst)
                return try reader.rows(try provider.contents(of: text), schema.fields)
            } catch var error as QueryError {
                error.span = error.span ?? address.span
                throw error
            }
        }
        return Plan(.rows(Table(schema, rows: rows)), schema)
    }

    private func option(_ name: String, _ parameters: [OperatorParameter], _ scope: Scope) throws -> Value? {
        guard let parameter = parameters.first(where: { $0.name.lowercased() == name.lowercased() }) else { return nil }
        if case .name(let word) = parameter.value.kind { return .string(word) }
        return try constant(parameter.value, scope, name)
    }
}
