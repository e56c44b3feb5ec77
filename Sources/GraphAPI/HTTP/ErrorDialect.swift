internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import Primitives

/// In whose words an error is answered: each of the public interfaces has clients that read errors in its own shape. Chosen
/// by the path alone, so that also a request that no route took is answered in the words its client reads.
enum ErrorDialect: Hashable, Sendable {
    case graph
    /// The older Defender interfaces.
    case defender
    /// Azure Resource Manager.
    case resourceManager
    /// The token endpoint (RFC 6749, section 5.2).
    case oauth
    /// Our own.
    case own

    /// The first segment behind `/api/` of the older Defender interfaces.
    private static let defenderSegments: Set<Substring> = [
        "incidents", "alerts", "machines", "machineactions", "indicators", "advancedhunting", "advancedqueries", "files", "ips",
        "domains", "users", "v1.0",
    ]

    init(path: String) {
        let segments = path.lowercased().split(separator: "/", maxSplits: 2)
        if segments.count == 3, segments[1] == "oauth2", ["token", "v2.0/token"].contains(segments[2]) {
            self = .oauth
            return
        }
        switch segments.first {
        case "v1.0", "beta": self = .graph
        case "subscriptions", "providers": self = .resourceManager
        case "api" where segments.count > 1 && ErrorDialect.defenderSegments.contains(segments[1]): self = .defender
        default: self = .own
        }
    }

    /// The word for programs, where this interface has another one than ours.
    private func code(_ error: APIError) -> String {
        switch (self, error.code) {
        case (.graph, "Unauthorized"): "InvalidAuthenticationToken"
        case (.resourceManager, "Unauthorized"): "AuthenticationFailed"
        case (.resourceManager, "Forbidden"): "AuthorizationFailed"
        case (.defender, "NotFound"): "ResourceNotFound"
        case (.defender, "InternalError"), (.resourceManager, "InternalError"): "InternalServerError"
        case (.graph, "InternalError"): "InternalServerError"
        case (.graph, "ODataError"), (.resourceManager, "ODataError"), (.own, "ODataError"): "BadRequest"
        default: error.code
        }
    }

    func answer(_ error: APIError, to request: Request, _ context: APIContext) -> Response {
        guard self != .oauth else {
            let refusal = OAuthError.refused(error.status.code, error.message, retryAfter: error.retryAfter)
            return Response.oauth(refusal, to: request).with(error)
        }
        var body = JSONObject([
            .init(name: "code", value: .string(code(error))), .init(name: "message", value: .string(error.message)),
        ])
        switch self {
        case .graph:
            var inner: JSONObject = [
                "date": .string(String(Timestamp.now.rfc3339.prefix(19))), "request-id": .string(context.requestID),
                "client-request-id": .string(ErrorDialect.clientRequestID(request) ?? context.requestID),
            ]
            // As Graph tells that somebody asks too often.
            if error.status == .tooManyRequests { (inner["code"], inner["status"]) = ("429", "429") }
            body["innerError"] = .object(inner)
        case .defender: body["target"] = .string(context.requestID)
        case .resourceManager, .oauth, .own: break
        }
        return Response.json(["error": .object(body)], status: error.status).with(error)
    }

    /// Sets the headers by which this interface's clients name a request.
    func mark(_ response: inout Response, of request: Request, _ context: APIContext) {
        switch self {
        case .graph:
            response.headers[.requestID] = context.requestID
            response.headers[.clientRequestID] = ErrorDialect.clientRequestID(request) ?? context.requestID
            response.headers[.odataVersion] = "4.0"
            if request.headers[.prefer]?.contains("include-unknown-enum-members") == true {
                response.headers[.preferenceApplied] = "include-unknown-enum-members"
            }
        case .resourceManager:
            response.headers[.microsoftRequestID] = context.requestID
            response.headers[.correlationRequestID] = ErrorDialect.header(.correlationRequestID, request) ?? context.requestID
        case .defender: response.headers[.odataVersion] = "4.0"
        case .oauth, .own: break
        }
    }

    private static func clientRequestID(_ request: Request) -> String? { header(.clientRequestID, request) }

    /// A client's name for its request, where it is short and plain.
    private static func header(_ name: HTTPField.Name, _ request: Request) -> String? {
        request.headers[name].flatMap { $0.utf8.count <= 128 ? $0 : nil }
    }
}

extension Response {
    /// With what an error says in headers.
    fileprivate func with(_ error: APIError) -> Response {
        var response = self
        if let retryAfter = error.retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        if error.status == .unauthorized {
            response.headers[.wwwAuthenticate] = error.challenge.map { "Bearer \($0)" } ?? "Bearer"
        }
        if let allowed = error.allowedMethods { response.headers[.allow] = allowed.sorted().joined(separator: ", ") }
        return response
    }
}

extension HTTPField.Name {
    static let requestID = constant("request-id")
    static let clientRequestID = constant("client-request-id")
    static let microsoftRequestID = constant("x-ms-request-id")
    static let correlationRequestID = constant("x-ms-correlation-request-id")
    static let microsoftDate = constant("x-ms-date")
    static let odataVersion = constant("OData-Version")
    static let prefer = constant("Prefer")
    static let preferenceApplied = constant("Preference-Applied")

    /// - Parameter name: a token of RFC 9110.
    private static func constant(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .server }
}
