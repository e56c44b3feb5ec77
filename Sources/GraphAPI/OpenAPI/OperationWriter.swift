internal import Access
internal import HTTPTypes
internal import Primitives

/// Writes one operation, with the answers that its kind of route brings with it.
struct OperationWriter {
    private let operation: Operation
    private let need: RouteNeed

    init(_ operation: Operation, _ need: RouteNeed) {
        self.operation = operation
        self.need = need
    }

    var json: JSONValue {
        var json: JSONObject = ["summary": .string(operation.summary), "tags": [.string(tag)]]
        let parameters =
            operation.inPath.map { parameter($0, in: "path") } + operation.query.map { parameter($0, in: "query") }
        if !parameters.isEmpty { json["parameters"] = .array(parameters) }
        if let body = operation.body { json["requestBody"] = requestBody(body) }
        json["responses"] = responses
        let security: JSONValue = need == .nothing ? [] : [["bearer": []]]
        json["security"] = security
        if case .permission(let permission) = need { json["x-permission"] = .string(permission.rawValue) }
        return .object(json)
    }

    /// The second word of the path under `/api`, else the first.
    private var tag: String {
        let words = operation.path.split(separator: "/")
        return String((words.first == "api" ? words.dropFirst().first : words.first) ?? "")
    }

    private func parameter(_ parameter: Operation.Parameter, in place: String) -> JSONValue {
        var json: JSONObject = [
            "name": .string(parameter.name), "in": .string(place), "description": .string(parameter.about),
        ]
        if place == "path" { json["required"] = true }
        json["schema"] = parameter.schema.json
        return .object(json)
    }

    private func requestBody(_ body: Operation.Body) -> JSONValue {
        switch body {
        case .json(let schema, let isRequired):
            return ["required": .bool(isRequired), "content": ["application/json": ["schema": schema.json]]]
        case .records:
            let media: JSONValue = ["schema": [:]]
            return [
                "description": "Records, one a line or as one JSON array; plain or gzip.",
                "content": ["application/octet-stream": media, "application/json": media],
            ]
        case .form:
            return [
                "content": ["application/x-www-form-urlencoded": ["schema": ["type": "object"]]]
            ]
        }
    }

    private var responses: JSONValue {
        var responses: JSONObject = [String(operation.success.status): answer("Done.", operation.success.content)]
        for status in failures { responses[String(status)] = failure(status) }
        return .object(responses)
    }

    /// Every route may refuse an address, and a caller who asks too often.
    private var failures: [Int] {
        var statuses: Set<Int> = [400, 414, 429]
        statuses.formUnion(operation.failures)
        if need != .nothing { statuses.formUnion([401, 403]) }
        if !operation.inPath.isEmpty { statuses.insert(404) }
        if operation.body != nil { statuses.insert(413) }
        return statuses.sorted()
    }

    private func failure(_ status: Int) -> JSONValue {
        let reason = HTTPResponse.Status(code: status).reasonPhrase
        var json = answer(reason + ".", .json(.named("Error"))).object ?? JSONObject()
        if status == 429 {
            json["headers"] = [
                "Retry-After": ["description": "Seconds until it is worth asking again.", "schema": ["type": "integer"]]
            ]
        }
        return .object(json)
    }

    private func answer(_ about: String, _ content: Operation.Content) -> JSONValue {
        switch content {
        case .nothing: return ["description": .string(about)]
        case .text: return ["description": .string(about), "content": ["text/plain": ["schema": ["type": "string"]]]]
        case .json(let schema):
            return ["description": .string(about), "content": ["application/json": ["schema": schema.json]]]
        }
    }
}
