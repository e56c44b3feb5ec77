/// A column's name and type.
public struct Field: Hashable, Sendable {
    public var name: String
    public var type: ScalarType

    public init(_ name: String, _ type: ScalarType) {
        self.name = name
        self.type = type
    }
}

/// The columns of a table in their order.
public struct Schema: Hashable, Sendable {
    public var fields: [Field]
    /// Whether there may be more columns than are known: after a plugin whose columns depend on the data, while a query
    /// is only checked.
    public var isOpen: Bool

    public init(_ fields: [Field] = [], isOpen: Bool = false) {
        self.fields = fields
        self.isOpen = isOpen
    }

    /// The place of a column by its exact name.
    public func index(of name: String) -> Int? { fields.firstIndex { $0.name == name } }
}
