internal import Primitives
internal import Yams

/// YAML as JSON, with the types that YAML gives its scalars. A node may stand in many places by its name, so what is read is
/// counted as often as it stands somewhere.
struct YAMLValues {
    /// Nodes of a file, at most, and how deep they may lie.
    static let mostNodes = 20_000
    static let deepest = 32

    private var nodes = 0

    mutating func value(of node: Node, depth: Int = 0) throws(DetectionRuleError) -> JSONValue {
        nodes += 1
        guard nodes <= YAMLValues.mostNodes else {
            throw DetectionRuleError("", "the file has more than \(YAMLValues.mostNodes) values")
        }
        guard depth <= YAMLValues.deepest else {
            throw DetectionRuleError("", "the file is nested deeper than \(YAMLValues.deepest) levels")
        }
        if let mapping = node.mapping {
            var members: [JSONObject.Member] = []
            for (key, inner) in mapping {
                members.append(.init(name: key.scalar?.string ?? "", value: try value(of: inner, depth: depth + 1)))
            }
            return .object(JSONObject(members))
        }
        guard let sequence = node.sequence else { return YAMLValues.scalar(node) }
        var values: [JSONValue] = []
        for inner in sequence { values.append(try value(of: inner, depth: depth + 1)) }
        return .array(values)
    }

    private static func scalar(_ node: Node) -> JSONValue {
        let text = node.scalar?.string ?? ""
        guard node.scalar?.style == .plain else { return .string(text) }
        if let number = node.int { return .integer(Int64(number)) }
        if let flag = node.bool { return .bool(flag) }
        return node.null == nil ? .string(text) : .null
    }
}
