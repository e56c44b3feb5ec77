/// The pattern of `parse`, as one regular expression with a named group for each column.
///
/// The simple and relaxed kinds go from the start of the text to its end. A column that a text follows, or nothing, takes all up to there;
/// a column before `*` or another column takes what its type can read, and nothing where that is none. The regex kind searches anywhere
/// and takes as much as it can.
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
        for (index, step) in clause.steps.enumerated() {
            switch step {
            case .text(let part): text += isRegex ? part : ParsePattern.quoted(part)
            case .skip: text += isRegex ? ".*" : ".*?"
            case .column(_, let type):
                let next = index + 1 < clause.steps.count ? clause.steps[index + 1] : nil
                let body = isRegex ? ParsePattern.greedyBody(type) : ParsePattern.body(type, before: next)
                text += "(?P<c\(types.count)>\(body))"
                types.append(type)
            }
        }
        if !isRegex { text += "$" }
        let pattern = try Pattern(text)
        self.pattern = pattern
        columns = types.enumerated().compactMap { index, type in pattern.group(named: "c\(index)").map { ($0, type) } }
    }

    private static func greedyBody(_ type: ScalarType) -> String {
        switch type {
        case .int, .long: "[-+]?\\d+"
        case .real, .decimal: "[-+]?\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?"
        case .bool: "true|false|True|False|0|1"
        default: ".*"
        }
    }

    private static func body(_ type: ScalarType, before next: ParseClause.Step?) -> String {
        switch next {
        case nil, .text: ".*?"
        case .skip, .column: ParseLexeme.pattern(of: type).map { "(?:\($0))?" } ?? ".*?"
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
