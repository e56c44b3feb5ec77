extension BoundExpression {
    /// The expression in the words of the language, over columns of these names.
    func kql(_ schema: Schema) -> String { text(schema, within: nil) }

    /// - Parameter outer: the operator that stands around it, within which another one may need parentheses.
    private func text(_ schema: Schema, within outer: String?) -> String {
        switch kind {
        case .literal(let value): return BoundExpression.literal(value, type)
        case .column(let place): return place < schema.fields.count ? schema.fields[place].name : "#\(place)"
        case .unread: return "-"
        case .call(let function, let arguments):
            let name = function.name
            let texts = arguments.map { $0.text(schema, within: name) }
            if name == "[]" { return element(texts, arguments[1].constant) }
            if name == "negate" { return "-\(texts[0])" }
            guard BoundExpression.isInfix(name), texts.count > 1 else {
                return "\(name)(\(arguments.map { $0.text(schema, within: nil) }.joined(separator: ", ")))"
            }
            let text =
                MembershipOperator(rawValue: name) != nil
                ? "\(texts[0]) \(name) (\(texts.dropFirst().joined(separator: ", ")))" : texts.joined(separator: " \(name) ")
            let isPlain = outer.map { BoundExpression.isLogical($0) && !BoundExpression.isLogical(name) } ?? true
            return isPlain ? text : "(\(text))"
        }
    }

    private func element(_ texts: [String], _ index: Value?) -> String {
        if case .string(let name)? = index, name.utf8.allSatisfy(Lexer.isNameByte) { return "\(texts[0]).\(name)" }
        return "\(texts[0])[\(texts[1])]"
    }

    private static func isInfix(_ name: String) -> Bool {
        BinaryOperator(rawValue: name) != nil || MembershipOperator(rawValue: name) != nil || isLogical(name)
    }

    private static func isLogical(_ name: String) -> Bool { LogicalOperator(rawValue: name) != nil }

    private static func literal(_ value: Value, _ type: ScalarType) -> String {
        switch value {
        case .null: "\(type.rawValue)(null)"
        case .string, .long, .real, .bool: value.json
        case .array(let elements) where elements.count <= longestList:
            "dynamic(\(Value.array(elements).json))"
        case .array(let elements): "dynamic([... \(elements.count) values])"
        case .bag: "dynamic(\(value.json))"
        default: "\(type.rawValue)(\(value.text))"
        }
    }

    /// Values of a list that are written out.
    private static let longestList = 20
}
