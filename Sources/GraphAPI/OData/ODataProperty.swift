internal import CaseStore
internal import OData

/// A property of an entity set as filters and orders see it: what a condition on it means to the store.
struct ODataProperty: Sendable {
    /// A condition on one property.
    enum Condition: Sendable {
        case compare(Filter.Comparison, FilterLiteral)
        case among([FilterLiteral])
        case text(Filter.TextMatch, FilterLiteral)
        case lambda(Filter.Quantifier, Filter?)
    }

    /// As the metadata spells it.
    let name: String
    /// The column that an order by this property follows; `nil` where it has no order.
    let order: StoreColumn?
    /// Properties of the value, where it is an object.
    let inner: PropertyTable?
    /// - Parameter path: the property in the filter, for what an error says.
    let bind: @Sendable (Condition, FilterPath) throws(ODataError) -> StorePredicate

    init(
        _ name: String, order: StoreColumn? = nil, inner: PropertyTable? = nil,
        bind: @escaping @Sendable (Condition, FilterPath) throws(ODataError) -> StorePredicate
    ) {
        self.name = name
        self.order = order
        self.inner = inner
        self.bind = bind
    }

    static func refusal(_ path: FilterPath, _ message: String, at literal: FilterLiteral? = nil) -> ODataError {
        ODataError("$filter", "'\(path.text)' \(message)", at: literal?.position ?? path.position)
    }
}

extension ODataProperty {
    /// A property whose values are compared with a column, each literal turned into the column's value first.
    static func column(
        _ name: String, _ column: StoreColumn, isOrdered: Bool = true, comparisons: Set<Filter.Comparison> = Self.all,
        matchesText: Bool = false, value: @escaping @Sendable (FilterLiteral, FilterPath) throws(ODataError) -> StoreValue
    ) -> ODataProperty {
        ODataProperty(name, order: isOrdered ? column : nil) { (condition, path) throws(ODataError) in
            switch condition {
            case .compare(let comparison, let literal):
                guard comparisons.contains(comparison) else {
                    throw refusal(path, "cannot be compared by '\(comparison.rawValue)'")
                }
                return .compare(column, comparison.stored, try value(literal, path))
            case .among(let literals):
                var values: [StoreValue] = []
                for literal in literals { values.append(try value(literal, path)) }
                return .among(column, values)
            case .text(let match, let literal):
                guard matchesText else { throw refusal(path, "is no text, so '\(match.rawValue)' does not apply") }
                guard case .text(let part) = try value(literal, path) else {
                    throw refusal(path, "is compared with a text in quotes", at: literal)
                }
                return .text(column, match.stored, part)
            case .lambda(let quantifier, _):
                throw refusal(path, "is no collection, so '\(quantifier.rawValue)' does not apply")
            }
        }
    }

    static let all = Set(Filter.Comparison.allCases).subtracting([.has])
    static let equality: Set<Filter.Comparison> = [.eq, .ne, .has]
}

extension Filter.Comparison {
    var stored: StorePredicate.Comparison {
        switch self {
        case .eq, .has: .equal
        case .ne: .notEqual
        case .gt: .greater
        case .ge: .greaterOrEqual
        case .lt: .less
        case .le: .lessOrEqual
        }
    }
}

extension Filter.TextMatch {
    var stored: StorePredicate.TextMatch {
        switch self {
        case .contains: .contains
        case .startswith: .starts
        case .endswith: .ends
        }
    }
}
