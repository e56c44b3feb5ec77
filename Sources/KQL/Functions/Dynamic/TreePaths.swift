/// The paths to what a dynamic holds: names in brackets, and `[0]` for all elements of an array, which are taken together.
struct TreePaths {
    private var paths: [Value] = []
    private var seen = Set<String>()
    private var bytes = 0

    static func of(_ value: Value) throws(QueryError) -> Value {
        var tree = TreePaths()
        try tree.add(value, "")
        return .array(tree.paths)
    }

    private mutating func add(_ value: Value, _ path: String) throws(QueryError) {
        switch value {
        case .bag(let bag):
            for (name, member) in zip(bag.keys, bag.values) {
                let path = "\(path)['\(name)']"
                try note(path)
                try add(member, path)
            }
        case .array(let elements) where !elements.isEmpty:
            try note(path + "[0]")
            for element in elements { try add(element, path + "[0]") }
        default: break
        }
    }

    private mutating func note(_ path: String) throws(QueryError) {
        guard seen.insert(path).inserted else { return }
        bytes += Value.elementSize + path.utf8.count
        guard bytes <= Column.largest else { throw ValueSize.tooLarge("an array", Column.largest) }
        paths.append(.string(path))
    }
}
