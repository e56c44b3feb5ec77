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

    /// The second word of the path under `/api`, else the interface it belongs to. What is not served has a tag of its own, so
    /// that a program may leave it out.
    private var tag: String {
        if case .none = operation.success.content { return "notServed" }
        let words = operation.path.split(separator: "/")
        return switch ErrorDialect(path: operation.path) {
        case .graph: "graph"
        case .defender: "defender"
        case .resourceManager: "resourceManager"
        case .oauth, .own: String((words.first == "api" ? words.dropFirst().first : words.first) ?? "")
        }
    }

    private func parameter(_ parameter: Operation.Parameter, in place: String) -> JSONValue {
        var json: JSONObject = [
            "name": .string(parameter.name), "in": .string(place), "description": .string(parameter.about),
        ]
        if place == "path" || parameter.isRequired { json["required"] = true }
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
        case .encoded(let types):
            return ["content": .object(JSONObject(types.map { .init(name: $0, value: ["schema": [:]]) }))]
        }
    }

    private var responses: JSONValue {
        var responses = JSONObject()
        for (status, content) in [operation.success] + operation.alternatives {
            if case .none = content { continue }
            responses[String(status)] = answer("Done.", content)
        }
        for status in failures { responses[String(status)] = failure(status) }
        return .object(responses)
    }

    /// Every route may refuse an address, and a caller who asks too often.
    private var failures: [Int] {
        var statuses: Set<Int> = [400, 414, 429]
        statuses.formUnion(operation.failures)
        if need != .nothing { statuses.formUnion([401, 403]) }
        if !operation.inPath.isEmpty { statuses.insert(404) }
        if operation.body != nil { statuses.formUnion([413, 415]) }
        return statuses.sorted()
    }

    private func failure(_ status: Int) -> JSONValue {
        let reason = HTTPResponse.Status(code: status).reasonPhrase
        var json = answer(reason + ".", failureContent(status)).object ?? JSONObject()
        if status == 429 {
            json["headers"] = [
                "Retry-After": ["description": "Seconds until it is worth asking again.", "schema": ["type": "integer"]]
            ]
        }
        return .object(json)
    }

    /// Addresses that mean nothing are refused at the door, before it is known whose words to use.
    private func failureContent(_ status: Int) -> Operation.Content {
        let ours = Schema.named("Error")
        guard [400, 414].contains(status), case .json(let schema) = operation.failure, schema != ours else {
            return operation.failure
        }
        return .json(.anyOf([schema, ours]))
    }

    private func answer(_ about: String, _ content: Operation.Content) -> JSONValue {
        switch content {
        case .nothing, .none: return ["description": .string(about)]
        case .text: return ["description": .string(about), "content": ["text/plain": ["schema": ["type": "string"]]]]
        case .json(let schema):
            return ["description": .string(about), "content": ["application/json": ["schema": schema.json]]]
        case .encoded(let schema, let other):
            let content = JSONObject([
                .init(name: "application/json", value: ["schema": schema.json]), .init(name: other, value: ["schema": [:]]),
            ])
            return ["description": .string(about), "content": .object(content)]
        }
    }
}
