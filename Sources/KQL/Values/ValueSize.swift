/// How large one value may become. What a function makes can be a product of its inputs, so the size is asked about before
/// the value is made.
enum ValueSize {
    /// The most bytes of a text that functions put together. Arrays and bags may take as much as a column does.
    static let largestText = 64 << 20

    /// Throws where a text of so many bytes may not be made.
    @inline(__always)
    static func check(text bytes: Int) throws(QueryError) {
        if bytes > largestText { throw tooLarge("a text", largestText) }
    }

    /// Throws where an array of so many elements may not be made.
    static func check(elements count: Int) throws(QueryError) {
        if count > Column.largest / Value.elementSize { throw tooLarge("an array", Column.largest) }
    }

    /// Throws where the parts of a text between signs would be too many for an array.
    static func check(partsOf text: String, between signs: (UInt8) -> Bool) throws(QueryError) {
        guard text.utf8.count > Column.largest / Value.elementSize else { return }
        try check(elements: text.utf8.reduce(1) { signs($1) ? $0 + 1 : $0 })
    }

    static func tooLarge(_ what: String, _ limit: Int) -> QueryError {
        QueryError(.limit, "\(what) would take more than \(limit >> 20) MB; make it of less, or filter earlier")
    }

    /// Texts one behind the other.
    static func joined(_ texts: [String], separator: String = "") throws(QueryError) -> String {
        let bytes = texts.reduce(0) { $0 + $1.utf8.count }
        try check(text: bytes + max(0, texts.count - 1) * separator.utf8.count)
        return texts.joined(separator: separator)
    }

    /// An array of the elements of several.
    static func joined(_ arrays: [[Value]]) throws(QueryError) -> [Value] {
        try check(elements: arrays.reduce(0) { $0 + $1.count })
        return arrays.flatMap { $0 }
    }
}

extension Value {
    /// Roughly the bytes that an element of an array takes beside its own text.
    static let elementSize = 32

    /// The value, where it is not too large to be written or taken apart. What stands in it several times counts each time, though it
    /// lies in memory once.
    /// - Throws: `QueryError` where it is too large.
    func bounded() throws(QueryError) -> Value {
        if size(within: Column.largest) > Column.largest { throw ValueSize.tooLarge("an array or bag", Column.largest) }
        return self
    }

    /// The bytes of all that the value holds; no more is counted once they are above the limit.
    func size(within limit: Int) -> Int {
        switch self {
        case .string(let text): return Value.elementSize + text.utf8.count
        case .array(let elements): return Value.size(of: elements, within: limit)
        case .bag(let bag):
            let names = bag.keys.reduce(0) { $0 + Value.elementSize + $1.utf8.count }
            return names > limit ? names : names + Value.size(of: bag.values, within: limit - names)
        default: return Value.elementSize
        }
    }

    private static func size(of values: [Value], within limit: Int) -> Int {
        var size = elementSize
        for value in values {
            if size > limit { return size }
            size += value.size(within: limit - size)
        }
        return size
    }
}
