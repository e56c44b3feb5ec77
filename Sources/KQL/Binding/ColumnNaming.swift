/// What columns are called that a query does not name.
enum ColumnNaming {
    /// The name that an expression gives its column; `nil` for `Column1` and so on.
    static func name(of expression: Expression) -> String? {
        switch expression.kind {
        case .name(let name): return name
        case .member(let base, let name): return self.name(of: base).map { "\($0)_\(name.text)" }
        case .element(let base, let index):
            guard case .literal(_, let value) = index.kind else { return nil }
            return name(of: base).map { "\($0)_\(value.text)" }
        case .call(let call): return name(of: call)
        default: return nil
        }
    }

    private static func name(of call: Call) -> String? {
        let first = call.arguments.first.map(\.expression)
        if let aggregate = AggregateTable.byName[call.name.text] {
            return AggregateTable.name(aggregate, first.flatMap { name(of: $0) })
        }
        if call.name.text == "bin_auto" { return first.flatMap { name(of: $0) } }
        if call.name.text.hasPrefix("node_") { return call.name.text }
        guard let entry = FunctionTable.scalar[call.name.text]?.first, entry.traits.contains(.keepsName) else { return nil }
        return first.flatMap { name(of: $0) }
    }
}

/// Keeps names apart: one that is taken gets a number. Only a name that the query gives twice is a mistake.
struct NameAllocator {
    private var taken: Set<String>
    private var given: Set<String> = []
    private var unnamed = 0

    init(_ taken: some Sequence<String> = []) { self.taken = Set(taken) }

    mutating func reserve(_ name: String) { taken.insert(name) }

    /// A name that the query gives a column.
    mutating func give(_ name: String, at span: Span) throws -> String {
        guard given.insert(name).inserted else {
            throw QueryError(.binding, "the column '\(name)' is made twice", at: span)
        }
        return unique(name)
    }

    /// The name of a key, which nothing else may be given.
    mutating func key(_ name: String?, isGiven: Bool, at span: Span) throws -> String {
        guard let name else { return nextUnnamed() }
        if isGiven { return try give(name, at: span) }
        let unique = unique(name)
        given.insert(unique)
        return unique
    }

    mutating func unique(_ name: String) -> String {
        var candidate = name
        var number = 0
        while !taken.insert(candidate).inserted {
            number += 1
            candidate = "\(name)\(number)"
        }
        return candidate
    }

    /// `Column1`, `Column2` ...
    mutating func nextUnnamed() -> String {
        repeat { unnamed += 1 } while !taken.insert("Column\(unnamed)").inserted
        return "Column\(unnamed)"
    }
}
