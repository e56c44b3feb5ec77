/// The header field `Cookie` (RFC 6265, section 4.2): pairs with semicolons between.
public enum CookieField {
    /// The value of the first cookie of a name; `nil` where there is none.
    public static func value(of name: String, in field: String) -> String? {
        for pair in field.split(separator: ";") {
            let parts = pair.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else { continue }
            return String(parts[1].prefix { $0 != " " })
        }
        return nil
    }
}
