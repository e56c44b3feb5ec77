/// How the text of a value looks, as a regular expression: what `parse` reads for a column that no text follows, where the value itself
/// has to say where it ends.
enum ParseLexeme {
    /// `nil` for types whose values may be any text.
    static func pattern(of type: ScalarType) -> String? {
        switch type {
        case .int, .long: "\(blanks)[-+]?(?:0[xX][0-9a-fA-F]+|[0-9]+)"
        case .real, .decimal: "\(blanks)[-+]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
        case .bool: "\(blanks)(?:(?i:true|false)|[01])"
        case .guid: "\(blanks)\\{?\(guid)\\}?"
        case .datetime: "\(blanks)(?:\(moments.joined(separator: "|")))"
        case .timespan: "\(blanks)-?(?:\(clockSpan)|[0-9]+(?:\\.[0-9]+)?\(unit)?)"
        case .string, .dynamic: nil
        }
    }

    private static let blanks = "[ \\t]*"
    private static let guid = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
    private static let clockSpan = "(?:[0-9]+\\.)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]+)?)?"
    private static let unit = "(?:microseconds?|milliseconds?|ms|ticks?|days?|hours?|minutes?|seconds?|[dhms])"

    /// A moment of ISO 8601, with a time or without; month, day and year with slashes; and the forms of RFC 822 and RFC 850.
    private static let moments = [
        "[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[T ]\(time)(?: ?\(zone))?)?",
        "[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}(?: \(time)(?: ?(?:[AaPp][Mm]|\(zone)))?)?",
        "(?:[A-Za-z]+, )?[0-9]{1,2}[ -][A-Za-z]{3}[ -][0-9]{2,4} \(time)(?: \(zone))?",
    ]
    private static let time = "[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]+)?)?"
    private static let zone = "(?:Z|UTC|GMT|[-+][0-9]{2}:?[0-9]{2})"
}
