/// One term of `$orderby`: `lastUpdateDateTime desc`.
public struct OrderTerm: Hashable, Sendable {
    public var path: FilterPath
    public var isDescending: Bool

    public init(_ path: FilterPath, isDescending: Bool = false) {
        self.path = path
        self.isDescending = isDescending
    }

    static func terms(_ text: String) throws(ODataError) -> [OrderTerm] {
        var terms: [OrderTerm] = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let words = part.split(separator: " ", omittingEmptySubsequences: true)
            guard (1...2).contains(words.count), let path = FilterPath(String(words[0])) else {
                throw ODataError("$orderby", "'\(String(part).trimmed)' is no term; write a property, then 'asc' or 'desc'")
            }
            let direction = words.count == 2 ? words[1].lowercased() : "asc"
            guard direction == "asc" || direction == "desc" else {
                throw ODataError("$orderby", "'\(words[1])' is no direction; it is 'asc' or 'desc'")
            }
            terms.append(OrderTerm(path, isDescending: direction == "desc"))
        }
        guard terms.count <= ODataQuery.maximumEntries else {
            throw ODataError("$orderby", "has more than \(ODataQuery.maximumEntries) terms")
        }
        return terms
    }
}
