public import Primitives

extension EventBatch {
    /// Sets a value of the current row that is written as text, read as the column's type: `15` for whole numbers,
    /// RFC 3339 and its relatives for moments, `true` and `false`, any text for strings. In a column of `dynamic`, text that
    /// is a JSON object or array is that, and any other a JSON string.
    /// - Returns: whether the text can be read so; where not, nothing was set.
    @discardableResult
    public mutating func set(_ column: Int, reading text: String) -> Bool {
        switch type(of: column) {
        case .string, .guid: return set(column, text)
        case .dynamic:
            let isJSON = text.utf8.first.map { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "[") } ?? false
            guard isJSON, (try? JSONDocument(parsing: text)) != nil else { return set(column, JSONValue.string(text).text) }
            return set(column, text)
        case .int, .long: return Int64(text).map { set(column, $0) } ?? false
        case .real: return Double(text).map { set(column, $0) } ?? false
        case .datetime: return Timestamp(text).map { set(column, $0) } ?? false
        case .bool:
            switch text {
            case "true", "True", "TRUE", "1": return set(column, true)
            case "false", "False", "FALSE", "0": return set(column, false)
            default: return false
            }
        }
    }

    /// The same for a value inside a JSON document. Objects and arrays belong into columns of `dynamic`; one of strings
    /// takes their JSON text. `null` is no value, and any column takes that.
    @discardableResult
    public mutating func set(_ column: Int, reading value: JSONView) -> Bool {
        if value.isNull { return true }
        let type = type(of: column)
        if type == .string, let isSet = value.withPlainText({ set(column, $0) }) { return isSet }
        if let text = value.string { return set(column, reading: text) }
        if type == .dynamic || type == .string { return value.withSource { set(column, $0) } }
        return value.text.map { set(column, reading: $0) } ?? false
    }
}
