internal import Foundation

/// Length, case, parts and joining of texts. Places count Unicode scalars from 0.
enum TextFunctions {
    static let all: [ScalarFunction] = measures + cases + joins + parts + searches

    private static let measures: [ScalarFunction] = [
        .map("strlen") { (text: String) -> Int64? in Int64(text.unicodeScalars.count) },
        .map("string_size") { (text: String) -> Int64? in Int64(text.utf8.count) },
        .map("isascii") { (text: String) -> Bool? in text.utf8.allSatisfy { $0 < 0x80 } }.with(.readsAnyAsText),
        .map("isutf8") { (text: String) -> Bool? in !text.unicodeScalars.contains("\u{FFFD}") }.with(.readsAnyAsText),
        .map("strcmp") { (a: String, b: String) -> Int64? in Int64(Value.order(a, b)) }.with(.readsAnyAsText),
    ]

    private static let cases: [ScalarFunction] = [
        .map("tolower") { (text: String) -> String? in recased(text, { $0.lowercased() }, \.lowercaseMapping) }.with(
            .readsAnyAsText),
        .map("toupper") { (text: String) -> String? in recased(text, { $0.uppercased() }, \.uppercaseMapping) }.with(
            .readsAnyAsText),
        .values("reverse", [.any], .exactly(.string)) { values in
            .string(String(String.UnicodeScalarView(values[0].text.unicodeScalars.reversed())))
        },
    ]

    /// As .NET's invariant culture has it: a letter becomes one letter or stays as it is, and none becomes ASCII that was not.
    private static func recased(
        _ text: String, _ ofASCII: (String) -> String, _ mapping: KeyPath<Unicode.Scalar.Properties, String>
    ) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return ofASCII(text) }
        var recased = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let mapped = scalar.properties[keyPath: mapping].unicodeScalars
            let isKept = mapped.count != 1 || !scalar.isASCII && mapped.first?.isASCII ?? true
            recased.append(isKept ? scalar : mapped.first ?? scalar)
        }
        return String(recased)
    }

    private static let joins: [ScalarFunction] = [
        .values("strcat", [.any], isVariadic: true, .exactly(.string)) { values in
            .string(try ValueSize.joined(values.map(\.text)))
        },
        .values("strcat_delim", [.string, .any], required: 2, isVariadic: true, .exactly(.string)) { values in
            .string(try ValueSize.joined(values.dropFirst().map(\.text), separator: values[0].text))
        },
        .map("strcat_array") { (array: Value, delimiter: String) -> String? in
            try array.array.map { try ValueSize.joined($0.map(\.dynamicText), separator: delimiter) } ?? array.text
        },
        .values("strrep", [.any, .long, .any], required: 2, .exactly(.string)) { values in
            let count = Int(min(max(values[1].integer ?? 0, 0), 1024))
            let delimiter = values.count > 2 ? values[2].text : ""
            return .string(try ValueSize.joined(Array(repeating: values[0].text, count: count), separator: delimiter))
        },
        .values("make_string", [.any], isVariadic: true, .exactly(.string)) { values in
            let codes = values.flatMap { $0.array ?? [$0] }.compactMap(\.integer)
            return .string(text(codes))
        },
    ]

    static func text(_ codes: [Int64]) -> String {
        var view = String.UnicodeScalarView()
        for code in codes { if let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) { view.append(scalar) } }
        return String(view)
    }

    private static let parts: [ScalarFunction] = [
        .values("substring", [.string, .long, .long], required: 2, .exactly(.string)) { values in
            guard let start = values[1].integer else { return .string("") }
            return .string(substring(values[0].text, start, values.count > 2 ? values[2].integer ?? 0 : .max))
        }.with(.readsAnyAsText),
        .values("split", [.string, .string, .long], required: 2, .exactly(.dynamic)) { values in
            let parts = try split(values[0].text, values[1].text).map(Value.string)
            guard values.count > 2 else { return .array(parts) }
            guard let index = values[2].integer, parts.indices.contains(Int(clamping: index)) else { return .null }
            return .array([parts[Int(index)]])
        }.with([.keepsName, .readsAnyAsText]),
        .map("translate") { (from: String, to: String, text: String) -> String? in translate(text, from, to) },
    ]

    static func substring(_ text: String, _ start: Int64, _ length: Int64) -> String {
        let scalars = text.unicodeScalars
        var start = start
        if start < 0 { start = max(0, Int64(scalars.count) + start) }
        if length <= 0 { return "" }
        if text.utf8.count == scalars.count {
            let first = Int(min(start, Int64(text.utf8.count)))
            return String(Substring(text.utf8.dropFirst(first).prefix(Int(min(length, Int64(text.utf8.count))))))
        }
        let count = Int64(scalars.count)
        return String(String.UnicodeScalarView(scalars.dropFirst(Int(min(start, count))).prefix(Int(min(length, count)))))
    }

    static func split(_ text: String, _ delimiter: String) throws(QueryError) -> [String] {
        // Each part begins behind a last byte of the delimiter.
        let last = delimiter.utf8.last
        try ValueSize.check(partsOf: text) { last == nil || $0 == last }
        return delimiter.isEmpty ? text.map(String.init) : text.components(separatedBy: delimiter)
    }

    /// Signs of `from` become those of `to` at the same place, the last one where `to` is shorter.
    private static func translate(_ text: String, _ from: String, _ to: String) -> String {
        let targets = Array(to.unicodeScalars)
        var table: [Unicode.Scalar: Unicode.Scalar?] = [:]
        for (index, scalar) in from.unicodeScalars.enumerated() where table[scalar] == nil {
            table[scalar] = targets.isEmpty ? .some(nil) : targets[min(index, targets.count - 1)]
        }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.compactMap { scalar in
                    table[scalar] ?? scalar
                }))
    }

    private static let searches: [ScalarFunction] = [
        .values("indexof", [.any, .any, .long, .long, .long], required: 2, .exactly(.long)) { values in
            indexOf(values).map(Value.long) ?? .null
        },
        .values("has_any_index", [.string, .dynamic], .exactly(.long)) { values in
            let terms = values[1].array ?? []
            let index = terms.firstIndex { term in
                values[0].text.bytes { TextMatcher(.has, term.text, isCased: false).matches($0) }
            }
            return .long(Int64(index ?? -1))
        },
        .values("countof", [.string, .string, .string], required: 2, .exactly(.long)) { values in
            let isPattern = values.count > 2 && values[2].text == "regex"
            return .long(try isPattern ? countMatches(values[0].text, values[1].text) : count(values[0].text, values[1].text))
        },
        .map("replace_string") { (text: String, old: String, new: String) -> String? in
            try replace(text, old, new)
        },
        .values("replace_strings", [.string, .dynamic, .dynamic], .exactly(.string)) { values in
            .string(try replace(values[0].text, values[1].array ?? [], values[2].array ?? []))
        },
    ]

    /// Texts are looked for in their order; what one of them replaced, or met, is left alone by those after it.
    private static func replace(_ text: String, _ old: [Value], _ new: [Value]) throws(QueryError) -> String {
        var pieces: [(text: String, isDone: Bool)] = [(text, false)]
        for (index, part) in old.enumerated() where !part.text.isEmpty {
            let last = part.text.utf8.last
            try ValueSize.check(partsOf: text) { $0 == last }
            let replacement = (new.count == 1 ? new[0] : index < new.count ? new[index] : .null).string ?? part.text
            pieces = pieces.flatMap { piece -> [(text: String, isDone: Bool)] in
                if piece.isDone { return [piece] }
                let rest = piece.text.components(separatedBy: part.text)
                return rest.enumerated().flatMap { place, text in
                    (place > 0 ? [(replacement, true)] : []) + [(text, false)]
                }
            }
        }
        return try ValueSize.joined(pieces.map(\.text))
    }

    private static func replace(_ text: String, _ old: String, _ new: String) throws(QueryError) -> String {
        guard !old.isEmpty else { return text }
        let growth = new.utf8.count - old.utf8.count
        if growth > 0, text.utf8.count / old.utf8.count * growth > ValueSize.largestText - text.utf8.count {
            try ValueSize.check(text: text.utf8.count + occurrences(of: old, in: text) * growth)
        }
        return text.replacingOccurrences(of: old, with: new, options: .literal)
    }

    /// Those that do not overlap.
    private static func occurrences(of part: String, in text: String) -> Int {
        let needle = Needle(part, isCased: true)
        return text.bytes { text in
            var (count, start) = (0, 0)
            while let index = needle.find(in: text, from: start) {
                count += 1
                start = index + part.utf8.count
            }
            return count
        }
    }

    /// `indexof(text, part, start, length, occurrence)`. The length counts anew behind each occurrence.
    private static func indexOf(_ values: [Value]) -> Int64? {
        let text = Array(values[0].text.unicodeScalars)
        let part = Array(values[1].text.unicodeScalars)
        var start = values.count > 2 ? Int(clamping: values[2].integer ?? 0) : 0
        if start < 0 { start = max(0, text.count + start) }
        let length = values.count > 3 ? Int(clamping: values[3].integer ?? -1) : -1
        var occurrence = values.count > 4 ? values[4].integer ?? 1 : 1
        guard length >= -1, occurrence >= 0 else { return nil }
        guard start <= text.count, occurrence > 0 else { return -1 }
        func end() -> Int { length < 0 ? text.count : start + min(text.count - start, length) }
        var index = start
        while index + part.count <= end() {
            if text[index..<index + part.count].elementsEqual(part) {
                occurrence -= 1
                if occurrence == 0 { return Int64(index) }
                start = index + 1
            }
            index += 1
        }
        return -1
    }

    /// Occurrences, overlapping ones too.
    private static func count(_ text: String, _ part: String) -> Int64 {
        let needle = Needle(part, isCased: true)
        if part.isEmpty { return 0 }
        return text.bytes { text in
            var count: Int64 = 0
            var start = 0
            while let index = needle.find(in: text, from: start) {
                count += 1
                start = index + 1
            }
            return count
        }
    }

    private static func countMatches(_ text: String, _ pattern: String) throws -> Int64 {
        let pattern = try Pattern(pattern)
        var count: Int64 = 0
        text.bytes {
            pattern.eachMatch($0) { _ in
                count += 1; return true
            }
        }
        return count
    }
}
