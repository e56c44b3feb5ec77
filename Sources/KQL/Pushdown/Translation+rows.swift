/// `arg_max` over rows of a table: the store compares the keys and remembers the number of the best row of each group, and the
/// texts of those rows alone are read afterwards. Otherwise it would copy them for every row that is better than those before it,
/// which in a table that is in the order of time are all.
struct RowLookup {
    /// The number of the row, as a column of the groups.
    var row: SQLColumn
    /// What is wanted of the row, over the columns of the table.
    var arguments: [BoundExpression]
    /// Where the number stands among the columns of the groups, and the arguments among the outputs.
    var place = 0
    var output = 0

    func at(_ place: Int, output: Int) -> RowLookup {
        RowLookup(row: row, arguments: arguments, place: place, output: output)
    }
}

extension Translation {
    /// - Returns: `nil` for another aggregate, and where the row has no number or no text is read of it.
    func rowLookup(
        _ call: AggregateCall, _ writer: AggregateTranslator, _ relation: Relation
    ) -> (extreme: SQLColumn, lookup: RowLookup)? {
        guard let number = relation.rowNumber, writer.hasKeys, call.isRowOfExtreme, call.condition == nil else { return nil }
        let arguments = call.arguments.map { $0.substituted(relation.outputs) }
        let wanted = Array(arguments.dropFirst())
        guard let first = arguments.first, let key = writer.compared(first), wanted.allSatisfy(\.isSteady),
            relation.used(by: wanted).contains(where: { relation.sources[$0].type.isText })
        else { return nil }
        let row = SQLColumn(writer.ofExtreme(call.direction, number, key), .long, isNullable: false)
        return (writer.extreme(call.direction, key, first.type), RowLookup(row: row, arguments: wanted))
    }

    /// Puts the rows beside their groups. Each group has one.
    func lookUp(_ lookup: RowLookup, of relation: Relation, in grouped: inout Relation) {
        guard let number = relation.rowNumber else { return }
        let name = nextTable()
        let places = relation.used(by: lookup.arguments)
        let columns = places.enumerated().map { ", \(relation.sources[$1].sql) AS c\($0)" }.joined()
        grouped.from += " JOIN (SELECT \(number) AS r\(columns) FROM \(relation.from)) AS \(name)"
        grouped.from += " ON \(name).r = \(grouped.sources[lookup.place].sql)"
        let first = grouped.sources.count
        grouped.sources += places.enumerated().map { relation.sources[$1].renamed("\(name).c\($0)") }
        for (place, argument) in lookup.arguments.enumerated() {
            grouped.outputs[lookup.output + place] = argument.remapped { first + (places.firstIndex(of: $0) ?? 0) }
        }
    }
}
