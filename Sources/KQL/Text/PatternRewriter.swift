/// Gives a pattern Kusto's meaning under RE2: `\d`, `\w` and `\s` are classes of Unicode, and a named group may be written
/// `(?<name>...)`.
enum PatternRewriter {
    private static let digits = "\\p{Nd}"
    private static let wordParts = "\\p{L}\\p{M}\\p{Nd}\\p{Pc}"
    private static let blankParts = "\\t\\n\\v\\f\\r\\x{85}\\p{Z}"

    static func unicode(_ pattern: String) -> String {
        // Most patterns have none of this.
        guard pattern.utf8.contains(UInt8(ascii: "\\")) || pattern.contains("(?<") else { return pattern }
        var result = ""
        var isInClass = false
        var rest = Substring(pattern)
        while let sign = rest.popFirst() {
            switch sign {
            case "\\":
                guard let escaped = rest.popFirst() else {
                    result += "\\"
                    continue
                }
                result += rewritten(escaped, isInClass)
            case "[":
                isInClass = true
                result.append(sign)
                // A bracket right at the start of a class is a member of it.
                if rest.first == "^" { result.append(rest.removeFirst()) }
                if rest.first == "]" { result += "\\" + String(rest.removeFirst()) }
            case "]":
                isInClass = false
                result.append(sign)
            case "(" where !isInClass && rest.hasPrefix("?<") && !rest.hasPrefix("?<=") && !rest.hasPrefix("?<!"):
                rest.removeFirst(2)
                result += "(?P<"
            default:
                result.append(sign)
            }
        }
        return result
    }

    private static func rewritten(_ escaped: Character, _ isInClass: Bool) -> String {
        switch escaped {
        case "d": digits
        case "D": "\\P{Nd}"
        case "w": isInClass ? wordParts : "[\(wordParts)]"
        case "W": isInClass ? "\\W" : "[^\(wordParts)]"
        case "s": isInClass ? blankParts : "[\(blankParts)]"
        case "S": isInClass ? "\\S" : "[^\(blankParts)]"
        case "h": isInClass ? "\\t\\p{Zs}" : "[\\t\\p{Zs}]"
        case "Z": "\\z"
        case "/", "-", "_", "'", "\"", "`", "@", "#", "%", "&", "~", "=", ":", ";", "<", ">", ",", "!", " ":
            escaped == "_" ? "_" : escaped == "<" || escaped == ">" ? String(escaped) : "\\" + String(escaped)
        default: "\\" + String(escaped)
        }
    }
}
