internal import Yams

/// A node of a mapping file with the line that an error names.
struct MappingNode {
    /// The largest mapping file in bytes. The longest real one is a hundredth of it.
    static let maximumSize = 256 * 1024

    private let node: Node
    let line: Int

    private init(_ node: Node, under line: Int) {
        self.node = node
        self.line = node.mark?.line ?? line
    }

    /// Reads the text as one YAML document.
    init(yaml: String) throws(IngestionError) {
        guard yaml.utf8.count <= MappingNode.maximumSize else {
            throw .badMapping(line: 0, reason: "the file is larger than \(MappingNode.maximumSize) bytes")
        }
        let composed: Node?
        do {
            composed = try compose(yaml: yaml)
        } catch {
            throw MappingNode.failure(error)
        }
        guard let composed else { throw .badMapping(line: 0, reason: "the file is empty") }
        self.init(composed, under: 1)
    }

    private static func failure(_ error: any Error) -> IngestionError {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            .badMapping(line: mark.line, reason: "not valid YAML: \(problem)")
        case .duplicatedKeysInMapping(let names, let context):
            .badMapping(line: context.mark.line, reason: "the key '\(names.first ?? "")' stands there twice")
        default: .badMapping(line: 0, reason: "not valid YAML")
        }
    }

    func error(_ reason: String) -> IngestionError {
        .badMapping(line: line, reason: reason)
    }

    var isScalar: Bool { node.scalar != nil }
    var isList: Bool { node.sequence != nil }

    /// The text of a scalar, whatever type YAML would give it.
    func text(_ what: String) throws(IngestionError) -> String {
        guard let scalar = node.scalar else { throw error("\(what) has to be a text") }
        return scalar.string
    }

    func flag(_ what: String) throws(IngestionError) -> Bool {
        switch try text(what) {
        case "true": return true
        case "false": return false
        default: throw error("\(what) has to be true or false")
        }
    }

    func items(_ what: String) throws(IngestionError) -> [MappingNode] {
        guard let sequence = node.sequence else { throw error("\(what) has to be a list") }
        return sequence.map { MappingNode($0, under: line) }
    }

    /// The entries in their order.
    func entries(_ what: String) throws(IngestionError) -> [(key: String, value: MappingNode)] {
        guard let mapping = node.mapping else { throw error("\(what) has to be keys with values") }
        var entries: [(key: String, value: MappingNode)] = []
        for (key, value) in mapping {
            let keyNode = MappingNode(key, under: line)
            entries.append((try keyNode.text("a key"), MappingNode(value, under: keyNode.line)))
        }
        return entries
    }

    /// The entries by key, where only these keys may stand.
    func object(_ what: String, keys: [String]) throws(IngestionError) -> [String: MappingNode] {
        var object: [String: MappingNode] = [:]
        for (key, value) in try entries(what) {
            guard keys.contains(key) else {
                throw value.error("unknown key '\(key)' in \(what); known are \(keys.sorted().joined(separator: ", "))")
            }
            object[key] = value
        }
        return object
    }
}
