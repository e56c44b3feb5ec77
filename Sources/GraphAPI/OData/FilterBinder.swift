internal import CaseStore
internal import OData

/// Binds a filter to the properties of an entity set: out comes a predicate for the store.
struct FilterBinder {
    private let table: PropertyTable
    /// The properties are those of the elements of a collection, so a path begins at the variable.
    private let isOfElements: Bool

    init(_ table: PropertyTable, isOfElements: Bool = false) {
        self.table = table
        self.isOfElements = isOfElements
    }

    /// - Throws: `ODataError` for properties that there are not, and for values that do not fit them.
    func bind(_ filter: Filter) throws(ODataError) -> StorePredicate {
        switch filter {
        case .and(let parts): return .all(try bind(parts))
        case .or(let parts): return .any(try bind(parts))
        case .not(let part): return .not(try bind(part))
        case .compare(let path, let comparison, let literal): return try bind(path, .compare(comparison, literal))
        case .among(let path, let literals): return try bind(path, .among(literals))
        case .text(let match, let path, let literal): return try bind(path, .text(match, literal))
        case .lambda(let path, let quantifier, let body): return try bind(path, .lambda(quantifier, body))
        case .isOf(let path, let type):
            try check(path)
            return try table.isOf(path, type)
        }
    }

    private func bind(_ parts: [Filter]) throws(ODataError) -> [StorePredicate] {
        var bound: [StorePredicate] = []
        for part in parts { bound.append(try bind(part)) }
        return bound
    }

    private func bind(_ path: FilterPath, _ condition: ODataProperty.Condition) throws(ODataError) -> StorePredicate {
        try check(path)
        let (property, conditions) = try table.resolve(path)
        let predicate = try property.bind(condition, path)
        return conditions.isEmpty ? predicate : .all(conditions + [predicate])
    }

    private func check(_ path: FilterPath) throws(ODataError) {
        guard isOfElements, !path.isOfElement else { return }
        throw ODataError("$filter", "inside any and all a property begins with the variable", at: path.position)
    }
}
