internal import HTTPTypes
internal import Hummingbird

/// The headers that every answer has: ids by which two sides speak of the same request, and what keeps browsers from doing
/// more with an answer than it is for.
struct AnswerHeaders {
    /// Signs of a client's own id that are sent back, at most.
    static let longestClientID = 128

    let isEncrypted: Bool

    func dress(_ response: inout Response, _ request: Request, _ context: APIContext) {
        response.headers[.requestID] = context.requestID
        if let id = AnswerHeaders.plain(request.headers[.clientRequestID]) { response.headers[.clientRequestID] = id }
        // What a route says of itself stands.
        set(&response, .xContentTypeOptions, "nosniff")
        set(&response, .referrerPolicy, "same-origin")
        set(&response, .cacheControl, "no-store")
        set(&response, .contentSecurityPolicy, "default-src 'none'; frame-ancestors 'none'")
        set(&response, .frameOptions, "DENY")
        // A browser remembers it for all ports of a name, and other things speak plain HTTP as localhost.
        if isEncrypted, request.head.authority?.hasPrefix("localhost") != true {
            set(&response, .strictTransportSecurity, "max-age=31536000")
        }
    }

    private func set(_ response: inout Response, _ name: HTTPField.Name, _ value: String) {
        if response.headers[name] == nil { response.headers[name] = value }
    }

    /// A client's id, where it is short and visible.
    private static func plain(_ text: String?) -> String? {
        guard let text, !text.isEmpty, text.utf8.count <= longestClientID, text.utf8.allSatisfy({ 0x21...0x7e ~= $0 }) else {
            return nil
        }
        return text
    }
}

extension HTTPField.Name {
    static let referrerPolicy = named("Referrer-Policy")
    static let frameOptions = named("X-Frame-Options")

    private static func named(_ text: String) -> HTTPField.Name {
        guard let name = HTTPField.Name(text) else { preconditionFailure("'\(text)' is no name of a header field") }
        return name
    }
}
