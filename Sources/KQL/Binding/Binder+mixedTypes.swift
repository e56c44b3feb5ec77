extension Binder {
    /// The sides of `==` and `!=` where one is a text and the other is none: Kusto lets a column of texts be compared with a number, and
    /// rules do so.
    ///
    /// As with `in`, a constant is taken for what the other side is: `EventID == "4624"` compares numbers, `ResultType == 0` texts. A
    /// text that is compared with true or false is read as one of them. Of two columns, the texts are compared.
    func comparable(_ arguments: [BoundExpression], at span: Span) throws -> [BoundExpression] {
        guard arguments.count == 2, let text = arguments.firstIndex(where: { $0.type == .string }) else { return arguments }
        let other = arguments[1 - text]
        guard other.type.isNumeric || [.bool, .guid, .datetime, .timespan].contains(other.type) else { return arguments }
        let isTextConstant = arguments[text].constant != nil
        var sides = arguments
        if isTextConstant || other.type == .bool {
            sides[text] = try convert(arguments[text], to: other.type, at: span)
        } else {
            sides[1 - text] = try convert(other, to: .string, at: span)
        }
        return sides
    }
}
