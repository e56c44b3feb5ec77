/// The grammar of RFC 8259 over bytes, strict, with an explicit limit on nesting.
struct JSONParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let base: Int
    private var position = 0
    private var nodes: [JSONDocument.Node] = []

    /// - Parameter base: what is added to every offset stored in a node.
    static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, base: Int
    ) -> Result<[JSONDocument.Node], JSONError> {
        var parser = JSONParser(bytes: bytes, base: base)
        do throws(JSONError) {
            guard isValidUTF8(bytes) else { throw JSONError(.invalidUTF8, at: firstInvalidUTF8(bytes)) }
            parser.nodes.reserveCapacity(max(16, bytes.count / 12))
            try parser.value(depth: 0)
            parser.skipWhiteSpace()
            guard parser.position == bytes.count else { throw JSONError(.trailingContent, at: parser.position) }
            return .success(parser.nodes)
        } catch {
            return .failure(error)
        }
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, base: Int) {
        self.bytes = bytes
        self.base = base
    }

    private mutating func skipWhiteSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0a, 0x0d, 0x09: position += 1
            default: return
            }
        }
    }

    private mutating func value(depth: Int) throws(JSONError) {
        skipWhiteSpace()
        guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
        switch bytes[position] {
        case UInt8(ascii: "{"): try object(depth: depth)
        case UInt8(ascii: "["): try array(depth: depth)
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try literal("true", .true)
        case UInt8(ascii: "f"): try literal("false", .false)
        case UInt8(ascii: "n"): try literal("null", .null)
        default: try number()
        }
    }

    private mutating func object(depth: Int) throws(JSONError) {
        let opening = try open(.object, depth: depth)
        if close(UInt8(ascii: "}"), opening) { return }
        while true {
            skipWhiteSpace()
            try expect(UInt8(ascii: "\""), advance: false)
            try string()
            skipWhiteSpace()
            try expect(UInt8(ascii: ":"), advance: true)
            try value(depth: depth + 1)
            if close(UInt8(ascii: "}"), opening) { return }
            try expect(UInt8(ascii: ","), advance: true)
        }
    }

    private mutating func array(depth: Int) throws(JSONError) {
        let opening = try open(.array, depth: depth)
        if close(UInt8(ascii: "]"), opening) { return }
        while true {
            try value(depth: depth + 1)
            if close(UInt8(ascii: "]"), opening) { return }
            try expect(UInt8(ascii: ","), advance: true)
        }
    }

    private mutating func open(_ kind: JSONDocument.Node.Kind, depth: Int) throws(JSONError) -> Int {
        guard depth < JSONDocument.maximumDepth else {
            throw JSONError(.tooDeep(limit: JSONDocument.maximumDepth), at: position)
        }
        append(kind, start: position, end: position)
        position += 1
        return nodes.count - 1
    }

    private mutating func close(_ bracket: UInt8, _ opening: Int) -> Bool {
        skipWhiteSpace()
        guard position < bytes.count, bytes[position] == bracket else { return false }
        position += 1
        nodes[opening].end = Int32(base + position)
        nodes[opening].next = Int32(nodes.count)
        return true
    }

    private mutating func expect(_ byte: UInt8, advance: Bool) throws(JSONError) {
        guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
        guard bytes[position] == byte else { throw JSONError(.unexpectedByte(bytes[position]), at: position) }
        if advance { position += 1 }
    }

    private mutating func append(_ kind: JSONDocument.Node.Kind, start: Int, end: Int) {
        nodes.append(
            JSONDocument.Node(
                kind: kind, start: Int32(base + start), end: Int32(base + end), next: Int32(nodes.count + 1)))
    }

    private mutating func literal(_ text: StaticString, _ kind: JSONDocument.Node.Kind) throws(JSONError) {
        let start = position
        for offset in 0..<text.utf8CodeUnitCount {
            try expect(text.utf8Start[offset], advance: true)
        }
        append(kind, start: start, end: position)
    }

    private mutating func string() throws(JSONError) {
        position += 1
        let start = position
        var isEscaped = false
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                append(isEscaped ? .escapedString : .string, start: start, end: position)
                position += 1
                return
            }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                try escape()
            } else if byte < 0x20 {
                throw JSONError(.controlCharacter, at: position)
            } else {
                position += 1
            }
        }
        throw JSONError(.unexpectedEnd, at: position)
    }

    private mutating func escape() throws(JSONError) {
        guard position + 1 < bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
        switch bytes[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
        case UInt8(ascii: "u"):
            guard position + 6 <= bytes.count else { throw JSONError(.unexpectedEnd, at: bytes.count) }
            for offset in 2..<6 where hexadecimalDigit(bytes[position + offset]) == nil {
                throw JSONError(.badEscape, at: position + offset)
            }
            position += 6
        default:
            throw JSONError(.badEscape, at: position)
        }
    }

    private mutating func number() throws(JSONError) {
        let start = position
        if bytes[position] == UInt8(ascii: "-") { position += 1 }
        guard position < bytes.count else { throw JSONError(.unexpectedEnd, at: position) }
        if bytes[position] == UInt8(ascii: "0") {
            position += 1
        } else if digits() == 0 {
            throw JSONError(position == start ? .unexpectedByte(bytes[position]) : .badNumber, at: position)
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            guard digits() > 0 else { throw JSONError(.badNumber, at: position) }
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
                position += 1
            }
            guard digits() > 0 else { throw JSONError(.badNumber, at: position) }
        }
        append(.number, start: start, end: position)
    }

    private mutating func digits() -> Int {
        let start = position
        while position < bytes.count, bytes[position] &- 48 < 10 { position += 1 }
        return position - start
    }
}
