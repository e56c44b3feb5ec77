internal import Access
internal import HTTPTypes
internal import Hummingbird
internal import Primitives

/// The cookie of a person's session. The browser gives it back to this host alone, over TLS (or to the machine itself), and
/// shows it to no script.
enum SessionCookie {
    /// `__Host-` makes browsers insist on all of that.
    static let name = "__Host-watchfloor"
    /// Where a page of ours says that it is one.
    static let csrfHeader = HTTPField.Name("x-csrf-token")

    static func token(in request: Request) -> SessionToken? { value(of: name, in: request).map(SessionToken.init(text:)) }

    static func value(of name: String, in request: Request) -> String? {
        request.headers[values: .cookie].lazy.compactMap { CookieField.value(of: name, in: $0) }.first
    }

    static func setting(_ token: SessionToken, lifetime: Duration) -> String {
        "\(name)=\(token.text); Path=/; Max-Age=\(Int64(lifetime.seconds)); Secure; HttpOnly; SameSite=Lax"
    }

    static let removing = "\(name)=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax"
}

extension Request {
    /// Whether the request changes nothing.
    var isSafe: Bool { [.get, .head, .options].contains(method) }

    /// Whether a browser says that a page of another site asks.
    var isFromElsewhere: Bool {
        if let site = HTTPField.Name("sec-fetch-site").flatMap({ headers[$0] }) {
            return !["same-origin", "none"].contains(site)
        }
        guard let origin = headers[.origin] else { return false }
        return origin.firstRange(of: "://").map { String(origin[$0.upperBound...]) } != head.authority
    }
}
