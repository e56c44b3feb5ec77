internal import HTTPTypes
internal import Hummingbird
internal import Primitives

/// An answer that says why a request was not carried out, in the shape that Graph's clients read.
struct APIError: Error {
    var status: HTTPResponse.Status
    /// One word for programs.
    var code: String
    var message: String
    /// Seconds until it is worth asking again.
    var retryAfter: Int?
    /// What `WWW-Authenticate` says behind `Bearer` (RFC 6750, section 3).
    var challenge: String?

    static let unauthorized = APIError(
        status: .unauthorized, code: "Unauthorized", message: "a token is missing; send 'Authorization: Bearer TOKEN'")

    static func badToken(_ reason: String) -> APIError {
        APIError(
            status: .unauthorized, code: "Unauthorized", message: reason,
            challenge: "error=\"invalid_token\", error_description=\"\(reason)\"")
    }

    /// A change by a browser whose page is not ours.
    static let fromElsewhere = APIError.forbidden(
        "a page of another site asked for this; a page of ours sends the header X-CSRF-Token with the value that "
            + "GET /api/session gives")

    static func forbidden(_ message: String) -> APIError {
        APIError(status: .forbidden, code: "Forbidden", message: message)
    }

    static func badRequest(_ message: String) -> APIError {
        APIError(status: .badRequest, code: "BadRequest", message: message)
    }

    static func notFound(_ message: String) -> APIError {
        APIError(status: .notFound, code: "NotFound", message: message)
    }

    static func conflict(_ message: String) -> APIError {
        APIError(status: .conflict, code: "Conflict", message: message)
    }

    var response: Response {
        let body: JSONValue = ["error": ["code": .string(code), "message": .string(message)]]
        var response = Response.json(body, status: status)
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        if status == .unauthorized { response.headers[.wwwAuthenticate] = challenge.map { "Bearer \($0)" } ?? "Bearer" }
        return response
    }
}
