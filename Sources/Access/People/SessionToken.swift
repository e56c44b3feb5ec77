internal import Crypto
internal import Primitives

/// What a browser holds for a session. The store keeps its digest alone.
public struct SessionToken: Hashable, Sendable {
    public let text: String

    /// A new one, from the system's generator.
    init() {
        text = AccessToken(prefix: "").text
    }

    /// As it comes from a browser.
    public init(text: String) {
        self.text = text
    }

    var digest: [UInt8] { AccessToken.digest(of: text) }

    /// What a page of ours has to send beside the cookie with each change: a page of others cannot know it. It follows from
    /// the token, so that it ends with the session and need not be kept.
    public var csrfToken: String {
        let code = HMAC<SHA256>.authenticationCode(for: Array("csrf".utf8), using: SymmetricKey(data: Array(text.utf8)))
        return hexadecimal(code)
    }

    public func isCSRFToken(_ text: String) -> Bool {
        AccessToken.areEqual(Array(text.utf8), Array(csrfToken.utf8))
    }
}
