internal import HTTPTypes
internal import Hummingbird
internal import Primitives

extension Response {
    /// Clients of Elasticsearch look for the product's header and refuse answers without it.
    static func elastic(_ value: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        var response = Response.json(value, status: status)
        if let name = HTTPField.Name("X-Elastic-Product") { response.headers[name] = "Elasticsearch" }
        return response
    }
}

extension ShipperDialect {
    /// Elasticsearch's: a type and a reason, twice.
    static let elastic = ShipperDialect { error, _, _ in
        let cause: JSONValue = ["type": .string(elasticType(error.status)), "reason": .string(error.message)]
        var response = Response.elastic(
            [
                "error": [
                    "root_cause": .array([cause]), "type": cause["type"] ?? .null, "reason": .string(error.message),
                ],
                "status": .integer(Int64(error.status.code)),
            ], status: error.status)
        if let retryAfter = error.retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        if error.status == .unauthorized { response.headers[.wwwAuthenticate] = "ApiKey" }
        return response
    }

    private static func elasticType(_ status: HTTPResponse.Status) -> String {
        switch status.code {
        case 401, 403: "security_exception"
        case 404: "index_not_found_exception"
        case 413: "content_too_large_exception"
        case 429, 503, 507: "es_rejected_execution_exception"
        case 500...: "exception"
        default: "illegal_argument_exception"
        }
    }
}
