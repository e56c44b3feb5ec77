internal import Foundation

/// Where a token stands in an `Authorization` header.
enum AuthorizationHeader {
    /// The token of `Bearer TOKEN`. Shippers have their own ways to write it: `Splunk TOKEN`, `ApiKey TOKEN` (as it is, or
    /// as Elastic writes its own, base64 of `id:TOKEN`), and `Basic` with the token as password.
    /// - Parameter isShipper: whether the request sends records. Elsewhere a browser that remembers a password must not
    ///   open anything by itself.
    static func token(in header: String, isShipper: Bool) -> Substring? {
        let parts = header.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: true)
        guard parts.count == 2 else { return nil }
        let value = parts[1].drop { $0 == " " }
        switch parts[0].lowercased() {
        case "bearer": return value
        case "splunk" where isShipper: return value
        case "apikey" where isShipper: return secondPart(of: value) ?? value
        case "basic" where isShipper: return secondPart(of: value)
        default: return nil
        }
    }

    /// What follows the first colon in base64.
    private static func secondPart(of base64: Substring) -> Substring? {
        guard let data = Data(base64Encoded: String(base64)) else { return nil }
        let text = String(decoding: data, as: UTF8.self)
        return text.firstIndex(of: ":").map { text[text.index(after: $0)...] }
    }
}
