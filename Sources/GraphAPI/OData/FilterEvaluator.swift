internal import OData
internal import Primitives

/// Holds a filter against objects in memory: for small sets that no table of the store holds as they are shown.
struct FilterEvaluator {
    private let filter: Filter

    /// - Parameter names: the properties that may be named.
    /// - Throws: `ODataError` for any other.
    init(_ filter: Filter, names: [String]) throws(ODataError) {
        self.filter = filter
        try FilterEvaluator.check(filter, Set(names.map { $0.lowercased() }), names)
    }

    func holds(_ object: JSONObject) -> Bool {
        FilterEvaluator.holds(filter, of: .object(object), element: nil)
    }

    private static func holds(_ filter: Filter, of object: JSONValue, element: JSONValue?) -> Bool {
        let value = { (path: FilterPath) in FilterEvaluator.value(path, path.isOfElement ? element ?? .null : object) }
        switch filter {
        case .and(let parts): return parts.allSatisfy { holds($0, of: object, element: element) }
        case .or(let parts): return parts.contains { holds($0, of: object, element: element) }
        case .not(let part): return !holds(part, of: object, element: element)
        case .compare(let path, let comparison, let literal): return compare(value(path), comparison, literal.value)
        case .among(let path, let literals): return literals.contains { compare(value(path), .eq, $0.value) }
        case .text(let match, let path, let literal):
            guard case .string(let part) = literal.value, let text = value(path).string else { return false }
            return match.holds(of: text, part)
        case .lambda(let path, let quantifier, let body):
            let elements = value(path).array ?? []
            guard let body else { return !elements.isEmpty }
            return quantifier == .any
                ? elements.contains { holds(body, of: object, element: $0) }
                : elements.allSatisfy { holds(body, of: object, element: $0) }
        case .isOf(let path, let type): return value(path)["@odata.type"]?.string?.hasSuffix(type) == true
        }
    }

    /// What a property of an object is; null where it has none.
    static func value(_ path: FilterPath, _ object: JSONValue) -> JSONValue {
        path.segments.reduce(object) { value, name in
            value.object?.members.first { $0.name.lowercased() == name.lowercased() }?.value ?? .null
        }
    }

    /// Whether one value comes before another: numbers and times by their order, all else as text; nothing comes first.
    static func isOrdered(_ left: JSONValue, before right: JSONValue) -> Bool {
        if left.isNull || right.isNull { return left.isNull && !right.isNull }
        if let number = left.integer, let other = right.integer { return number < other }
        let (text, other) = (left.string ?? left.text, right.string ?? right.text)
        if let time = Timestamp(text), let moment = Timestamp(other) { return time < moment }
        return text.lowercased() < other.lowercased()
    }

    private static func compare(_ value: JSONValue, _ comparison: Filter.Comparison, _ literal: FilterLiteral.Value) -> Bool {
        let order: Int?
        switch (value, literal) {
        case (.null, .null): order = 0
        case (.null, _), (_, .null): return comparison == .ne
        case (.bool(let flag), .bool(let other)): order = flag == other ? 0 : nil
        case (.integer(let number), .integer(let other)): order = sign(number, other)
        case (.integer(let number), .number(let other)): order = sign(Double(number), other)
        case (.number(let number), .number(let other)): order = sign(number, other)
        case (.number(let number), .integer(let other)): order = sign(number, Double(other))
        case (.string(let text), .time(let time)): order = Timestamp(text).map { sign($0, time) }
        case (.string(let text), .string(let other)):
            if let time = Timestamp(text), let moment = Timestamp(other) {
                order = sign(time, moment)
            } else {
                order = sign(text.lowercased(), other.lowercased())
            }
        case (.string(let text), .integer(let number)): order = sign(text, String(number))
        case (.integer(let number), .string(let text)): order = Int64(text).map { sign(number, $0) }
        default: order = nil
        }
        guard let order else { return comparison == .ne }
        return switch comparison {
        case .eq, .has: order == 0
        case .ne: order != 0
        case .gt: order > 0
        case .ge: order >= 0
        case .lt: order < 0
        case .le: order <= 0
        }
    }

    private static func sign<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
        left < right ? -1 : left == right ? 0 : 1
    }

    private static func check(_ filter: Filter, _ known: Set<String>, _ names: [String]) throws(ODataError) {
        switch filter {
        case .and(let parts), .or(let parts): for part in parts { try check(part, known, names) }
        case .not(let part): try check(part, known, names)
        case .lambda(let path, _, let body):
            try check(path, known, names)
            if let body { try check(body, known, names) }
        case .compare(let path, _, _), .among(let path, _), .text(_, let path, _), .isOf(let path, _):
            try check(path, known, names)
        }
    }

    private static func check(_ path: FilterPath, _ known: Set<String>, _ names: [String]) throws(ODataError) {
        guard !path.isOfElement, let first = path.segments.first, !known.contains(first.lowercased()) else { return }
        throw ODataError(
            "$filter", "there is no property '\(first)' here; there are \(names.joined(separator: ", "))", at: path.position)
    }
}
