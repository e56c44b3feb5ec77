internal import CaseStore
internal import OData

/// The properties of an entity set, or of what is inside one.
struct PropertyTable: Sendable {
    /// A type that a path may be cast to: what shows that it is of the type, and the properties it has then.
    struct Cast: Sendable {
        var isOfType: StorePredicate
        var properties: PropertyTable
    }

    private let properties: [String: ODataProperty]
    private let names: [String]
    /// The property that an element without a name of its own is.
    private let itself: [ODataProperty]
    private let cast: @Sendable (String) -> Cast?

    init(
        _ properties: [ODataProperty], itself: ODataProperty? = nil, cast: @escaping @Sendable (String) -> Cast? = { _ in nil }
    ) {
        self.properties = Dictionary(properties.map { ($0.name.lowercased(), $0) }) { first, _ in first }
        self.names = properties.map(\.name)
        self.itself = itself.map { [$0] } ?? []
        self.cast = cast
    }

    /// What a path leads to, with the conditions that its casts mean.
    func resolve(_ path: FilterPath, option: String = "$filter") throws(ODataError) -> (ODataProperty, [StorePredicate]) {
        var (table, conditions, rest) = (self, [StorePredicate](), path.segments[...])
        while let segment = rest.popFirst() {
            if segment.contains("."), table.properties[segment.lowercased()] == nil {
                guard let cast = table.cast(segment) else {
                    throw ODataError(option, "there is no type '\(segment)' here", at: path.position)
                }
                conditions.append(cast.isOfType)
                table = cast.properties
                continue
            }
            guard let property = table.properties[segment.lowercased()] else {
                throw ODataError(option, "there is no property '\(segment)' here\(table.known)", at: path.position)
            }
            if rest.isEmpty { return (property, conditions) }
            guard let inner = property.inner else {
                throw ODataError(option, "'\(segment)' has no property '\(rest.first ?? "")'", at: path.position)
            }
            table = inner
        }
        guard let itself = table.itself.first else {
            throw ODataError(option, "a property is missing\(table.known)", at: path.position)
        }
        return (itself, conditions)
    }

    /// Whether what a path leads to is of a type.
    func isOf(_ path: FilterPath, _ type: String) throws(ODataError) -> StorePredicate {
        guard path.segments.isEmpty, let cast = cast(type) else {
            throw ODataError("$filter", "there is no type '\(type)' here", at: path.position)
        }
        return cast.isOfType
    }

    /// The columns of an order.
    func order(_ terms: [OrderTerm]) throws(ODataError) -> [StoreOrder] {
        var order: [StoreOrder] = []
        for term in terms {
            guard let column = try resolve(term.path, option: "$orderby").0.order else {
                throw ODataError("$orderby", "there is no order by '\(term.path.text)'")
            }
            order.append(StoreOrder(column, isDescending: term.isDescending))
        }
        return order
    }

    private var known: String { names.isEmpty ? "" : "; there are \(names.joined(separator: ", "))" }
}
