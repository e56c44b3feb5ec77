/// Functions with a regular expression. A constant one is compiled once a query, another once for each different text.
enum PatternFunctions {
    static let all: [ScalarFunction] =
        [matches, extract, extractAll("extract_all"), extractAll("extractall")] + replacements + trims + others

    private static let matches = ScalarFunction("matches regex", [.string, .string], .exactly(.bool)) { preparation in
        let patterns = try PatternCache(preparation.text(1))
        return { input in
            let texts = StringBuffer.of(input.arguments[1].column)
            var failure: (any Error)?
            let column = TextMatchFunctions.test(input, false) { bytes, row in
                do {
                    return try patterns.pattern { texts[input.arguments[1].place(row)] }.matches(bytes)
                } catch {
                    failure = error
                    return false
                }
            }
            if let failure { throw failure }
            return column
        }
    }

    private static let extract = ScalarFunction(
        "extract", [.string, .long, .string], .exactly(.string)
    ) { preparation in
        let patterns = try PatternCache(preparation.text(0))
        return rowwise(String.self) { values in
            let pattern = try patterns.pattern { values[0].text }
            guard let group = values[1].integer else { return "" }
            return values[2].text.bytes { text in
                guard let match = pattern.search(text), match.indices.contains(Int(clamping: group)),
                    let range = match[Int(group)]
                else { return "" }
                return UnsafeBufferPointer(rebasing: text[range]).text
            }
        }
    }

    /// A row's values to a result.
    private static func rowwise<R: ScalarElement>(
        _: R.Type, _ body: @escaping @Sendable ([Value]) throws -> R?
    ) -> Kernel {
        { input in
            var writer = Writer<R>(capacity: input.count)
            for row in 0..<input.count { writer.append(try body(input.values(row))) }
            return writer.finish()
        }
    }

    /// `extract_all(pattern, [groups,] text)`: the groups of every match; one group gives texts, several give arrays.
    private static func extractAll(_ name: String) -> ScalarFunction {
        ScalarFunction(name, [.string, .any, .string], required: 2, .exactly(.dynamic)) { preparation in
            let patterns = try PatternCache(preparation.text(0))
            return rowwise(Value.self) { values in
                let pattern = try patterns.pattern { values[0].text }
                var groups = Array(1..<max(2, pattern.groupCount + 1))
                if pattern.groupCount == 0 { groups = [0] }
                if values.count > 2, let chosen = values[1].array {
                    groups = chosen.compactMap { $0.integer.map { Int(clamping: $0) } ?? pattern.group(named: $0.text) }
                }
                return try all(pattern, groups, values[values.count - 1].text)
            }
        }
    }

    private static func all(_ pattern: Pattern, _ groups: [Int], _ text: String) throws(QueryError) -> Value {
        var found: [Value] = []
        var size = 0
        text.bytes { bytes in
            pattern.eachMatch(bytes) { match in
                let texts = groups.map { group -> Value in
                    guard match.indices.contains(group), let range = match[group] else { return .string("") }
                    return .string(UnsafeBufferPointer(rebasing: bytes[range]).text)
                }
                found.append(groups.count == 1 ? texts[0] : .array(texts))
                size += texts.reduce(Value.elementSize) { $0 + $1.footprint }
                return size <= Column.largest
            }
        }
        if size > Column.largest { throw ValueSize.tooLarge("an array", Column.largest) }
        return found.isEmpty ? .null : .array(found)
    }

    // MARK: Replacing

    private static let replacements: [ScalarFunction] = ["replace_regex", "replace"].map { name in
        ScalarFunction(name, [.string, .string, .string], .exactly(.string)) { preparation in
            // `replace` is older and has its arguments in another order.
            let (text, old) = name == "replace" ? (2, 0) : (0, 1)
            let new = name == "replace" ? 1 : 2
            let patterns = try PatternCache(preparation.text(old))
            return rowwise(String.self) { values in
                try replace(values[text].text, try patterns.pattern { values[old].text }, Array(values[new].text.utf8))
            }
        }
    }

    /// Replaces every match; `\1` in the new text stands for a group.
    private static func replace(_ text: String, _ pattern: Pattern, _ new: [UInt8]) throws(QueryError) -> String {
        var result: [UInt8] = []
        text.bytes { bytes in
            var copied = 0
            pattern.eachMatch(bytes) { match in
                guard let whole = match[0] else { return false }
                result += bytes[copied..<whole.lowerBound]
                append(new, match, bytes, to: &result)
                copied = whole.upperBound
                return result.count <= ValueSize.largestText
            }
            result += bytes[copied...]
        }
        try ValueSize.check(text: result.count)
        return String(decoding: result, as: UTF8.self)
    }

    private static func append(
        _ new: [UInt8], _ match: [Range<Int>?], _ text: UnsafeBufferPointer<UInt8>, to result: inout [UInt8]
    ) {
        var index = 0
        while index < new.count, result.count <= ValueSize.largestText {
            if new[index] == UInt8(ascii: "\\"), index + 1 < new.count {
                let next = new[index + 1]
                if next &- 48 < 10 {
                    if match.indices.contains(Int(next - 48)), let range = match[Int(next - 48)] { result += text[range] }
                } else {
                    if next != UInt8(ascii: "\\") { result.append(new[index]) }
                    result.append(next)
                }
                index += 2
            } else {
                result.append(new[index])
                index += 1
            }
        }
    }

    private static let trims: [ScalarFunction] = [
        trim("trim", atStart: true, atEnd: true), trim("trim_start", atStart: true, atEnd: false),
        trim("trim_end", atStart: false, atEnd: true),
    ]

    private static func trim(_ name: String, atStart: Bool, atEnd: Bool) -> ScalarFunction {
        ScalarFunction(name, [.string, .string], .exactly(.string)) { preparation in
            let starts = try PatternCache(preparation.text(0), wrapped: { "^(?:\($0))+" })
            let ends = try PatternCache(preparation.text(0), wrapped: { "(?:\($0))+$" })
            return rowwise(String.self) { values in
                var text = values[1].text
                if atStart { text = try replace(text, try starts.pattern { values[0].text }, []) }
                if atEnd { text = try replace(text, try ends.pattern { values[0].text }, []) }
                return text
            }
        }
    }

    private static let others: [ScalarFunction] = [
        .map("regex_quote") { (text: String) -> String? in
            ParsePattern.quoted(text)
        },
        ScalarFunction("indexof_regex", [.string, .string, .long, .long, .long], required: 2, .exactly(.long)) { preparation in
            let patterns = try PatternCache(preparation.text(1))
            return rowwise(Int64.self) { values in index(values, try patterns.pattern { values[1].text }) }
        },
    ]

    /// `indexof_regex(text, pattern, start, length, occurrence)`
    private static func index(_ values: [Value], _ pattern: Pattern) -> Int64? {
        let scalars = Array(values[0].text.unicodeScalars)
        let start = values.count > 2 ? Int(clamping: values[2].integer ?? 0) : 0
        let length = values.count > 3 ? Int(clamping: values[3].integer ?? -1) : -1
        var occurrence = values.count > 4 ? values[4].integer ?? 1 : 1
        guard start >= 0, occurrence > 0 else { return nil }
        guard start <= scalars.count else { return -1 }
        let end = length < 0 ? scalars.count : start + min(scalars.count - start, length)
        let part = String(String.UnicodeScalarView(scalars[start..<end]))
        var place: Int64 = -1
        part.bytes { bytes in
            pattern.eachMatch(bytes) { match in
                occurrence -= 1
                guard occurrence == 0, let whole = match[0] else { return occurrence > 0 }
                place = Int64(start + UnsafeBufferPointer(rebasing: bytes[..<whole.lowerBound]).text.unicodeScalars.count)
                return false
            }
        }
        return place
    }
}

/// The pattern of a constant, or patterns of texts as they come.
struct PatternCache: Sendable {
    private let constant: Pattern?
    private let wrap: @Sendable (String) -> String

    init(_ constant: String?, wrapped wrap: @escaping @Sendable (String) -> String = { $0 }) throws {
        self.wrap = wrap
        self.constant = try constant.map { try Pattern(wrap($0)) }
    }

    func pattern(_ text: () -> String) throws -> Pattern {
        if let constant { return constant }
        return try Pattern(wrap(text()))
    }
}
