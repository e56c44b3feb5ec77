/// One entry of `$expand`: a navigation property with options of its own, `alerts($select=id;$top=5)`.
public struct ExpandItem: Sendable {
    /// Brackets inside brackets, those of a filter included, at most.
    static let maximumDepth = 20

    public var path: FilterPath
    public var options: [QueryText.Parameter] = []

    static func items(_ text: String) throws(ODataError) -> [ExpandItem] {
        var items: [ExpandItem] = []
        for part in try parts(of: text, separator: ",") {
            let part = String(part).trimmed
            let name = part.prefix { $0 != "(" }
            guard let path = FilterPath(String(name).trimmed) else {
                throw ODataError("$expand", "'\(part)' is no name of a property")
            }
            var item = ExpandItem(path: path)
            if name.count < part.count {
                guard part.hasSuffix(")") else { throw ODataError("$expand", "there is text behind the ')' of '\(name)'") }
                for option in try parts(of: String(part.dropFirst(name.count + 1).dropLast()), separator: ";") {
                    let halves = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                    guard halves.count == 2 else { throw ODataError("$expand", "'\(option)' is no option; write '$name=value'") }
                    item.options.append(.init(name: String(halves[0]).trimmed, value: String(halves[1])))
                }
            }
            items.append(item)
        }
        guard items.count <= ODataQuery.maximumEntries else {
            throw ODataError("$expand", "has more than \(ODataQuery.maximumEntries) entries")
        }
        return items
    }

    /// The options as those of a request.
    public func query(allowing options: Set<SystemOption>) throws(ODataError) -> ODataQuery {
        try ODataQuery(QueryText(self.options).encoded, allowing: options)
    }

    /// Cuts at a separator outside brackets and quotes.
    private static func parts(of text: String, separator: Character) throws(ODataError) -> [Substring] {
        var parts: [Substring] = []
        var (start, depth, isQuoted) = (text.startIndex, 0, false)
        for index in text.indices {
            switch text[index] {
            case "'": isQuoted.toggle()
            case "(" where !isQuoted: depth += 1
            case ")" where !isQuoted: depth -= 1
            case separator where depth == 0 && !isQuoted:
                parts.append(text[start..<index])
                start = text.index(after: index)
            default: break
            }
            guard (0...maximumDepth).contains(depth) else { throw ODataError("$expand", "the brackets do not match") }
        }
        guard depth == 0, !isQuoted else { throw ODataError("$expand", "a bracket or quote is not closed") }
        return parts + [text[start...]]
    }
}
