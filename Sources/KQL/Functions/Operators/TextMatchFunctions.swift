/// The operators that look for one text in another.
enum TextMatchFunctions {
    static let all: [ScalarFunction] =
        BinaryOperator.allCases.compactMap { op in
            rule(op).map { match(op.rawValue, $0.kind, isCased: $0.isCased, isNegated: $0.isNegated) }
        } + likes

    static func rule(_ op: BinaryOperator) -> (kind: TextMatcher.Kind, isCased: Bool, isNegated: Bool)? {
        switch op {
        case .equalIgnoringCase: (.equals, false, false)
        case .notEqualIgnoringCase: (.equals, false, true)
        case .contains: (.contains, false, false)
        case .notContains: (.contains, false, true)
        case .containsCased: (.contains, true, false)
        case .notContainsCased: (.contains, true, true)
        case .has, .search: (.has, false, false)
        case .notHas: (.has, false, true)
        case .hasCased: (.has, true, false)
        case .notHasCased: (.has, true, true)
        case .hasPrefix: (.hasPrefix, false, false)
        case .notHasPrefix: (.hasPrefix, false, true)
        case .hasPrefixCased: (.hasPrefix, true, false)
        case .notHasPrefixCased: (.hasPrefix, true, true)
        case .hasSuffix: (.hasSuffix, false, false)
        case .notHasSuffix: (.hasSuffix, false, true)
        case .hasSuffixCased: (.hasSuffix, true, false)
        case .notHasSuffixCased: (.hasSuffix, true, true)
        case .startsWith: (.startsWith, false, false)
        case .notStartsWith: (.startsWith, false, true)
        case .startsWithCased: (.startsWith, true, false)
        case .notStartsWithCased: (.startsWith, true, true)
        case .endsWith: (.endsWith, false, false)
        case .notEndsWith: (.endsWith, false, true)
        case .endsWithCased: (.endsWith, true, false)
        case .notEndsWithCased: (.endsWith, true, true)
        default: nil
        }
    }

    private static func match(
        _ name: String, _ kind: TextMatcher.Kind, isCased: Bool, isNegated: Bool
    ) -> ScalarFunction {
        ScalarFunction(name, [.string, .string], .exactly(.bool)) { preparation in
            if let text = preparation.text(1) {
                let matcher = TextMatcher(kind, text, isCased: isCased)
                return { input in
                    if matcher.searchesRuns, let run = input.arguments[0].run(input.count) {
                        return runs(input, run, matcher, isNegated)
                    }
                    return test(input, isNegated) { bytes, _ in matcher.matches(bytes) }
                }
            }
            return { input in
                let needles = Reader<String>(input.arguments[1])
                return test(input, isNegated) { bytes, row in
                    TextMatcher(kind, needles[row] ?? "", isCased: isCased).matches(bytes)
                }
            }
        }
    }

    private static func runs(_ input: KernelInput, _ run: Range<Int>, _ matcher: TextMatcher, _ isNegated: Bool) -> Column {
        var flags = [Bool](repeating: false, count: input.count)
        StringBuffer.of(input.arguments[0].column).withBytes { matcher.mark($0, run, into: &flags) }
        return Column(.bool, .bools(isNegated ? flags.map { !$0 } : flags))
    }

    /// Runs a test on the bytes of the first argument's rows.
    static func test(
        _ input: KernelInput, _ isNegated: Bool, _ body: (UnsafeBufferPointer<UInt8>, Int) -> Bool
    ) -> Column {
        let argument = input.arguments[0]
        var flags: [Bool] = []
        flags.reserveCapacity(input.count)
        StringBuffer.of(argument.column).withBytes { strings in
            for row in 0..<input.count { flags.append(body(strings[argument.place(row)], row) != isNegated) }
        }
        return Column(.bool, .bools(flags))
    }

    /// `like`: `%` and `*` stand for any text.
    private static let likes: [ScalarFunction] = [
        like("like", isCased: false, isNegated: false), like("notlike", isCased: false, isNegated: true),
        like("likecs", isCased: true, isNegated: false), like("notlikecs", isCased: true, isNegated: true),
    ]

    private static func like(_ name: String, isCased: Bool, isNegated: Bool) -> ScalarFunction {
        .map(name) { (text: String, pattern: String) -> Bool? in
            let fold = { (text: String) in Array(isCased ? text.utf8 : text.lowercased().utf8) }
            return Glob.matches(fold(text)[...], fold(pattern)[...], any: [UInt8(ascii: "*"), UInt8(ascii: "%")]) != isNegated
        }
    }
}
