/// An address of this server: nobody is sent elsewhere by a link to the sign-in.
public struct LocalAddress: Hashable, Sendable {
    /// Path and query.
    public let text: String

    /// Bytes, at most.
    public static let longest = 2_000

    /// `nil` where it leads elsewhere. Browsers take a backslash for a slash, and leave blanks and control characters out before
    /// they look.
    public init?(_ text: String) {
        guard text.hasPrefix("/"), !text.hasPrefix("//"), text.utf8.count <= LocalAddress.longest,
            !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7f || $0 == UInt8(ascii: "\\") })
        else { return nil }
        self.text = text
    }
}
