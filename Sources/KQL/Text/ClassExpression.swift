/// A class of a regular expression with classes or set operations in it: `[0-9--4]`, `[\w&&[^_]]`, `[a-c~~b-d]`, `[ab[x-z]]`.
///
/// RE2 knows none of these and would read the signs as members, so the class is worked out to the ranges that it means. The operators
/// bind alike, from left to right, and less than the members that stand beside each other.
struct ClassExpression {
    private var rest: Substring.UnicodeScalarView
    private let whole: Substring
    private let foldsCase: Bool

    /// Takes the class off the start of a text and answers it for RE2; `nil` where it is a plain one, which RE2 reads. A bracket that no
    /// class of its own ends is a member, as it is to RE2: `[[]`.
    /// - Throws: `QueryError` where operators stand beside what has no end, or beside members whose code points are not known here.
    static func read(_ text: inout Substring, foldsCase: Bool) throws -> String? {
        guard let kind = compound(text) else { return nil }
        var reader = ClassExpression(rest: text.unicodeScalars, whole: text, foldsCase: foldsCase)
        let set: CodePointSet
        do { set = try reader.bracketed() } catch {
            if kind == .nested { return nil }
            throw error
        }
        text = Substring(reader.rest)
        return pattern(of: set)
    }

    // MARK: Is it one?

    private enum Kind { case nested, operation }

    /// Whether a bracket or a doubled sign stands in the class where an operator may, whichever is first.
    private static func compound(_ text: Substring) -> Kind? {
        var scalars = text.unicodeScalars.dropFirst()
        if scalars.first == "^" { scalars = scalars.dropFirst() }
        scalars = scalars.drop { $0 == "-" }
        if scalars.first == "]" { scalars = scalars.dropFirst() }
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "]": return nil
            case "\\": _ = scalars.popFirst()
            case "[":
                guard scalars.first == ":" else { return .nested }
                while let next = scalars.popFirst(), next != "]" {}
            case "&", "-", "~":
                if scalars.first == scalar { return .operation }
            default: break
            }
        }
        return nil
    }

    // MARK: Reading

    private mutating func bracketed() throws -> CodePointSet {
        rest.removeFirst()
        let isNegated = take("^")
        var members = CodePointSet.empty
        while take("-") { members = members.union(.init([0x2d...0x2d])) }
        if members.ranges.isEmpty, take("]") { members = .init([0x5d...0x5d]) }
        var result: CodePointSet?
        var operation = "|"
        while let next = rest.first, next != "]" {
            if let sign = setOperator() {
                result = ClassExpression.joined(result, operation, members)
                operation = sign
                members = .empty
            } else {
                members = members.union(folded(try item()))
            }
        }
        guard take("]") else { throw failure("a class does not end") }
        let set = ClassExpression.joined(result, operation, members)
        return isNegated ? set.complement : set
    }

    /// The other case of the letters of ASCII belongs in before sets are compared; RE2 adds that of the others.
    private func folded(_ set: CodePointSet) -> CodePointSet {
        guard foldsCase else { return set }
        let small = set.intersection(CodePointSet([0x61...0x7a])).ranges.map { ($0.lowerBound - 32)...($0.upperBound - 32) }
        let large = set.intersection(CodePointSet([0x41...0x5a])).ranges.map { ($0.lowerBound + 32)...($0.upperBound + 32) }
        return set.union(CodePointSet(small + large))
    }

    private static func joined(_ left: CodePointSet?, _ operation: String, _ right: CodePointSet) -> CodePointSet {
        guard let left else { return right }
        return switch operation {
        case "&&": left.intersection(right)
        case "--": left.subtracting(right)
        default: left.symmetricDifference(right)
        }
    }

    private mutating func setOperator() -> String? {
        guard let sign = rest.first, "&-~".unicodeScalars.contains(sign), rest.dropFirst().first == sign else { return nil }
        rest.removeFirst(2)
        return String([Character(sign), Character(sign)])
    }

    /// A class in brackets, a class by name, a character or a range of them.
    private mutating func item() throws -> CodePointSet {
        if rest.first == "[" { return try rest.dropFirst().first == ":" ? posix() : bracketed() }
        switch try member() {
        case .set(let set): return set
        case .code(let first):
            let following = rest.dropFirst().first
            guard rest.first == "-", following != "-", following != "]" else { return CodePointSet([first...first]) }
            rest.removeFirst()
            guard case .code(let last) = try member(), first <= last else { throw failure("a range in a class goes backwards") }
            return CodePointSet([first...last])
        }
    }

    private enum Member {
        case code(UInt32)
        case set(CodePointSet)
    }

    private mutating func member() throws -> Member {
        guard let scalar = rest.popFirst() else { throw failure("a class does not end") }
        guard scalar == "\\" else { return .code(scalar.value) }
        guard let escaped = rest.popFirst() else { throw failure("a class does not end") }
        if let set = UnicodeClasses.named(escaped) { return .set(set) }
        if let code = ClassExpression.controls[escaped] { return .code(code) }
        if escaped == "x" { return .code(try hexadecimal()) }
        guard !escaped.properties.isAlphabetic, escaped.properties.numericType == nil else {
            throw failure("\\\(escaped) cannot stand in a class with set operations")
        }
        return .code(escaped.value)
    }

    private static let controls: [Unicode.Scalar: UInt32] = [
        "a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11,
    ]

    private mutating func hexadecimal() throws -> UInt32 {
        var digits = ""
        if take("{") {
            while let digit = rest.popFirst(), digit != "}" { digits.unicodeScalars.append(digit) }
        } else {
            for _ in 0..<2 { if let digit = rest.popFirst() { digits.unicodeScalars.append(digit) } }
        }
        guard let code = UInt32(digits, radix: 16), code <= CodePointSet.last else { throw failure("\\x has no code point") }
        return code
    }

    /// `[:alpha:]`, `[:^alpha:]`
    private mutating func posix() throws -> CodePointSet {
        var name = ""
        rest.removeFirst(2)
        while let next = rest.popFirst(), next != "]" { name.unicodeScalars.append(next) }
        let isNegated = name.hasPrefix("^")
        guard name.hasSuffix(":"), let set = UnicodeClasses.posix[String(name.dropLast().drop { $0 == "^" })] else {
            throw failure("there is no class [:\(name)]")
        }
        return isNegated ? set.complement : set
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    private func failure(_ reason: String) -> QueryError {
        QueryError(.binding, "the regular expression has a class that cannot be read, '\(whole.prefix(60))': \(reason)")
    }

    // MARK: Writing

    private static func pattern(of set: CodePointSet) -> String {
        // RE2 takes no empty class.
        if set.ranges.isEmpty { return "[^\\x{0}-\\x{10ffff}]" }
        let parts = set.ranges.map { range in
            "\\x{\(String(range.lowerBound, radix: 16))}-\\x{\(String(range.upperBound, radix: 16))}"
        }
        return "[\(parts.joined())]"
    }
}
