public import Primitives

/// An answer of the token endpoint that gives no token (RFC 6749, section 5.2), with the numbers that clients of Entra ID
/// know.
public struct OAuthError: Error, Hashable, Sendable {
    public var status: Int
    /// The word of the standard.
    public var error: String
    /// The number behind `AADSTS`.
    public var code: Int64
    public var message: String
    /// Seconds until it is worth asking again.
    public var retryAfter: Int?

    private init(_ status: Int, _ error: String, _ code: Int64, _ message: String) {
        self.status = status
        self.error = error
        self.code = code
        self.message = message
    }

    static func missing(_ parameter: String) -> OAuthError {
        OAuthError(
            400, "invalid_request", 900144, "The request body must contain the following parameter: '\(parameter)'.")
    }

    static func repeated(_ parameter: String) -> OAuthError {
        OAuthError(400, "invalid_request", 9_000_411, "The parameter '\(parameter)' is there more than once.")
    }

    static let malformed = OAuthError(400, "invalid_request", 900_561, "The body is no form, or too large.")

    public static var malformedBody: OAuthError { malformed }

    static func unsupportedGrant(_ name: String) -> OAuthError {
        OAuthError(
            400, "unsupported_grant_type", 70003,
            "The app requested the unsupported grant type '\(name)'; this serves 'client_credentials'.")
    }

    static func badScope(_ scope: String) -> OAuthError {
        OAuthError(
            400, "invalid_scope", 1_002_012,
            "The provided value for scope '\(scope)' is not valid. Client credential flows must have a scope value with "
                + "/.default suffixed to the resource identifier.")
    }

    static func badResource(_ resource: String) -> OAuthError {
        OAuthError(400, "invalid_resource", 500_011, "The resource '\(resource)' is no absolute address or GUID.")
    }

    static func unknownClient(_ id: String) -> OAuthError {
        OAuthError(
            400, "unauthorized_client", 700_016, "Application with identifier '\(id)' was not found in this installation.")
    }

    static func disabledClient(_ id: String) -> OAuthError {
        OAuthError(400, "unauthorized_client", 7_000_112, "Application '\(id)' is disabled.")
    }

    /// What the endpoint answers before it looked at the form: too often asked, by another method, with a body that cannot be
    /// read.
    /// - Parameter status: of HTTP.
    public static func refused(_ status: Int, _ message: String, retryAfter: Int?) -> OAuthError {
        let (word, code): (String, Int64) =
            switch status {
            case 429, 502...504: ("temporarily_unavailable", 90055)
            case 500...: ("server_error", 90033)
            case 401, 403: ("unauthorized_client", 700_016)
            default: ("invalid_request", 900_561)
            }
        var error = OAuthError(status, word, code, message)
        error.retryAfter = retryAfter
        return error
    }

    static let missingSecret = OAuthError(
        401, "invalid_client", 7_000_216, "'client_secret' is required for the 'client_credentials' grant type.")

    static let wrongSecret = OAuthError(
        401, "invalid_client", 7_000_215,
        "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, as it was "
            + "shown when the client was made or its secret rotated.")

    public static func tooMany(retryAfter seconds: Int) -> OAuthError {
        var error = OAuthError(
            429, "temporarily_unavailable", 90055, "Too many attempts with a wrong secret; try again in \(seconds) seconds.")
        error.retryAfter = seconds
        return error
    }

    /// The body of the answer.
    /// - Parameter trace: a GUID to find the request by.
    /// - Parameter correlation: the client's own GUID where it sent one.
    public func json(at time: Timestamp, trace: String, correlation: String) -> JSONValue {
        let stamp = time.rfc3339.prefix(19).map { $0 == "T" ? " " : $0 } + Array("Z")
        return [
            "error": .string(error),
            "error_description": .string(
                "AADSTS\(code): \(message) Trace ID: \(trace) Correlation ID: \(correlation) Timestamp: \(String(stamp))"),
            "error_codes": [.integer(code)], "timestamp": .string(String(stamp)), "trace_id": .string(trace),
            "correlation_id": .string(correlation),
        ]
    }
}
