/// Tests of a text against needles that are written down. Where case counts and no term, SQL has a function; for the others
/// the engine's own search runs on the store's bytes.
enum TextTests {
    static func fragment(
        _ name: String, _ arguments: [BoundExpression], _ translator: ExpressionTranslator
    ) -> SQLFragment? {
        guard let subject = arguments.first, subject.type == .string, arguments.count > 1 else { return nil }
        if let dynamic = ofDynamic(name, arguments, translator) { return dynamic }
        if let plain = plain(name, arguments, translator) { return plain }
        let needles = arguments.dropFirst().compactMap(\.constant)
        guard needles.count == arguments.count - 1 else { return nil }
        if let folded = folded(name, needles, subject, translator) { return folded }
        let key = Value.array([.string(name)] + needles).json
        return translator.test(subject, key: key) { try test(name, needles) }
    }

    private static func plain(
        _ name: String, _ arguments: [BoundExpression], _ translator: ExpressionTranslator
    ) -> SQLFragment? {
        guard let function = plainNames[name.hasPrefix("!") ? String(name.dropFirst()) : name],
            let text = translator.native(arguments[0]), case .string(let needle)? = arguments[1].constant,
            let literal = SQLText.string(needle)
        else { return nil }
        return SQLFragment("\(name.hasPrefix("!") ? "NOT " : "")\(function)(\(text.text), \(literal))", isNullable: false)
    }

    private static let plainNames = [
        "contains_cs": "contains", "startswith_cs": "starts_with", "endswith_cs": "suffix",
    ]

    /// Equality but for case, where the needles are ASCII: only texts of ASCII are equal to them then. The store folds a few
    /// letters of other scripts into ASCII, and all of those become shorter.
    private static func folded(
        _ name: String, _ needles: [Value], _ subject: BoundExpression, _ translator: ExpressionTranslator
    ) -> SQLFragment? {
        guard ["=~", "!~", "in~", "!in~"].contains(name), let text = translator.native(subject)?.text else { return nil }
        let texts = MembershipFunctions.values(needles.flatMap { $0.array ?? [$0] }, of: .string).compactMap(\.string)
        guard !texts.isEmpty, texts.count <= NativeFunctions.longestList, texts.allSatisfy({ $0.utf8.allSatisfy { $0 < 0x80 } })
        else { return nil }
        let list = texts.compactMap { SQLText.string($0.lowercased()) }
        guard list.count == texts.count else { return nil }
        let test = "lower(\(text)) IN (\(list.joined(separator: ", "))) AND strlen(lower(\(text))) = strlen(\(text))"
        return SQLFragment("\(name.hasPrefix("!") ? "NOT " : "")(\(test))", isNullable: false)
    }

    /// A test of a dynamic's text. To make that text of the store's JSON takes long, so it is made for those rows alone whose JSON has
    /// a needle somewhere: where a needle is of letters and digits, it stands in the JSON as it does in the text.
    private static func ofDynamic(
        _ name: String, _ arguments: [BoundExpression], _ translator: ExpressionTranslator
    ) -> SQLFragment? {
        let needles = arguments.dropFirst().compactMap(\.constant)
        let isNegated = name.hasPrefix("!")
        let positive = isNegated ? String(name.dropFirst()) : name
        guard case .call(let function, let inner) = arguments[0].kind, function.name == "tostring", inner.count == 1,
            inner[0].type == .dynamic, case .column(let place) = inner[0].kind, translator.sources[place].elements == nil,
            needles.count == arguments.count - 1, searches.contains(positive)
        else { return nil }
        let texts = needles.flatMap { $0.array ?? [$0] }.map(\.string)
        guard !texts.isEmpty, texts.allSatisfy({ $0.map(DynamicText.isPlain) ?? false }) else { return nil }
        let marks = texts.compactMap { $0.map { TextMatcher(.contains, $0, isCased: false) } }
        let key = Value.array([.string(name)] + needles).json
        return translator.test(rawTextOf: place, key: "dynamic " + key) {
            guard let exact = try test(positive, needles) else { return nil }
            return StoreTest(isNegated: isNegated) { json in
                guard DynamicText.hasEscapes(json) || marks.contains(where: { $0.matches(json) }) else { return false }
                return exact.passes(DynamicText.text(of: json))
            }
        }
    }

    /// Tests that a text fails in which no needle stands.
    private static let searches: Set<String> = Set(
        ["has", "contains", "startswith", "endswith", "hasprefix", "hassuffix"].flatMap { [$0, $0 + "_cs"] }
            + ["has_any", "has_all"])

    private static func test(_ name: String, _ needles: [Value]) throws -> StoreTest? {
        if let rule = BinaryOperator(rawValue: name).flatMap(TextMatchFunctions.rule) {
            guard case .string(let needle)? = needles.first else { return nil }
            let matcher = TextMatcher(rule.kind, needle, isCased: rule.isCased)
            return StoreTest(isNegated: rule.isNegated) { matcher.matches($0) }
        }
        let isNegated = name.hasPrefix("!")
        let candidates = needles.flatMap { $0.array ?? [$0] }
        switch isNegated ? String(name.dropFirst()) : name {
        case "matches regex":
            guard case .string(let text)? = needles.first else { return nil }
            let pattern = try Pattern(text)
            return StoreTest(isNegated: false) { pattern.matches($0) }
        case "in", "in~":
            let texts = MembershipFunctions.values(candidates, of: .string).compactMap(\.string)
            let set = StringSet(texts, isCased: !name.hasSuffix("~"))
            return StoreTest(isNegated: isNegated) { set.contains($0) }
        case "has_any", "has_all":
            let matcher = TermListMatcher(candidates, all: name.hasSuffix("all"))
            return StoreTest(isNegated: isNegated, ofMany: matcher.mark)
        default: return nil
        }
    }
}
