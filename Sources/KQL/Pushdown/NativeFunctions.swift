internal import Primitives

/// The functions that SQL has under another name, with the same answer for every value: nulls, the largest numbers and
/// texts of any script included. Where one of them would differ there is no rule here, and the engine is asked.
struct NativeFunctions {
    let translator: ExpressionTranslator
    /// Whether false and missing are the same to whoever asks.
    let onlyTruth: Bool

    func call(_ name: String, _ arguments: [BoundExpression]) -> SQLFragment? {
        switch name {
        case "==", "!=", "<", "<=", ">", ">=": comparison(name, arguments)
        case "in", "!in": membership(name, arguments)
        case "isnull", "isnotnull", "notnull": presence(arguments[0], isMissing: name == "isnull", counts: false)
        case "isempty", "isnotempty", "notempty": presence(arguments[0], isMissing: name == "isempty", counts: true)
        case "iff", "iif", "case": choice(arguments)
        case "strcat": concatenation(arguments)
        case "tostring": arguments[0].type == .string ? translator.native(arguments[0]) : nil
        case "tolong": arguments[0].type.isWhole ? translator.native(arguments[0]) : nil
        case "toreal", "todouble": real(arguments[0])
        case "bin", "floor", "startofday": bin(arguments)
        case "+", "-": moment(name, arguments)
        default: TextTests.fragment(name, arguments, translator)
        }
    }

    // MARK: Comparison

    private func comparison(_ name: String, _ arguments: [BoundExpression]) -> SQLFragment? {
        let (left, right) = (arguments[0], arguments[1])
        guard left.type == right.type || left.type.isWhole && right.type.isWhole else { return nil }
        guard let a = translator.native(left), let b = translator.native(right) else { return nil }
        if left.type == .real { return reals(name, left, right, a, b) }
        guard left.type.isComparedAlike else { return nil }
        return compared(name, a, b)
    }

    private func compared(_ name: String, _ a: SQLFragment, _ b: SQLFragment) -> SQLFragment {
        let isNullable = a.isNullable && b.isNullable
        switch name {
        case "==", "!=":
            let text = "\(a.text) \(name == "==" ? "=" : "<>") \(b.text)"
            let isPlain = !a.isNullable && !b.isNullable || name == "==" && onlyTruth
            if isPlain { return SQLFragment("(\(text))", isNullable: false) }
            // One side that is missing differs from one that is there.
            let missing = name == "==" ? "FALSE" : "TRUE"
            if !isNullable { return SQLFragment("coalesce(\(text), \(missing))", isNullable: false) }
            let both = "CASE WHEN \(a.text) IS NULL AND \(b.text) IS NULL THEN NULL ELSE \(missing) END"
            return SQLFragment("coalesce(\(text), \(both))", isNullable: true)
        default: return SQLFragment("(\(a.text) \(name) \(b.text))", isNullable: a.isNullable || b.isNullable)
        }
    }

    /// NaN is the greatest number in the store and none at all here; the other side is a number that is written down.
    private func reals(
        _ name: String, _ left: BoundExpression, _ right: BoundExpression, _ a: SQLFragment, _ b: SQLFragment
    ) -> SQLFragment? {
        guard case .real? = right.constant, left.constant == nil else { return nil }
        let plain = compared(name, a, b)
        guard name == ">" || name == ">=" else { return plain }
        return SQLFragment("(\(plain.text) AND NOT isnan(\(a.text)))", isNullable: plain.isNullable)
    }

    private func real(_ argument: BoundExpression) -> SQLFragment? {
        if argument.type == .real { return translator.native(argument) }
        guard argument.type.isWhole, let number = translator.native(argument) else { return nil }
        return SQLFragment("CAST(\(number.text) AS DOUBLE)", isNullable: number.isNullable)
    }

    // MARK: Membership

    /// The most values that are written into a statement; more are a set of the engine's.
    static let longestList = 1_000

    /// A long list of texts is a set of the engine's.
    private func membership(_ name: String, _ arguments: [BoundExpression]) -> SQLFragment? {
        list(arguments, isNegated: name == "!in") ?? TextTests.fragment(name, arguments, translator)
    }

    private func list(_ arguments: [BoundExpression], isNegated: Bool) -> SQLFragment? {
        let subject = arguments[0]
        guard subject.type == .string || subject.type.isIntegral, let value = translator.native(subject),
            let candidates = MembershipFunctions.constants(arguments.map(\.constant)),
            candidates.count <= NativeFunctions.longestList
        else { return nil }
        let wanted = MembershipFunctions.values(candidates, of: subject.type)
        let list = wanted.compactMap { SQLText.literal($0, subject.type) }
        guard list.count == wanted.count else { return nil }
        if list.isEmpty { return SQLFragment(isNegated ? "TRUE" : "FALSE", isNullable: false) }
        let text = "\(value.text) \(isNegated ? "NOT IN" : "IN") (\(list.joined(separator: ", ")))"
        guard value.isNullable, isNegated || !onlyTruth else { return SQLFragment("(\(text))", isNullable: false) }
        return SQLFragment("coalesce(\(text), \(isNegated ? "TRUE" : "FALSE"))", isNullable: false)
    }

    // MARK: Presence and choice

    /// - Parameter counts: whether an empty text is missing too.
    private func presence(_ argument: BoundExpression, isMissing: Bool, counts: Bool) -> SQLFragment? {
        guard let value = translator.native(argument) else { return nil }
        if argument.type == .string {
            guard counts else { return SQLFragment(isMissing ? "FALSE" : "TRUE", isNullable: false) }
            return SQLFragment("(\(value.text) \(isMissing ? "=" : "<>") '')", isNullable: false)
        }
        guard argument.type.isComparedAlike || argument.type == .real else { return nil }
        return SQLFragment("(\(value.text) \(isMissing ? "IS NULL" : "IS NOT NULL"))", isNullable: false)
    }

    /// `iff(test, then, else)` and `case(test, then, ..., else)`.
    private func choice(_ arguments: [BoundExpression]) -> SQLFragment? {
        guard let last = arguments.last, last.type.isComparedAlike || last.type == .real, let rest = translator.native(last)
        else {
            return nil
        }
        var (text, isNullable) = ("CASE", rest.isNullable)
        for place in stride(from: 0, to: arguments.count - 1, by: 2) {
            guard let test = translator.native(arguments[place]), let value = translator.native(arguments[place + 1]) else {
                return nil
            }
            text += " WHEN \(test.text) THEN \(value.text)"
            isNullable = isNullable || value.isNullable
        }
        return SQLFragment("\(text) ELSE \(rest.text) END", isNullable: isNullable && last.type != .string)
    }

    private func concatenation(_ arguments: [BoundExpression]) -> SQLFragment? {
        guard arguments.allSatisfy({ $0.type == .string }) else { return nil }
        let parts = arguments.compactMap { translator.native($0)?.text }
        return parts.count == arguments.count ? SQLFragment("(\(parts.joined(separator: " || ")))", isNullable: false) : nil
    }

    // MARK: Time

    /// Datetimes are never negative, so that the remainder is none either.
    private func bin(_ arguments: [BoundExpression]) -> SQLFragment? {
        guard arguments[0].type == .datetime, let time = translator.native(arguments[0]) else { return nil }
        let size: Int64
        switch arguments.dropFirst().first?.constant {
        case .timespan(let ticks)? where arguments.count == 2: size = ticks
        case nil where arguments.count == 1: size = Duration.days(1).ticks
        default: return nil
        }
        guard size > 0 else { return nil }
        return SQLFragment("(\(time.text) - \(time.text) % \(SQLText.integer(size)))", isNullable: time.isNullable)
    }

    /// A datetime and a span that is written down; null outside the years 1 to 9999.
    private func moment(_ name: String, _ arguments: [BoundExpression]) -> SQLFragment? {
        guard arguments.count == 2, arguments[0].type == .datetime, let time = translator.native(arguments[0]) else { return nil }
        guard case .timespan(let span)? = arguments[1].constant, span > -Ticks.last, span < Ticks.last else { return nil }
        let shift = name == "+" ? span : -span
        let text = """
            CASE WHEN \(time.text) BETWEEN \(SQLText.integer(max(0, -shift))) AND \(SQLText.integer(Ticks.last - max(0, shift))) \
            THEN \(time.text) + \(SQLText.integer(shift)) END
            """
        return SQLFragment(text, isNullable: true)
    }
}
