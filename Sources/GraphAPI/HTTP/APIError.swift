internal import HTTPTypes
internal import Hummingbird
internal import Primitives

/// Why a request was not carried out. `ErrorDialect` puts it into words.
struct APIError: Error {
    var status: HTTPResponse.Status
    /// One word for programs.
    var code: String
    var message: String
    /// Seconds until it is worth asking again.
    var retryAfter: Int?
    /// What `WWW-Authenticate` says behind `Bearer` (RFC 6750, section 3).
    var challenge: String?
    /// What the address can be asked for instead.
    var allowedMethods: Set<String>?

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

    static func tooLarge(_ message: String) -> APIError {
        APIError(status: .contentTooLarge, code: "PayloadTooLarge", message: message)
    }

    /// It is part of the interface and this product has nothing behind it.
    static func notServed(_ message: String) -> APIError {
        APIError(status: .notImplemented, code: "NotImplemented", message: message)
    }

    static func badRequest(_ message: String) -> APIError {
        APIError(status: .badRequest, code: "BadRequest", message: message)
    }

    /// - Parameter seconds: until the next request is answered.
    static func tooManyRequests(after seconds: Int) -> APIError {
        APIError(
            status: .tooManyRequests, code: "TooManyRequests",
            message: "there were too many requests; ask again in \(seconds) s", retryAfter: seconds)
    }

    static func notFound(_ message: String) -> APIError {
        APIError(status: .notFound, code: "NotFound", message: message)
    }

    static func conflict(_ message: String) -> APIError {
        APIError(status: .conflict, code: "Conflict", message: message)
    }
}
