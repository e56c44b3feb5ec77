internal import CaseStore
internal import OData
internal import SecurityModel

// `category` and `categories`: the tactics of an alert, which the store keeps as bits.

extension ODataProperty {
    /// The first tactic.
    static func category(_ name: String) -> ODataProperty {
        ODataProperty(name) { (condition, path) throws(ODataError) in
            let holds = try names(for: condition, path)
            let tactics = Tactic.allCases.filter { holds($0.category) }.map { StoreValue.integer(1 << Int64($0.rawValue)) }
            return .among(AlertColumns.firstTactic, tactics + (holds("") ? [.integer(0)] : []))
        }
    }

    /// All tactics.
    static func categories(_ name: String) -> ODataProperty {
        ODataProperty(name) { (condition, path) throws(ODataError) in
            guard case .lambda(let quantifier, let body) = condition else {
                throw refusal(path, "is a collection; write \(path.text)/any(x: ...)")
            }
            guard let body else { return .not(.compare(AlertColumns.tactics(in: .max), .equal, .integer(0))) }
            var mask: UInt32 = 0
            for tactic in Tactic.allCases where try holds(body, of: tactic.category) { mask |= 1 << UInt32(tactic.rawValue) }
            return quantifier == .any
                ? .not(.compare(AlertColumns.tactics(in: mask), .equal, .integer(0)))
                : .compare(AlertColumns.tactics(in: ~mask), .equal, .integer(0))
        }
    }

    /// Whether a condition on the elements of a collection of texts holds of one.
    private static func holds(_ body: Filter, of element: String) throws(ODataError) -> Bool {
        switch body {
        case .and(let parts):
            for part in parts where try !holds(part, of: element) { return false }
            return true
        case .or(let parts):
            for part in parts where try holds(part, of: element) { return true }
            return false
        case .not(let part): return try !holds(part, of: element)
        case .compare(let path, let comparison, let literal): return try names(for: .compare(comparison, literal), path)(element)
        case .among(let path, let literals): return try names(for: .among(literals), path)(element)
        case .text(let match, let path, let literal): return try names(for: .text(match, literal), path)(element)
        case .lambda(let path, _, _), .isOf(let path, _): throw refusal(path, "is a text")
        }
    }

    /// Which names a condition holds for. Older names and ids of tactics are understood.
    private static func names(
        for condition: Condition, _ path: FilterPath
    ) throws(ODataError) -> @Sendable (String) -> Bool {
        switch condition {
        case .compare(.eq, let literal), .compare(.has, let literal):
            let wanted = try known([literal], path)
            return { wanted.contains($0.lowercased()) }
        case .compare(.ne, let literal):
            let wanted = try known([literal], path)
            return { !wanted.contains($0.lowercased()) }
        case .among(let literals):
            let wanted = try known(literals, path)
            return { wanted.contains($0.lowercased()) }
        case .text(let match, let literal):
            let part = try text(literal, path)
            return { match.holds(of: $0, part) }
        case .compare, .lambda: throw refusal(path, "takes eq, ne, in, contains, startswith and endswith")
        }
    }

    /// In lower case.
    private static func known(_ literals: [FilterLiteral], _ path: FilterPath) throws(ODataError) -> Set<String> {
        var names: Set<String> = []
        for literal in literals {
            let text = try text(literal, path)
            let tactics = TacticSet(named: text).tactics.map { $0.category.lowercased() }
            names.formUnion(tactics.isEmpty ? [text.lowercased()] : tactics)
        }
        return names
    }
}
