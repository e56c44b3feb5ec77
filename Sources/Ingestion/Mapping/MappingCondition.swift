internal import Primitives

/// One test of a record.
struct MappingCondition {
    private enum Test {
        case exists(Bool)
        case equals([String])
        case not([String])
    }

    private let path: MappingPath
    private let test: Test

    init(_ node: MappingNode) throws(IngestionError) {
        let object = try node.object("a condition", keys: ["path", "equals", "not", "exists"])
        guard let pathNode = object["path"] else { throw node.error("a condition needs a path") }
        let text = try pathNode.text("path")
        guard let path = MappingPath(text) else { throw pathNode.error("'\(text)' is no path to a field") }
        self.path = path
        switch (object["equals"], object["not"], object["exists"]) {
        case (let node?, nil, nil): test = .equals(try MappingCondition.texts(node))
        case (nil, let node?, nil): test = .not(try MappingCondition.texts(node))
        case (nil, nil, let node?): test = .exists(try node.flag("exists"))
        default: throw node.error("a condition needs exactly one of equals, not and exists")
        }
    }

    /// All conditions of a list.
    static func list(_ node: MappingNode?) throws(IngestionError) -> [MappingCondition] {
        var conditions: [MappingCondition] = []
        for item in try node?.items("when") ?? [] { conditions.append(try MappingCondition(item)) }
        return conditions
    }

    private static func texts(_ node: MappingNode) throws(IngestionError) -> [String] {
        guard node.isList else { return [try node.text("a condition")] }
        var texts: [String] = []
        for item in try node.items("a condition") { texts.append(try item.text("a condition")) }
        return texts
    }

    func holds(for record: JSONView) -> Bool {
        let view = path.view(in: record)
        return switch test {
        case .exists(let expected): (view != nil) == expected
        case .equals(let texts): view.map { texts.contains($0.leadingText) } ?? false
        case .not(let texts): view.map { !texts.contains($0.leadingText) } ?? true
        }
    }
}
