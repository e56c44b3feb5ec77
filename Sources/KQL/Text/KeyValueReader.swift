/// How `parse-kv` finds pairs.
struct KeyValueOptions: Sendable {
    var pairDelimiter: String?
    var pairMark: String?
    /// One sign, or an opening and a closing one.
    var quote = ""
    var escape = ""
    var isGreedy = false
    /// Two groups: key and value.
    var pattern: String?

    mutating func set(_ name: String, _ value: Value, at span: Span) throws {
        switch name {
        case "pair_delimiter": pairDelimiter = value.text
        case "kv_delimiter": pairMark = value.text
        case "quote": quote = value.text
        case "escape": escape = value.text
        case "greedy": isGreedy = value == .bool(true)
        case "regex": pattern = value.text
        default: throw QueryError(.binding, "parse-kv has no option '\(name)'", at: span)
        }
    }
}

/// Reads the values of given keys out of a text of pairs.
struct KeyValueReader: Sendable {
    private let options: KeyValueOptions
    private let keys: [String]
    private let pattern: Pattern?

    init(_ options: KeyValueOptions, keys: [String]) throws {
        self.options = options
        self.keys = keys
        pattern = try options.pattern.map { try Pattern($0) }
    }

    /// For each row an array with a text for each key, null where the key is not there.
    var kernel: Kernel {
        { input in
            let texts = StringBuffer.of(input.arguments[0].column)
            return Column(.dynamic, .dynamics((0..<input.count).map { .array(values(texts[input.arguments[0].place($0)])) }))
        }
    }

    func values(_ text: String) -> [Value] {
        let found = pattern.map { matched($0, text) } ?? pairs(text)
        return keys.map { key in found[key].map(Value.string) ?? .null }
    }

    private func matched(_ pattern: Pattern, _ text: String) -> [String: String] {
        var found: [String: String] = [:]
        text.bytes { bytes in
            pattern.eachMatch(bytes) { match in
                guard match.count > 2, let key = match[1], let value = match[2] else { return true }
                let name = UnsafeBufferPointer(rebasing: bytes[key]).text
                if found[name] == nil { found[name] = UnsafeBufferPointer(rebasing: bytes[value]).text }
                return true
            }
        }
        return found
    }

    private func pairs(_ text: String) -> [String: String] {
        var found: [String: String] = [:]
        var last: String?
        for part in parts(text) {
            guard let mark = split(part) else {
                if options.isGreedy, let key = last { found[key]? += (options.pairDelimiter ?? " ") + part }
                continue
            }
            let key = unquoted(mark.key)
            if found[key] == nil {
                found[key] = unquoted(mark.value)
                last = key
            } else {
                last = nil
            }
        }
        return found
    }

    /// Cuts at the delimiter of pairs, outside quotes.
    private func parts(_ text: String) -> [String] {
        var parts: [String] = []
        var current = ""
        var rest = text[...]
        let opening = options.quote.first
        let closing = options.quote.last
        var isQuoted = false
        while let sign = rest.first {
            if isQuoted, let escape = options.escape.first, sign == escape, rest.count > 1 {
                current += rest.prefix(2)
                rest = rest.dropFirst(2)
                continue
            }
            if isQuoted ? sign == closing : sign == opening { isQuoted.toggle() }
            if !isQuoted, let length = delimiter(at: rest) {
                if !current.isEmpty { parts.append(current) }
                current = ""
                rest = rest.dropFirst(length)
                continue
            }
            current.append(sign)
            rest = rest.dropFirst()
        }
        return current.isEmpty ? parts : parts + [current]
    }

    private func delimiter(at rest: Substring) -> Int? {
        if let delimiter = options.pairDelimiter {
            return !delimiter.isEmpty && rest.hasPrefix(delimiter) ? delimiter.count : nil
        }
        // Without one, anything between words that is not the mark of a pair.
        guard let sign = rest.first, options.pairMark.map({ !rest.hasPrefix($0) }) ?? (sign != "=" && sign != ":") else {
            return nil
        }
        return sign.isLetter || sign.isNumber || sign == "_" || options.quote.contains(sign) ? nil : 1
    }

    private func split(_ part: String) -> (key: String, value: String)? {
        let marks = options.pairMark.map { [$0] } ?? ["=", ":"]
        var start = part.startIndex
        if let opening = options.quote.first, part.first == opening, let closing = options.quote.last,
            let end = part.dropFirst().firstIndex(of: closing)
        {
            start = end
        }
        let found = marks.filter { !$0.isEmpty }.compactMap { part[start...].firstRange(of: $0) }.min {
            $0.lowerBound < $1.lowerBound
        }
        return found.map { (String(part[..<$0.lowerBound]), String(part[$0.upperBound...])) }
    }

    private func unquoted(_ text: String) -> String {
        var text = text
        if let opening = options.quote.first, let closing = options.quote.last, text.count >= 2, text.first == opening,
            text.last == closing
        {
            text = String(text.dropFirst().dropLast())
        }
        return options.escape.isEmpty
            ? text : text.replacing(options.escape + String(options.quote.last ?? " "), with: String(options.quote.last ?? " "))
    }
}
