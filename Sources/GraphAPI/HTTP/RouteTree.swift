internal import Foundation
internal import HTTPTypes

/// The declared routes as a tree of path segments: brings a path into the spelling in which its route was declared, and
/// tells which methods a path has.
///
/// Clients write one address in many ways: `Incidents`, `%24count`, `incidents('7')` for `incidents/7`, and actions by their
/// qualified names (`microsoft.graph.security.mergeIncidents`). The router knows one of them.
struct RouteTree: Sendable {
    private struct Node: Sendable {
        /// By the segment in lower case, with its spelling.
        var words: [String: (spelling: String, index: Int)] = [:]
        /// Where any segment leads that is none of the words.
        var parameter: Int?
        var methods: Set<String> = []
        /// The path as it was declared.
        var route: String?
    }

    private var nodes = [Node()]

    init(_ entries: [RouteTable.Entry]) {
        for entry in entries {
            var node = 0
            for segment in entry.path.split(separator: "/") { node = child(of: node, String(segment)) }
            nodes[node].methods.insert(entry.method.rawValue)
            nodes[node].route = "/\(entry.path)"
            // Whatever is got can be asked for its head.
            if entry.method == .get { nodes[node].methods.insert("HEAD") }
        }
    }

    private mutating func child(of node: Int, _ segment: String) -> Int {
        let isParameter = segment.hasPrefix(":")
        if let known = isParameter ? nodes[node].parameter : nodes[node].words[segment.lowercased()]?.index { return known }
        nodes.append(Node())
        if isParameter {
            nodes[node].parameter = nodes.count - 1
        } else {
            nodes[node].words[segment.lowercased()] = (segment, nodes.count - 1)
        }
        return nodes.count - 1
    }

    /// A path in the spelling of its route, the methods of that route and how it was declared; `nil` where there is no such route.
    func resolve(_ path: Substring) -> (path: String, methods: Set<String>, route: String?)? {
        var (node, resolved) = (0, "")
        for segment in path.split(separator: "/") {
            if let (word, key) = RouteTree.key(in: segment), let next = self.word(word, below: node),
                let parameter = nodes[next.index].parameter
            {
                resolved += "/\(next.spelling)/\(key)"
                node = parameter
            } else if let next = self.word(segment.removingPercentEncoding ?? String(segment), below: node) {
                resolved += "/" + next.spelling
                node = next.index
            } else if let next = nodes[node].parameter {
                resolved += "/" + segment
                node = next
            } else {
                return nil
            }
        }
        return (resolved.isEmpty ? "/" : resolved, nodes[node].methods, nodes[node].route)
    }

    private func word(_ word: String, below node: Int) -> (spelling: String, index: Int)? {
        nodes[node].words[word.lowercased()] ?? nodes[node].words[RouteTree.unqualified(word).lowercased()]
    }

    /// The word and the key of a segment with its key in brackets.
    private static func key(in segment: Substring) -> (word: String, key: String)? {
        let decoded = segment.contains("%") ? segment.removingPercentEncoding ?? String(segment) : String(segment)
        guard decoded.hasSuffix(")"), let open = decoded.firstIndex(of: "("), open > decoded.startIndex else { return nil }
        let key = decoded[decoded.index(after: open)...].dropLast()
        guard !key.isEmpty, !key.contains("=") else { return nil }
        let isQuoted = key.count > 1 && key.hasPrefix("'") && key.hasSuffix("'")
        let text = isQuoted ? String(key.dropFirst().dropLast()).replacing("''", with: "'") : String(key)
        return (String(decoded[..<open]), text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? text)
    }

    /// A name without its namespace.
    private static func unqualified(_ word: String) -> String {
        for namespace in ["microsoft.graph.security.", "microsoft.graph.", "security."]
        where word.lowercased().hasPrefix(namespace) {
            return String(word.dropFirst(namespace.count))
        }
        return word
    }
}
