/// XML as a dynamic: an element is a bag of its attributes (`@name`) and children; repeated children are an array; text
/// beside them is `#text`.
struct XMLValue {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var depth = 0

    static let maximumDepth = 128

    static let function = ScalarFunction("parse_xml", [.string], .exactly(.dynamic)) { _ in
        { input in
            let argument = input.arguments[0]
            var writer = Writer<Value>(capacity: input.count)
            StringBuffer.of(argument.column).withBytes { texts in
                for row in 0..<input.count { writer.append(parse(texts[argument.place(row)])) }
            }
            return writer.finish()
        }
    }.with(.keepsName)

    /// Null where the text is no XML.
    static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Value {
        var reader = XMLValue(bytes: text)
        reader.skipProlog()
        guard let (name, value) = reader.element() else { return .null }
        return .bag(Bag(CollectionOfOne((name, value))))
    }

    private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    private mutating func skipProlog() {
        while true {
            skipBlanks()
            if skip("<?") {
                skip(past: "?>")
            } else if skip("<!--") {
                skip(past: "-->")
            } else if skip("<!") {
                skip(past: ">")
            } else {
                return
            }
        }
    }

    private mutating func element() -> (String, Value)? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= XMLValue.maximumDepth, skip("<"), let name = name() else { return nil }
        var bag = Bag()
        while true {
            skipBlanks()
            if skip("/>") { return (name, bag.count == 0 ? .null : .bag(bag)) }
            if skip(">") { break }
            guard let attribute = self.name(behind: "@") else { return nil }
            skipBlanks()
            guard skip("=") else { return nil }
            skipBlanks()
            guard let value = quoted() else { return nil }
            bag[attribute] = .string(value)
        }
        return content(bag).map { (name, $0) }
    }

    private mutating func content(_ attributes: Bag) -> Value? {
        var bag = attributes
        // Children whose name was met before, and the first of them.
        var repeated: [String: [Value]] = [:]
        var text = ""
        while position < bytes.count {
            if bytes[position] != UInt8(ascii: "<") {
                let start = position
                while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
                add(start..<position, to: &text)
            } else if skip("</") {
                skip(past: ">")
                for (name, values) in repeated { bag[name] = .array(values) }
                let trimmed = XMLText.trimmed(text)
                if bag.count == 0 { return .string(trimmed) }
                if !trimmed.isEmpty { bag["#text"] = .string(trimmed) }
                return .bag(bag)
            } else if skip("<!--") {
                skip(past: "-->")
            } else if skip("<![CDATA[") {
                let start = position
                skip(past: "]]>")
                text += String(decoding: bytes[start..<max(start, position - 3)], as: UTF8.self)
            } else {
                guard let (name, value) = element() else { return nil }
                if repeated[name]?.append(value) != nil { continue }
                if let first = bag[name] { repeated[name] = [first, value] } else { bag[name] = value }
            }
        }
        return nil
    }

    /// Most elements have one run of text, or blanks alone.
    private func add(_ range: Range<Int>, to text: inout String) {
        let part = XMLText.unescaped(UnsafeBufferPointer(rebasing: bytes[range]))
        if text.isEmpty { text = part } else { text += part }
    }

    // MARK: Bytes

    private mutating func skip(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard bytes.count - position >= count else { return false }
        for offset in 0..<count where bytes[position + offset] != text.utf8Start[offset] { return false }
        position += count
        return true
    }

    private mutating func skip(past text: StaticString) {
        while position < bytes.count {
            if skip(text) { return }
            position += 1
        }
    }

    private mutating func skipBlanks() {
        while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    }

    /// - Parameter prefix: what the name is to begin with.
    private mutating func name(behind prefix: String = "") -> String? {
        let start = position
        while position < bytes.count, XMLText.isNameByte(bytes[position]) { position += 1 }
        guard position > start else { return nil }
        let name = String(decoding: bytes[start..<position], as: UTF8.self)
        return prefix.isEmpty ? name : prefix + name
    }

    private mutating func quoted() -> String? {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'") else {
            return nil
        }
        let quote = bytes[position]
        let start = position + 1
        guard let end = bytes[start...].firstIndex(of: quote) else { return nil }
        position = end + 1
        return XMLText.unescaped(UnsafeBufferPointer(rebasing: bytes[start..<end]))
    }
}

/// Text inside XML.
private enum XMLText {
    static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"): true
        default: Lexer.isNameByte(byte)
        }
    }

    /// Without white space at its ends.
    static func trimmed(_ text: String) -> String {
        guard let first = text.utf8.first, let last = text.utf8.last else { return text }
        let isPlain = { (byte: UInt8) in byte > 0x20 && byte < 0x80 }
        if isPlain(first), isPlain(last) { return text }
        return String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// With the signs that references stand for.
    static func unescaped(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
        guard bytes.contains(UInt8(ascii: "&")) else { return bytes.text }
        var text = ""
        var rest = bytes[...]
        while let mark = rest.firstIndex(of: UInt8(ascii: "&")) {
            text += String(decoding: rest[..<mark], as: UTF8.self)
            rest = rest[(mark + 1)...]
            guard let end = rest.prefix(longestReference).firstIndex(of: UInt8(ascii: ";")),
                let sign = sign(String(decoding: rest[..<end], as: UTF8.self))
            else {
                text += "&"
                continue
            }
            text.unicodeScalars.append(sign)
            rest = rest[(end + 1)...]
        }
        return text + String(decoding: rest, as: UTF8.self)
    }

    private static let longestReference = 10

    private static func sign(_ reference: String) -> Unicode.Scalar? {
        switch reference {
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        case "amp": return "&"
        default:
            guard reference.hasPrefix("#") else { return nil }
            let digits = reference.dropFirst()
            let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            return number.flatMap(Unicode.Scalar.init)
        }
    }
}
