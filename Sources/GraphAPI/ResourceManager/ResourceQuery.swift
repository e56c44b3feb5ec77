internal import Foundation
internal import Hummingbird
internal import Primitives

/// The query of a list: which page, in which order. Names are taken in any case.
struct ResourceQuery: Sendable {
    /// Resources of one page, at most, and where nothing is said.
    static let largestPage = 1000

    var limit: Int
    var offset: Int
    var filter: String?
    var order: String?
    private let path: String
    private let kept: [(name: String, value: String)]

    init(_ request: Request) throws(APIError) {
        let known = ["api-version", "$filter", "$orderby", "$top", "$skiptoken", "$search", "$count"]
        var values: [String: String] = [:]
        for (name, value) in request.uri.queryParameters {
            let name = (String(name).removingPercentEncoding ?? String(name)).lowercased()
            guard known.contains(name) || !name.hasPrefix("$") else {
                throw .badRequest("the query option '\(name)' is not known here; this takes \(known.joined(separator: ", "))")
            }
            values[name] = String(value)
        }
        limit = min(try ResourceQuery.number("$top", values) ?? ResourceQuery.largestPage, ResourceQuery.largestPage)
        offset = try ResourceQuery.number("$skiptoken", values) ?? 0
        filter = values["$filter"].flatMap { $0.isEmpty ? nil : $0 }
        order = values["$orderby"].flatMap { $0.isEmpty ? nil : $0 }
        path = request.uri.path
        kept = values.filter { $0.key != "$skiptoken" }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The names of a query's options, in lower case.
    static func names(in request: Request) -> Set<String> {
        Set(request.uri.queryParameters.map { (String($0.key).removingPercentEncoding ?? String($0.key)).lowercased() })
    }

    private static func number(_ name: String, _ values: [String: String]) throws(APIError) -> Int? {
        guard let text = values[name], !text.isEmpty else { return nil }
        guard let number = Int(text), number >= 0, number <= Int(Int32.max) else {
            throw .badRequest("'\(name)' must be a whole number from 0 on, not '\(text)'")
        }
        return number
    }

    /// For lists that have one order and no filter.
    func plain() throws(APIError) -> ResourceQuery {
        if filter != nil { throw .badRequest("'$filter' is not taken here; incidents alone can be filtered") }
        if order != nil { throw .badRequest("'$orderby' is not taken here; incidents alone can be ordered") }
        return self
    }

    /// A page as the dialect writes it, with the address of the next where there is more.
    /// - Parameter total: how many there are on all pages.
    func page(_ values: [JSONValue], of total: Int64, at address: String) -> JSONValue {
        var json = JSONObject([.init(name: "value", value: .array(values))])
        let next = offset + values.count
        if !values.isEmpty, Int64(next) < total {
            let query = (kept + [("$skipToken", String(next))]).map { "\($0.name)=\(ResourceQuery.escaped($0.value))" }
            json["nextLink"] = .string("\(address)\(path)?\(query.joined(separator: "&"))")
        }
        return .object(json)
    }

    private static func escaped(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(CharacterSet(charactersIn: "-._~"))) ?? text
    }
}
