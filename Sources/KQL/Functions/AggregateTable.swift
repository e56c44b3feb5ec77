/// Every aggregate by name. A family is a list in a file of its own and one line here.
enum AggregateTable {
    private static let families: [[AggregateFunction]] = [
        CountingAggregates.all,
        ExtremeAggregates.all,
        NumericAggregates.all,
        CollectionAggregates.all,
        StatisticalAggregates.all,
        SketchAggregates.all,
    ]

    static let byName: [String: AggregateFunction] = {
        var table: [String: AggregateFunction] = [:]
        for function in families.joined() {
            table[function.name] = function
            if let conditional = conditionals[function.name] {
                table[conditional.name] = function.named(conditional.name, prefix: conditional.prefix)
            }
        }
        return table
    }()

    /// Aggregates that have a form with a condition: its name, the prefix of its column, and the argument it takes.
    private static let conditionals: [String: (name: String, prefix: String, place: Int)] = [
        "count": ("countif", "countif_", 0),
        "sum": ("sumif", "sumif", 1),
        "avg": ("avgif", "avgif", 1),
        "min": ("minif", "minif", 1),
        "max": ("maxif", "maxif", 1),
        "dcount": ("dcountif", "dcountif", 1),
        "count_distinct": ("count_distinctif", "count_distinctif", 1),
        "stdev": ("stdevif", "stdevif", 1),
        "variance": ("varianceif", "varianceif", 1),
        "variancep": ("variancepif", "variancepif", 1),
        "covariance": ("covarianceif", "covarianceif", 2),
        "covariancep": ("covariancepif", "covariancepif", 2),
        "make_list": ("make_list_if", "list", 1),
        "make_set": ("make_set_if", "set", 1),
        "make_bag": ("make_bag_if", "bag", 1),
        "hll": ("hll_if", "hll", 1),
    ]

    private static let conditionPlaces = Dictionary(uniqueKeysWithValues: conditionals.values.map { ($0.name, $0.place) })

    /// Which argument is the condition; `nil` for an aggregate without one.
    static func conditionPlace(_ name: String) -> Int? { conditionPlaces[name] }

    /// Whether the aggregate may give several columns.
    static func isMultiple(_ name: String) -> Bool {
        takesColumns(name) || percentiles[name] != nil || ["arg_max", "arg_min", "argmax", "argmin"].contains(name)
    }

    /// Whether it takes columns as they are: `take_any(a, b)`.
    static func takesColumns(_ name: String) -> Bool { ["take_any", "any", "take_anyif", "anyif"].contains(name) }

    struct PercentileRule {
        /// The aggregate for one percentage.
        var single: String
        /// Arguments before the percentages.
        var leading: Int
    }

    static let percentiles: [String: PercentileRule] = [
        "percentiles": PercentileRule(single: "percentile", leading: 1),
        "percentile": PercentileRule(single: "percentile", leading: 1),
        "percentilesw": PercentileRule(single: "percentilew", leading: 2),
        "percentilew": PercentileRule(single: "percentilew", leading: 2),
    ]

    /// The name of an aggregate's column: `sum_x`, `count_`.
    static func name(_ function: AggregateFunction, _ argument: String?) -> String {
        if function.prefix.hasSuffix("_") { return function.prefix }
        if function.prefix.isEmpty { return argument ?? "Column1" }
        return "\(function.prefix)_\(argument ?? "")"
    }
}
