/// XML as a dynamic: an element is a bag of its attributes (`@name`) and children; repeated children are an array; text
/// beside them is `#text`.
struct XMLValue {
    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    static let maximumDepth = 128

    /// Null where the text is no XML.
    static func parse(_ text: String) -> Value {
        var reader = XMLValue(bytes: Array(text.utf8))
        reader.skipProlog()
        guard let (name, value) = reader.element() else { return .null }
        return .bag(Bag([(name, value)]))
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

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
            if skip("/>") { return (name, bag.count == 0 ? .string("") : .bag(bag)) }
            if skip(">") { break }
            guard let attribute = self.name() else { return nil }
            skipBlanks()
            guard skip("=") else { return nil }
            skipBlanks()
            guard let value = quoted() else { return nil }
            bag["@" + attribute] = .string(value)
        }
        return content(bag).map { (name, $0) }
    }

    private mutating func content(_ attributes: Bag) -> Value? {
        var bag = attributes
        var text = ""
        while position < bytes.count {
            if skip("</") {
                skip(past: ">")
                let trimmed = String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
                if bag.count == 0 { return .string(text.allSatisfy(\.isWhitespace) ? "" : trimmed) }
                if !trimmed.isEmpty { bag["#text"] = .string(trimmed) }
                return .bag(bag)
            }
            if skip("<!--") {
                skip(past: "-->")
            } else if skip("<![CDATA[") {
                let start = position
                skip(past: "]]>")
                text += String(decoding: bytes[start..<max(start, position - 3)], as: UTF8.self)
            } else if bytes[position] == UInt8(ascii: "<") {
                guard let (name, value) = element() else { return nil }
                switch bag[name] {
                case nil: bag[name] = value
                case .array(let elements)?: bag[name] = .array(elements + [value])
                case let first?: bag[name] = .array([first, value])
                }
            } else {
                let start = position
                while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
                text += XMLValue.unescaped(String(decoding: bytes[start..<position], as: UTF8.self))
            }
        }
        return nil
    }

    private static func unescaped(_ text: String) -> String {
        guard text.contains("&") else { return text }
        return text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&apos;", with: "'").replacing("&amp;", with: "&")
    }

    // MARK: Bytes

    private mutating func skip(_ text: String) -> Bool {
        guard bytes[position...].starts(with: text.utf8) else { return false }
        position += text.utf8.count
        return true
    }

    private mutating func skip(past text: String) {
        while position < bytes.count, !bytes[position...].starts(with: text.utf8) { position += 1 }
        position = min(bytes.count, position + text.utf8.count)
    }

    private mutating func skipBlanks() {
        while position < bytes.count, bytes[position] <= 0x20 { position += 1 }
    }

    private mutating func name() -> String? {
        let start = position
        while position < bytes.count, Lexer.isNameByte(bytes[position]) || "-.:".utf8.contains(bytes[position]) { position += 1 }
        return position > start ? String(decoding: bytes[start..<position], as: UTF8.self) : nil
    }

    private mutating func quoted() -> String? {
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'") else {
            return nil
        }
        let quote = bytes[position]
        let start = position + 1
        guard let end = bytes[start...].firstIndex(of: quote) else { return nil }
        position = end + 1
        return XMLValue.unescaped(String(decoding: bytes[start..<end], as: UTF8.self))
    }
}
