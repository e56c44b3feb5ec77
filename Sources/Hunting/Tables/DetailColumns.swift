internal import KQL
internal import Primitives

extension RowColumn {
    /// A column that is what was said besides, by the column's name in either writing: `FileName` or `fileName`.
    static func detail(
        _ name: String, _ type: ScalarType, _ meaning: String, of details: @escaping @Sendable (Row) -> JSONObject
    ) -> RowColumn {
        let other = name.prefix(1).lowercased() + name.dropFirst()
        return RowColumn(name, type, meaning) { row in
            let details = details(row)
            guard let value = details[name] ?? details[other] else { return type == .string ? .string("") : .null }
            return Value(value).converted(to: type)
        }
    }

    /// A column that public queries name, and of which nothing is known here.
    static func nothing(_ name: String, _ type: ScalarType) -> RowColumn {
        RowColumn(name, type, "Nothing is known of it here.") { _ in type == .string ? .string("") : .null }
    }
}
