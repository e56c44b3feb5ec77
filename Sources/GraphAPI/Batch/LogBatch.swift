internal import HTTPTypes
internal import Primitives

extension BatchRequest {
    /// The version in the addresses of Azure's Log Analytics.
    static let logVersion = "v1"

    /// The requests of a batch of Log Analytics (`POST /v1/$batch`), which name a workspace and a path behind it.
    /// - Throws: `APIError` for what is no batch, and for repeated ids.
    init(ofLogs body: JSONObject) throws(APIError) {
        let requests = try BatchRequest.requests(body)
        var steps: [Step] = []
        for request in requests {
            let step = try BatchRequest.logStep(request)
            guard !steps.contains(where: { $0.id == step.id }) else { throw .badRequest("the id '\(step.id)' is given twice") }
            steps.append(step)
        }
        self.steps = steps
    }

    private static func logStep(_ request: JSONValue) throws(APIError) -> Step {
        guard let object = request.object, let id = object["id"]?.string, !id.isEmpty else {
            throw .badRequest("each request of a batch is an object with an 'id'")
        }
        let name = object["method"]?.string ?? "GET"
        guard let method = HTTPRequest.Method(rawValue: name.uppercased()) else {
            throw .badRequest("request '\(id)' has the method '\(name)'; it is GET or POST")
        }
        guard let workspace = object["workspace"]?.string, !workspace.isEmpty, workspace.utf8.allSatisfy(isPlain) else {
            throw .badRequest("request '\(id)' has no 'workspace', which is an id")
        }
        let path = object["path"]?.string ?? "/query"
        guard path.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw .badRequest("request '\(id)' has a 'path' with signs that an address cannot have")
        }
        let headers = object["headers"]?.object?.members.compactMap { member in
            member.value.string.map { (member.name, $0) }
        }
        // What a question in an address has for a body is passed over.
        let body = method == .get ? nil : object["body"].flatMap { $0.isNull ? nil : $0 }
        return Step(
            id: id, method: method, url: "/workspaces/\(workspace)\(path.hasPrefix("/") ? "" : "/")\(path)",
            headers: headers ?? [],
            body: body, dependsOn: [])
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 97 < 26 || byte &- 48 < 10 || "-_.".utf8.contains(byte)
    }
}
