internal import HTTPTypes
internal import Primitives

/// The requests of a JSON batch (Graph `$batch`), read and put into an order in which each comes after those that it waits
/// for.
struct BatchRequest: Sendable {
    /// Requests of a batch, at most (Graph's own limit).
    static let maximumRequests = 20

    struct Step: Sendable {
        var id: String
        var method: HTTPRequest.Method
        /// Without the version: `/security/incidents?$top=5`.
        var url: String
        var headers: [(name: String, value: String)]
        var body: JSONValue?
        var dependsOn: [String]
    }

    let steps: [Step]

    /// - Throws: `APIError` for what is no batch, for repeated ids, and for requests that wait for each other.
    init(_ body: JSONObject) throws(APIError) {
        var steps: [Step] = []
        for request in try BatchRequest.requests(body) {
            let step = try BatchRequest.step(request)
            guard !steps.contains(where: { $0.id == step.id }) else { throw .badRequest("the id '\(step.id)' is given twice") }
            steps.append(step)
        }
        self.steps = try BatchRequest.ordered(steps)
    }

    static func requests(_ body: JSONObject) throws(APIError) -> [JSONValue] {
        guard let requests = body["requests"]?.array, !requests.isEmpty else {
            throw .badRequest("'requests' is missing: an array of requests")
        }
        guard requests.count <= BatchRequest.maximumRequests else {
            throw .badRequest("a batch has at most \(BatchRequest.maximumRequests) requests, not \(requests.count)")
        }
        return requests
    }

    private static func step(_ request: JSONValue) throws(APIError) -> Step {
        guard let object = request.object, let id = object["id"]?.string, !id.isEmpty else {
            throw .badRequest("each request of a batch is an object with an 'id'")
        }
        guard let method = object["method"]?.string.flatMap({ HTTPRequest.Method(rawValue: $0.uppercased()) }) else {
            throw .badRequest("request '\(id)' has no 'method'")
        }
        guard let url = object["url"]?.string, let path = BatchRequest.relative(url) else {
            throw .badRequest("request '\(id)' has no 'url' like '/security/incidents'")
        }
        guard !path.lowercased().hasPrefix("/$batch") else { throw .badRequest("request '\(id)' is a batch itself") }
        let headers = object["headers"]?.object?.members.compactMap { member in
            member.value.string.map { (member.name, $0) }
        }
        return Step(
            id: id, method: method, url: path, headers: headers ?? [], body: object["body"].flatMap { $0.isNull ? nil : $0 },
            dependsOn: try object.texts("dependsOn") ?? [])
    }

    /// The address behind the version. Some clients write all of it.
    private static func relative(_ url: String) -> String? {
        var path = url[...]
        if let scheme = path.firstRange(of: "://") {
            guard let slash = path[scheme.upperBound...].firstIndex(of: "/") else { return nil }
            path = path[slash...]
        }
        if !path.hasPrefix("/") { path = "/" + path }
        for version in GraphScope.versions where path.hasPrefix("/\(version)/") { path = path.dropFirst(version.count + 1) }
        return path.count > 1 && path.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7f } ? String(path) : nil
    }

    private static func ordered(_ steps: [Step]) throws(APIError) -> [Step] {
        var (waiting, ordered, done) = (steps, [Step](), Set<String>())
        while !waiting.isEmpty {
            guard let index = waiting.firstIndex(where: { done.isSuperset(of: $0.dependsOn) }) else {
                let names = waiting.map(\.id).joined(separator: ", ")
                throw .badRequest("these requests wait for each other, or for one that is not in the batch: \(names)")
            }
            let step = waiting.remove(at: index)
            done.insert(step.id)
            ordered.append(step)
        }
        return ordered
    }
}
