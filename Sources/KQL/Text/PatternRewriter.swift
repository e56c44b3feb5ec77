/// Gives a pattern Kusto's meaning under RE2: `\d`, `\w` and `\s` are classes of Unicode, and a named group may be written
/// `(?<name>...)`. Classes with set operations are worked out.
enum PatternRewriter {
    private static let digits = "\\p{Nd}"
    private static let wordParts = "\\p{L}\\p{M}\\p{Nd}\\p{Pc}"
    private static let blankParts = "\\t\\n\\v\\f\\r\\x{85}\\p{Z}"

    /// - Throws: `QueryError` for a class that cannot be worked out.
    static func unicode(_ pattern: String) throws -> String {
        // Most patterns have none of this.
        guard pattern.utf8.contains(where: { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "[") }) || pattern.contains("(?<")
        else {
            return pattern
        }
        var result = ""
        var isInClass = false
        var rest = Substring(pattern)
        while let sign = rest.first {
            if sign == "[", !isInClass, let known = try ClassExpression.read(&rest, foldsCase: foldsCase(pattern)) {
                result += known
                continue
            }
            rest.removeFirst()
            switch sign {
            case "\\":
                guard let escaped = rest.popFirst() else {
                    result += "\\"
                    continue
                }
                result += code(escaped, &rest).map { "\\x{\($0)}" } ?? rewritten(escaped, isInClass)
            case "[":
                // RE2 takes a bracket inside a class as a member, but not before a colon.
                if isInClass {
                    guard rest.first == ":", let end = rest.dropFirst().firstRange(of: ":]") else {
                        result += "\\["
                        continue
                    }
                    result += "[" + rest[..<end.upperBound]
                    rest = rest[end.upperBound...]
                    continue
                }
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

    /// Whether flags of the pattern say that case does not matter.
    private static func foldsCase(_ pattern: String) -> Bool {
        pattern.split(separator: "(?", omittingEmptySubsequences: false).dropFirst().contains { flags in
            flags.prefix { $0.isLetter }.contains("i")
        }
    }

    /// The digits of a character's code, `\u0041`, `\U00000041` or `\u{41}`, taken off what follows the letter; `nil` where it is no code.
    private static func code(_ letter: Character, _ rest: inout Substring) -> Substring? {
        guard letter == "u" || letter == "U" else { return nil }
        let isBraced = rest.first == "{"
        let count = letter == "u" ? 4 : 8
        let digits = isBraced ? rest.dropFirst().prefix { $0 != "}" } : rest.prefix(count)
        guard !digits.isEmpty, digits.allSatisfy(\.isHexDigit), isBraced ? digits.endIndex < rest.endIndex : digits.count == count
        else { return nil }
        rest = rest[digits.endIndex...].dropFirst(isBraced ? 1 : 0)
        return digits
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
