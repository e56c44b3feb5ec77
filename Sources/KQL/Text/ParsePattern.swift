/// The pattern of `parse`, as one regular expression with a named group for each column.
///
/// The simple kind goes from the start of the text to its end and takes as little as it can for each column; the regex
/// kind searches anywhere and takes as much as it can.
struct ParsePattern: Sendable {
    private let pattern: Pattern
    /// The group and type of each column.
    private let columns: [(group: Int, type: ScalarType)]
    /// Whether a text that cannot be converted makes its column null instead of spoiling the row.
    private let isRelaxed: Bool

    init(_ clause: ParseClause) throws {
        isRelaxed = clause.kind == .relaxed
        let isRegex = clause.kind == .regex
        var text = isRegex ? (clause.flags.isEmpty ? "" : "(?\(clause.flags))") : "(?s)^"
        var types: [ScalarType] = []
        for step in clause.steps {
            switch step {
            case .text(let part): text += isRegex ? part : ParsePattern.quoted(part)
            case .skip: text += isRegex ? ".*" : ".*?"
            case .column(_, let type):
                text += "(?P<c\(types.count)>\(ParsePattern.body(type, isRegex)))"
                types.append(type)
            }
        }
        if !isRegex { text += "$" }
        let pattern = try Pattern(text)
        self.pattern = pattern
        columns = types.enumerated().compactMap { index, type in pattern.group(named: "c\(index)").map { ($0, type) } }
    }

    private static func body(_ type: ScalarType, _ isRegex: Bool) -> String {
        guard isRegex else { return ".*?" }
        return switch type {
        case .int, .long: "[-+]?\\d+"
        case .real, .decimal: "[-+]?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?"
        case .bool: "true|false|True|False|0|1"
        default: ".*"
        }
    }

    static func quoted(_ text: String) -> String {
        String(text.flatMap { "\\.+*?()[]{}|^$".contains($0) ? ["\\", $0] : [$0] })
    }

    /// The captured texts of each row as an array, null where the text does not fit.
    var kernel: Kernel {
        { input in
            let texts = StringBuffer.of(input.arguments[0].column)
            return Column(
                .dynamic,
                .dynamics(
                    texts.withBytes { strings in
                        (0..<input.count).map { row in captures(strings[input.arguments[0].place(row)]) }
                    }))
        }
    }

    private func captures(_ text: UnsafeBufferPointer<UInt8>) -> Value {
        guard let match = pattern.search(text) else { return .null }
        var values: [Value] = []
        for (group, type) in columns {
            let captured = match[group].map { UnsafeBufferPointer(rebasing: text[$0]).text } ?? ""
            let value = Value.string(captured).converted(to: type)
            if value.isNull, !isRelaxed { return .null }
            values.append(value)
        }
        return .array(values)
    }
}
