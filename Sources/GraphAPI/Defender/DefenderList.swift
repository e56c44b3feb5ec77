internal import Hummingbird
internal import OData
internal import Primitives

/// One page of a list of the older interfaces, with its address of the next.
struct DefenderList {
    /// What every list takes.
    static let options: Set<SystemOption> = [.filter, .top, .skip, .count, .orderby, .skiptoken, .select]

    let asked: ODataQuery
    let limit: Int
    private let names: [String]
    private let shown: DefenderSelection
    private let address: String
    private let context: String

    /// - Parameters:
    ///   - names: the properties of a row.
    ///   - largest: rows of a page where the client does not say, and at most.
    init(
        _ request: Request, _ services: APIServices, set: String, names: [String], largest: Int,
        allowing options: Set<SystemOption> = []
    ) throws(ODataError) {
        asked = try request.odata(options.union(DefenderList.options))
        self.names = names
        shown = try DefenderSelection(asked.select, of: names)
        limit = min(asked.top ?? largest, largest)
        let origin = services.origin(of: request)
        address = origin + request.uri.path
        context = "\(origin)/api/$metadata#\(set)"
    }

    /// - Parameter next: the token of the next page; `nil` where there is none.
    func response(_ rows: [JSONObject], count: Int64?, next: String?) -> Response {
        var json = JSONObject([.init(name: "@odata.context", value: .string(context))])
        if let count { json["@odata.count"] = .integer(count) }
        json["value"] = .array(rows.map { .object(shown($0)) })
        if let next { json["@odata.nextLink"] = .string("\(address)?\(asked.next(skipToken: next, top: nil))") }
        return .json(.object(json))
    }

    /// A page out of rows in memory.
    func page(of rows: [JSONObject]) throws(ODataError) -> Response {
        var rows = rows
        if let filter = asked.filter {
            let evaluator = try FilterEvaluator(filter, names: names)
            rows = rows.filter(evaluator.holds)
        }
        for term in asked.orderBy.reversed() {
            guard let name = names.first(where: { $0.lowercased() == term.path.text.lowercased() }) else {
                throw ODataError("$orderby", "there is no order by '\(term.path.text)'")
            }
            let isBefore = { (left: JSONObject, right: JSONObject) in (left[name]?.text ?? "") < (right[name]?.text ?? "") }
            rows.sort { term.isDescending ? isBefore($1, $0) : isBefore($0, $1) }
        }
        let start = asked.skipToken.flatMap { Int($0) } ?? asked.skip
        let page = rows.dropFirst(start).prefix(limit)
        let next = start + page.count
        return response(
            Array(page), count: asked.count ? Int64(rows.count) : nil,
            next: next < rows.count && !page.isEmpty ? String(next) : nil)
    }
}
