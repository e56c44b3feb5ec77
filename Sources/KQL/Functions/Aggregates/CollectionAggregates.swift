/// Aggregates that put values together: lists, sets, bags.
enum CollectionAggregates {
    /// The most elements of a list or set that a query does not limit itself.
    static let standardLimit = 1_048_576

    static let all: [AggregateFunction] = [
        list("make_list"), list("makelist"), set("make_set"), set("makeset"),
        AggregateFunction("make_list_with_nulls", [.any, .long], required: 1, .exactly(.dynamic), prefix: "list") { _ in
            CollectingAggregator(.dynamic, keepsNulls: true) { rows in try Value.array(rows.map { $0[0] }).bounded() }
        },
        AggregateFunction("make_bag", [.dynamic, .long], required: 1, .exactly(.dynamic), prefix: "bag") { _ in
            CollectingAggregator(.dynamic) { rows in try merged(rows.map { $0[0] }) }
        },
        AggregateFunction("make_dictionary", [.dynamic, .long], required: 1, .exactly(.dynamic), prefix: "dictionary") { _ in
            CollectingAggregator(.dynamic) { rows in try merged(rows.map { $0[0] }) }
        },
    ]

    private static func list(_ name: String) -> AggregateFunction {
        AggregateFunction(name, [.any, .long], required: 1, .exactly(.dynamic), prefix: "list") { preparation in
            let limit = limit(preparation)
            return CollectingAggregator(.dynamic) { rows in try Value.array(rows.prefix(limit).map { $0[0] }).bounded() }
        }
    }

    private static func set(_ name: String) -> AggregateFunction {
        AggregateFunction(name, [.any, .long], required: 1, .exactly(.dynamic), prefix: "set") { preparation in
            let limit = limit(preparation)
            return CollectingAggregator(.dynamic) { rows in
                var (seen, kept): (Set<Value>, [Value]) = ([], [])
                for row in rows {
                    // An array counts as its elements.
                    for value in row[0].array ?? [row[0]] where kept.count < limit && seen.insert(value).inserted {
                        kept.append(value)
                    }
                }
                return try Value.array(kept).bounded()
            }
        }
    }

    private static func limit(_ preparation: Preparation) -> Int {
        guard preparation.constants.count > 1, let number = preparation.constants[1]?.integer else { return standardLimit }
        return Int(max(0, number))
    }

    /// The members of all bags; the first of a name stays.
    static func merged(_ values: [Value]) throws(QueryError) -> Value {
        var bag = Bag()
        for value in values {
            guard let other = value.bag else { continue }
            for (key, member) in zip(other.keys, other.values) where bag[key] == nil { bag[key] = member }
        }
        return try Value.bag(bag).bounded()
    }
}
