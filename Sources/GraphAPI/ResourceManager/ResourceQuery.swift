internal import CaseStore
internal import Hummingbird
internal import OData
internal import Primitives

/// The query of a list: which page, in which order. Names are taken in any case.
struct ResourceQuery: Sendable {
    /// Resources of one page, at most, and where nothing is said.
    static let largestPage = 1000

    let limit: Int
    let options: ODataQuery
    /// The list's address, as the client asked for it.
    private let address: String

    /// - Parameter origin: how the client reaches the server.
    /// - Throws: 400 for options that cannot be read.
    init(_ request: Request, origin: String) throws(APIError) {
        do throws(ODataError) {
            options = try ODataQuery(request.uri.query ?? "", allowing: [.filter, .orderby, .top, .skiptoken, .count])
        } catch {
            throw .badRequest("\(error)")
        }
        limit = min(options.top ?? ResourceQuery.largestPage, ResourceQuery.largestPage)
        address = origin + request.uri.path
    }

    /// For lists that have one order and no filter: the resources before the page.
    /// - Throws: 400 where the client asks for another order, for a filter, or with a token that was never given.
    func offset() throws(APIError) -> Int {
        if options.filter != nil { throw .badRequest("'$filter' is not taken here; leave it out") }
        if !options.orderBy.isEmpty { throw .badRequest("'$orderby' is not taken here; leave it out") }
        return try place()
    }

    /// Neither filter nor order: the list as it is.
    var isPlain: Bool { options.filter == nil && options.orderBy.isEmpty }

    private func place() throws(APIError) -> Int {
        guard let token = options.skipToken, !token.isEmpty else { return 0 }
        guard let offset = Int(token), offset >= 0 else { throw ResourceQuery.badToken }
        return offset
    }

    static let badToken = APIError.badRequest("the '$skipToken' is none that was given here; ask for the list from its beginning")

    /// A page as the dialect writes it.
    /// - Parameter next: the token of the next page; `nil` at the end.
    func page(_ values: [JSONValue], next: String?) -> JSONValue {
        var json = JSONObject([.init(name: "value", value: .array(values))])
        if let next { json["nextLink"] = .string("\(address)?\(options.next(skipToken: next, top: options.top))") }
        return .object(json)
    }

    /// A page of a list that is counted.
    /// - Parameter total: how many there are on all pages.
    func page(_ values: [JSONValue], from offset: Int, of total: Int64) -> JSONValue {
        let next = offset + values.count
        return page(values, next: !values.isEmpty && Int64(next) < total ? String(next) : nil)
    }
}

extension ResourceQuery {
    /// What every resource has.
    private static let names = ["id", "name", "type", "etag", "kind", "properties"]

    /// The page of a whole list in memory, filtered and put into the order that is asked for.
    /// - Throws: 400 for properties that no resource has, and for a token that was never given.
    func page(ofAll resources: [JSONValue]) throws -> JSONValue {
        var rows = resources
        if let filter = options.filter {
            let evaluator = try FilterEvaluator(filter, names: ResourceQuery.names)
            rows = rows.filter { $0.object.map(evaluator.holds) ?? false }
        }
        for term in options.orderBy.reversed() {
            guard let first = term.path.segments.first, ResourceQuery.names.contains(first.lowercased()) else {
                throw ODataError("$orderby", "there is no order by '\(term.path.text)'")
            }
            let keyed = rows.enumerated().map { (index: $0, row: $1, key: FilterEvaluator.value(term.path, $1)) }
            rows = keyed.sorted { left, right in
                let (first, second) = term.isDescending ? (right, left) : (left, right)
                if FilterEvaluator.isOrdered(first.key, before: second.key) { return true }
                return !FilterEvaluator.isOrdered(second.key, before: first.key) && left.index < right.index
            }.map(\.row)
        }
        let offset = try place()
        return page(Array(rows.dropFirst(offset).prefix(limit)), from: offset, of: Int64(rows.count))
    }
}

extension APIServices {
    func resourceQuery(_ request: Request) throws(APIError) -> ResourceQuery {
        try ResourceQuery(request, origin: origin(of: request))
    }
}

extension StoreCursor {
    /// As the token of a page: its values as JSON, in hexadecimal digits.
    var token: String {
        let values = values.map { value -> JSONValue in
            switch value {
            case .null: .null
            case .integer(let number): .integer(number)
            case .real(let number): ["real": .number(number)]
            case .text(let text): .string(text)
            }
        }
        return hexadecimal(JSONValue.array(values).text.utf8)
    }

    init?(token: String) {
        guard let bytes = bytes(hexadecimal: token), let values = try? JSONValue(parsing: bytes).array else { return nil }
        self.init(
            values: values.map { value in
                switch value {
                case .integer(let number): .integer(number)
                case .string(let text): .text(text)
                case .object(let object):
                    if case .number(let number)? = object["real"] {
                        .real(number)
                    } else {
                        .real(Double(object["real"]?.integer ?? 0))
                    }
                default: .null
                }
            })
    }
}
