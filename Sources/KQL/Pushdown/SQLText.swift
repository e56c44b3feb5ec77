/// Writes names and values as SQL.
public enum SQLText {
    public static func name(_ name: String) -> String { "\"\(doubled(name, "\""))\"" }

    /// - Returns: `nil` for a value that SQL's text cannot hold as the engine has it.
    static func literal(_ value: Value, _ type: ScalarType) -> String? {
        switch (value, type) {
        case (.null, .dynamic), (.null, .guid): "''"
        case (.null, .bool), (.null, .int), (.null, .long), (.null, .datetime), (.null, .timespan), (.null, .real):
            "CAST(NULL AS \(type.sqlName))"
        case (.bool(let flag), .bool): flag ? "TRUE" : "FALSE"
        case (.long(let number), .int), (.long(let number), .long), (.datetime(let number), .datetime),
            (.timespan(let number), .timespan):
            integer(number)
        case (.real(let number), .real) where number.isFinite: "CAST('\(number)' AS DOUBLE)"
        case (.string(let text), .string): string(text)
        default: nil
        }
    }

    static func integer(_ number: Int64) -> String { "CAST(\(number) AS BIGINT)" }

    /// `nil` for a text with a zero byte, which would end the statement.
    public static func string(_ text: String) -> String? {
        text.utf8.contains(0) ? nil : "'\(doubled(text, "'"))'"
    }

    private static func doubled(_ text: String, _ sign: String) -> String {
        text.utf8.contains(sign.utf8.first ?? 0) ? text.replacing(sign, with: sign + sign) : text
    }
}
