/// `in`, `has_any`, `has_all` and their relatives. The candidates are further arguments; a dynamic array among them
/// stands for its elements. Constant candidates become a set once a query.
enum MembershipFunctions {
    static let all: [ScalarFunction] = [
        membership("in", isCased: true, isNegated: false), membership("!in", isCased: true, isNegated: true),
        membership("in~", isCased: false, isNegated: false), membership("!in~", isCased: false, isNegated: true),
        terms("has_any", all: false, isNegated: false), terms("!has_any", all: false, isNegated: true),
        terms("has_all", all: true, isNegated: false), terms("!has_all", all: true, isNegated: true),
    ]

    // MARK: in

    private static func membership(_ name: String, isCased: Bool, isNegated: Bool) -> ScalarFunction {
        ScalarFunction(name, [.any, .any], required: 1, isVariadic: true, .exactly(.bool)) { preparation in
            let type = preparation.types[0]
            guard let candidates = constants(preparation.constants) else {
                return { input in rowwise(input, isCased, isNegated) }
            }
            if type == .string {
                let set = StringSet(values(candidates, of: .string).compactMap(\.string), isCased: isCased)
                return { input in TextMatchFunctions.test(input, isNegated) { bytes, _ in set.contains(bytes) } }
            }
            let set = ValueSet(candidates, type: type, isCased: isCased)
            return { input in
                let argument = input.arguments[0]
                return Column(.bool, .bools((0..<input.count).map { set.contains(argument[$0]) != isNegated }))
            }
        }
    }

    /// All candidates, where each is a constant.
    /// - Parameter arguments: the subject, which does not count, and the candidates.
    static func constants(_ arguments: [Value?]) -> [Value]? {
        var candidates: [Value] = []
        for constant in arguments.dropFirst() {
            guard let constant else { return nil }
            if let elements = constant.array { candidates += elements } else { candidates.append(constant) }
        }
        return candidates
    }

    /// The candidates that a value of the type can be equal to, as values of that type.
    static func values(_ candidates: [Value], of type: ScalarType) -> [Value] {
        if type == .string { return candidates.map { $0.converted(to: .string) } }
        return candidates.compactMap { candidate in
            let converted = type == .dynamic ? candidate : candidate.converted(to: type)
            guard !candidate.isNull, !converted.isNull else { return nil }
            // A fraction that a whole number cannot have is equal to none.
            if type.isWhole, case .real(let number) = candidate, number != number.rounded() { return nil }
            return converted
        }
    }

    private static func rowwise(_ input: KernelInput, _ isCased: Bool, _ isNegated: Bool) -> Column {
        let type = input.arguments[0].column.type
        return Column(
            .bool,
            .bools(
                (0..<input.count).map { row in
                    let values = input.values(row)
                    let candidates = values.dropFirst().flatMap { $0.array ?? [$0] }
                    return ValueSet(candidates, type: type, isCased: isCased).contains(values[0]) != isNegated
                }))
    }

    // MARK: has_any, has_all

    private static func terms(_ name: String, all: Bool, isNegated: Bool) -> ScalarFunction {
        ScalarFunction(name, [.string, .any], required: 1, isVariadic: true, .exactly(.bool)) { preparation in
            if let candidates = constants(preparation.constants) {
                let matcher = TermListMatcher(candidates, all: all)
                return { input in TextMatchFunctions.test(input, isNegated) { bytes, _ in matcher.matches(bytes) } }
            }
            return { input in
                TextMatchFunctions.test(input, isNegated) { bytes, row in
                    let candidates = input.values(row).dropFirst().flatMap { $0.array ?? [$0] }
                    return TermListMatcher(candidates, all: all).matches(bytes)
                }
            }
        }
    }
}

/// Texts to find a text among.
struct StringSet: Sendable {
    private var table: ByteKeyTable
    private let isCased: Bool
    /// A bit for each length that texts of the set have; the last stands for all that are longer.
    private var lengths: UInt64 = 0
    /// Whether all are of ASCII alone: only texts of ASCII are equal to them then, whatever the case.
    private var isPlain = true

    init(_ texts: [String], isCased: Bool) {
        table = ByteKeyTable(capacity: texts.count)
        self.isCased = isCased
        for text in texts {
            let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
            var text = isCased ? text : text.lowercased()
            lengths |= StringSet.bit(text.utf8.count)
            isPlain = isPlain && isASCII
            _ = text.withUTF8 { table.number(of: $0) }
        }
    }

    func contains(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        if isCased { return table.find(text) != nil }
        if text.allSatisfy({ $0 < 0x80 }) {
            // Folding ASCII keeps the length.
            guard lengths & StringSet.bit(text.count) != 0 else { return false }
            return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: text.count) { folded in
                for index in text.indices { folded[index] = Needle.lower(text[index]) }
                return table.find(UnsafeBufferPointer(rebasing: folded[..<text.count])) != nil
            }
        }
        if isPlain { return false }
        var folded = text.text.lowercased()
        return folded.withUTF8 { table.find($0) } != nil
    }

    private static func bit(_ length: Int) -> UInt64 { 1 << UInt64(min(length, 63)) }
}

/// Values of one type to find a value among. A null is found nowhere.
struct ValueSet: Sendable {
    private var values: Set<Value> = []
    private let isCased: Bool

    init(_ candidates: [Value], type: ScalarType, isCased: Bool) {
        self.isCased = isCased
        let wanted = candidates.filter { !$0.isNull }
        for value in MembershipFunctions.values(wanted, of: type) { values.insert(key(value)) }
    }

    func contains(_ value: Value) -> Bool { !value.isNull && values.contains(key(value)) }

    private func key(_ value: Value) -> Value {
        switch value {
        case .string(let text) where !isCased: .string(text.lowercased())
        case .real(let number): Int64(exactly: number).map(Value.long) ?? value
        default: value
        }
    }
}
