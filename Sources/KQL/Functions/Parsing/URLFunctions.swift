internal import Foundation

/// Taking addresses of the web apart.
enum URLFunctions {
    static let all: [ScalarFunction] = [
        .map("parse_url") { (text: String) -> Value? in .bag(parts(text)) }.with(.keepsName),
        .map("parse_urlquery") { (text: String) -> Value? in
            .bag(Bag([("Query Parameters", .bag(query(text.hasPrefix("?") ? text.dropFirst() : text[...])))]))
        }.with(.keepsName),
    ]

    private static func parts(_ text: String) -> Bag {
        var rest = text[...]
        var scheme = "", user = "", password = "", port = ""
        var fragment = "", queryText: Substring = ""
        if let mark = rest.range(of: "://") {
            scheme = String(rest[..<mark.lowerBound])
            rest = rest[mark.upperBound...]
        }
        if let mark = rest.firstIndex(of: "#") {
            fragment = String(rest[rest.index(after: mark)...])
            rest = rest[..<mark]
        }
        if let mark = rest.firstIndex(of: "?") {
            queryText = rest[rest.index(after: mark)...]
            rest = rest[..<mark]
        }
        var authority = rest
        var path: Substring = ""
        if let slash = rest.firstIndex(of: "/") {
            authority = rest[..<slash]
            path = rest[slash...]
        }
        if let at = authority.lastIndex(of: "@") {
            let credentials = authority[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            user = String(credentials[0])
            if credentials.count == 2 { password = String(credentials[1]) }
            authority = authority[authority.index(after: at)...]
        }
        if let colon = authority.lastIndex(of: ":"), authority[authority.index(after: colon)...].allSatisfy(\.isNumber) {
            port = String(authority[authority.index(after: colon)...])
            authority = authority[..<colon]
        }
        return Bag([
            ("Scheme", .string(scheme)), ("Host", .string(String(authority))), ("Port", .string(port)),
            ("Path", .string(String(path))),
            ("Username", .string(user)), ("Password", .string(password)), ("Query Parameters", .bag(query(queryText))),
            ("Fragment", .string(fragment)),
        ])
    }

    private static func query(_ text: Substring) -> Bag {
        var bag = Bag()
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let value = parts.count == 2 ? decoded(parts[1]) : ""
            bag[decoded(parts[0])] = .string(value)
        }
        return bag
    }

    private static func decoded(_ text: Substring) -> String {
        String(decoding: EncodingFunctions.percentDecoded(Array(text.utf8)), as: UTF8.self)
    }
}
