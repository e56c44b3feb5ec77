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
    public var csrfToken: String { hexadecimal(csrfCode) }

    /// The same as pages carry it: behind a mask that is another each time, so that nothing of it is found out by how well
    /// packed pages become.
    public var maskedCSRFToken: String {
        let mask = csrfCode.map { _ in UInt8.random(in: .min ... .max) }
        return hexadecimal(mask + SessionToken.masked(csrfCode, by: mask))
    }

    /// - Parameter text: the token, masked or not.
    public func isCSRFToken(_ text: String) -> Bool {
        let code = csrfCode
        guard let sent = bytes(hexadecimal: text) else { return false }
        guard sent.count == 2 * code.count else { return AccessToken.areEqual(sent, code) }
        return AccessToken.areEqual(SessionToken.masked(Array(sent.suffix(code.count)), by: Array(sent.prefix(code.count))), code)
    }

    private var csrfCode: [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: Array("csrf".utf8), using: SymmetricKey(data: Array(text.utf8))))
    }

    private static func masked(_ bytes: [UInt8], by mask: [UInt8]) -> [UInt8] { zip(bytes, mask).map { $0 ^ $1 } }
}
