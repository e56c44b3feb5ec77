internal import Primitives

extension Filter: CustomStringConvertible {
    /// The filter as text that reads as the same filter again.
    public var description: String { text(variable: 0) }

    /// - Parameter depth: how many conditions on elements are around it; each has a variable of its own.
    private func text(variable depth: Int) -> String {
        switch self {
        case .and(let parts): Filter.joined(parts, " and ", depth)
        case .or(let parts): Filter.joined(parts, " or ", depth)
        case .not(let part): "not (\(part.text(variable: depth)))"
        case .compare(let path, let comparison, let literal):
            "\(path.text(variable: depth)) \(comparison.rawValue) \(literal.text)"
        case .among(let path, let literals):
            "\(path.text(variable: depth)) in (\(literals.map(\.text).joined(separator: ",")))"
        case .text(let match, let path, let literal): "\(match.rawValue)(\(path.text(variable: depth)),\(literal.text))"
        case .lambda(let path, let quantifier, nil): "\(path.text(variable: depth))/\(quantifier.rawValue)()"
        case .lambda(let path, let quantifier, let body?):
            "\(path.text(variable: depth))/\(quantifier.rawValue)(x\(depth + 1):\(body.text(variable: depth + 1)))"
        case .isOf(let path, let type): "isof(\(path.text(variable: depth)),'\(type)')"
        }
    }

    private static func joined(_ parts: [Filter], _ word: String, _ depth: Int) -> String {
        parts.map { part in
            switch part {
            case .and, .or: "(\(part.text(variable: depth)))"
            default: part.text(variable: depth)
            }
        }.joined(separator: word)
    }
}

extension FilterPath {
    fileprivate func text(variable depth: Int) -> String {
        guard depth > 0 else { return text }
        return ([isOfElement ? "x\(depth)" : FilterPath.entity] + segments).joined(separator: "/")
    }
}

extension FilterLiteral {
    /// The value as it is written in a filter.
    public var text: String {
        switch value {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let number): String(number)
        case .number(let number): "\(number)"
        case .string(let text): "'\(text.replacing("'", with: "''"))'"
        case .time(let time): time.rfc3339
        }
    }
}
