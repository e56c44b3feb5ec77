internal import Primitives

/// How one text comes out of a record. A class, since a copy of all that it holds would cost more than what it does.
final class MappingValue: Sendable {
    private enum Source: Sendable {
        case path(MappingPath)
        case constant(String)
        case template([(before: String, path: MappingPath)], end: String)
        case first([MappingValue])
    }

    /// How deep fallbacks may stand inside fallbacks.
    static let maximumDepth = 4

    private let source: Source
    private let table: MappingTable?
    private let fallback: String
    /// What stands between the texts that one text holds; empty where it holds one.
    private let separator: String

    /// Whether one text of the record may be several values.
    var splits: Bool { !separator.isEmpty }

    /// What an error calls it: the path that was looked at, or the first of them.
    var label: String {
        switch source {
        case .path(let path): path.text
        case .constant(let text): text
        case .template(let pieces, _): pieces.first?.path.text ?? ""
        case .first(let values): values.first?.label ?? ""
        }
    }

    /// The path where the value is nothing but a path, so that the record's own value can be taken as it is.
    var plainPath: MappingPath? {
        guard case .path(let path) = source, table == nil, fallback.isEmpty, !splits else { return nil }
        return path
    }

    /// The fixed text where the value is nothing but one.
    var constant: String? {
        guard case .constant(let text) = source else { return nil }
        return text
    }

    init(_ node: MappingNode, _ what: String, depth: Int = 0) throws(IngestionError) {
        guard depth < MappingValue.maximumDepth else {
            throw node.error("\(what) is nested deeper than \(MappingValue.maximumDepth)")
        }
        guard !node.isScalar, !node.isList else {
            source = try MappingValue.source(node, what, depth)
            (table, fallback, separator) = (nil, "", "")
            return
        }
        let object = try node.object(
            what, keys: ["path", "first", "constant", "template", "map", "otherwise", "default", "split"])
        let sources = ["path", "first", "constant", "template"].filter { object[$0] != nil }
        guard sources.count == 1, let kind = sources.first, let inner = object[kind] else {
            throw node.error("\(what) needs exactly one of path, first, constant and template")
        }
        switch kind {
        case "constant": source = .constant(try inner.text("constant"))
        case "template": source = try MappingValue.template(inner)
        default: source = try MappingValue.source(inner, what, depth)
        }
        table = if let map = object["map"] { try MappingTable(map, otherwise: object["otherwise"]) } else { nil }
        if table == nil, let otherwise = object["otherwise"] { throw otherwise.error("'otherwise' needs a 'map'") }
        fallback = try object["default"]?.text("default") ?? ""
        separator = try object["split"]?.text("split") ?? ""
        if let split = object["split"], separator.isEmpty { throw split.error("'split' needs a text to split at") }
    }

    /// A path, or a list of values of which the first that says something counts.
    private static func source(_ node: MappingNode, _ what: String, _ depth: Int) throws(IngestionError) -> Source {
        guard node.isList else {
            let text = try node.text(what)
            guard let path = MappingPath(text) else { throw node.error("'\(text)' is no path to a field") }
            return .path(path)
        }
        var values: [MappingValue] = []
        for item in try node.items(what) { values.append(try MappingValue(item, what, depth: depth + 1)) }
        guard !values.isEmpty else { throw node.error("the list of \(what) is empty") }
        return .first(values)
    }

    /// Text with paths in braces; `{{` and `}}` stand for the braces themselves.
    private static func template(_ node: MappingNode) throws(IngestionError) -> Source {
        var pieces: [(before: String, path: MappingPath)] = []
        var text = ""
        var rest = try node.text("template")[...]
        while let character = rest.first {
            rest = rest.dropFirst()
            if character == "{" || character == "}", rest.first == character {
                text.append(character)
                rest = rest.dropFirst()
            } else if character == "{" {
                let inner = rest.prefix { $0 != "}" }
                guard inner.endIndex < rest.endIndex, let path = MappingPath(String(inner)) else {
                    throw node.error("'{\(inner)' is no path in braces")
                }
                pieces.append((text, path))
                text = ""
                rest = rest[inner.endIndex...].dropFirst()
            } else {
                text.append(character)
            }
        }
        return .template(pieces, end: text)
    }

    /// The text; empty where the record has none, the first where it holds several. A template whose fields are all empty is
    /// empty as a whole.
    func text(in record: JSONView) -> String {
        if splits { return texts(in: record).first ?? "" }
        let text = rawText(in: record)
        guard table != nil || !fallback.isEmpty else { return text }
        if text.isEmpty { return fallback }
        return table?.text(for: text) ?? text
    }

    private func rawText(in record: JSONView) -> String {
        switch source {
        case .path(let path): return path.view(in: record)?.leadingText ?? ""
        case .constant(let text): return text
        case .template(let pieces, let end):
            let texts = pieces.map { $0.path.view(in: record)?.leadingText ?? "" }
            guard pieces.isEmpty || texts.contains(where: { !$0.isEmpty }) else { return "" }
            return zip(pieces, texts).reduce(into: "") { $0 += $1.0.before + $1.1 } + end
        case .first(let values):
            for value in values {
                let text = value.text(in: record)
                if !text.isEmpty { return text }
            }
            return ""
        }
    }

    /// All texts, where the record holds a list at the path, or one text with a separator between.
    func texts(in record: JSONView) -> [String] {
        if case .path(let path) = source, let view = path.view(in: record), view.isArray {
            return view.elements.map(\.leadingText).flatMap(pieces).map { table?.text(for: $0) ?? $0 }
        }
        guard splits else {
            let text = text(in: record)
            return text.isEmpty ? [] : [text]
        }
        let found = pieces(of: rawText(in: record))
        if found.isEmpty { return fallback.isEmpty ? [] : [fallback] }
        return found.map { table?.text(for: $0) ?? $0 }
    }

    private func pieces(of text: String) -> [String] {
        guard splits else { return text.isEmpty ? [] : [text] }
        return text.pieces(between: separator)
    }
}

extension String {
    /// The parts between a separator, without the blanks around them; empty ones are left out.
    fileprivate func pieces(between separator: String) -> [String] {
        let (bytes, mark) = (Array(utf8), Array(separator.utf8))
        var (pieces, start, index): ([ArraySlice<UInt8>], Int, Int) = ([], 0, 0)
        while index + mark.count <= bytes.count {
            if bytes[index...].starts(with: mark) {
                pieces.append(bytes[start..<index])
                index += mark.count
                start = index
            } else {
                index += 1
            }
        }
        pieces.append(bytes[start...])
        return pieces.map { piece in
            let left = piece.drop { $0 == UInt8(ascii: " ") }
            return String(decoding: left.reversed().drop { $0 == UInt8(ascii: " ") }.reversed(), as: UTF8.self)
        }
        .filter { !$0.isEmpty }
    }
}
