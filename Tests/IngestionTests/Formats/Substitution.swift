import Primitives

/// Replaces one value inside another, counted in the order of the text.
enum Substitution {
    static func count(in value: JSONValue) -> Int {
        switch value {
        case .array(let values): 1 + values.reduce(0) { $0 + count(in: $1) }
        case .object(let object): 1 + object.members.reduce(0) { $0 + count(in: $1.value) }
        default: 1
        }
    }

    static func replace(_ position: Int, in value: JSONValue, with replacement: JSONValue) -> JSONValue {
        var left = position
        return replace(&left, value, replacement)
    }

    private static func replace(_ left: inout Int, _ value: JSONValue, _ replacement: JSONValue) -> JSONValue {
        left -= 1
        if left == -1 { return replacement }
        switch value {
        case .array(let values): return .array(values.map { replace(&left, $0, replacement) })
        case .object(let object):
            return .object(
                JSONObject(
                    object.members.map {
                        JSONObject.Member(name: $0.name, value: replace(&left, $0.value, replacement))
                    }))
        default: return value
        }
    }
}
